import { basename, dirname, resolve } from 'node:path'

const generic = /^(incidents?|crimes?|data|export|positions?|vehicle-positions|areas?|community-areas|communities|block-groups|roads?|streets?|buildings?|places?|cameras?|city-street-incidents|zones?|osm-\w+|lsoa|divisions-level1-4)?$/

/** Lower case letters, digits and hyphens. */
const slug = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')

/**
 * What an import is called when --source does not say: the file's name without ends and dates; where that names only the kind of data
 * (`incidents_2018-01.csv.gz`), the folder it lies in.
 */
export function sourceNameOf(path: string): string {
  const bare = basename(path).replace(/\.(gz|csv|tsv|txt|json|geojson|osm|pbf|xml)\b/gi, '')
  const undated = slug(bare.replace(/(19|20)\d\d([-_](0[1-9]|1[0-2])([-_]\d\d)?)?(?!\d)/g, ''))
  const folder = slug(basename(dirname(resolve(path))))
  return (generic.test(undated) ? folder || undated : undated) || 'import'
}

/** A code for an area: capital letters, digits, hyphens, dots; at most 32 characters as the table demands. */
export function codeOf(text: string): string {
  const plain = text.normalize('NFKD').replace(/[^0-9A-Za-z.-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 32)
  return plain || 'area'
}
