import { streetClassOf } from '../../geodata/format/osm/street.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { inspectFile, type FileFacts } from '../import/openText.ts'
import { openOsm } from '../import/osmFile.ts'
import { readFeatures } from '../import/readGeojson.ts'
import { placesToPlane, type PlaneChoice } from './planeChoice.ts'
import { crsOfHead } from './table.ts'

export type StreetsFound = { ids: string[]; lines: number[][][]; said: string[] }
type Lines = { ids: string[]; lines: LngLat[][]; head: string }

const isStreet = (tags: Record<string, string>) => ![undefined, 'rail'].includes(streetClassOf(tags))

/** Streets of GeoJSON lines or an OpenStreetMap file (rails are none). @throws FormatError with a sentence */
export async function readStreets(path: string, plane: PlaneChoice): Promise<StreetsFound> {
  const facts = await inspectFile(path)
  if (facts.kind === 'csv') throw new FormatError(`${path} is a table; streets come as lines of GeoJSON or as OpenStreetMap (.osm.pbf, .osm).`)
  const { ids, lines, head } = facts.kind === 'geojson' ? await geojsonLines(facts) : await osmLines(facts)
  if (!lines.length) throw new FormatError(`${path} has no line that is a street.`)
  const flat = Float64Array.from(lines.flat(2))
  const left: Record<string, number> = {}
  const { places, said } = placesToPlane(path, flat, plane, crsOfHead(head), left)
  if (places.some(Number.isNaN)) throw new FormatError(`${path} has streets that lie off the world: coordinates of some metre grid need --crs-metres EPSG:nnnn or --crs-metres local.`)
  let at = 0
  return { ids, lines: lines.map((line) => line.map(() => [places[at++] as number, places[at++] as number])), said: [`streets: ${lines.length.toLocaleString('en')} lines`, said] }
}

async function geojsonLines(facts: FileFacts): Promise<Lines> {
  const found: Lines = { ids: [], lines: [], head: '' }
  const features = []
  for await (const batch of readFeatures(facts, (text) => (found.head = text))) features.push(...batch)
  const tagged = features.some(({ properties }) => typeof properties.highway === 'string')
  for (const { properties, geometry, id, line } of features) {
    if (geometry?.type !== 'LineString' && geometry?.type !== 'MultiLineString') continue
    if (tagged && !isStreet(properties as Record<string, string>)) continue
    const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates
    const name = String(properties.osm_id ?? properties.id ?? id ?? line)
    parts.forEach((part, k) => {
      if (part.length < 2) return
      found.lines.push(part)
      found.ids.push(parts.length > 1 ? `${name}.${k + 1}` : name)
    })
  }
  return found
}

async function osmLines(facts: FileFacts): Promise<Lines> {
  const { collection } = await openOsm(facts)
  const found: Lines = { ids: [], lines: [], head: '' }
  for (const feature of collection.features(isStreet)) {
    if ('reason' in feature || feature.geometry.type !== 'LineString') continue
    found.ids.push(feature.ref)
    found.lines.push(feature.geometry.coordinates)
  }
  return found
}
