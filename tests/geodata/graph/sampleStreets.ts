import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { inflateSync } from 'node:zlib'
import { classify, isWanted } from '../../../geodata/format/osm/classify.ts'
import { OsmCollection } from '../../../geodata/format/osm/collect.ts'
import { readOsmXml } from '../../../geodata/format/osm/xml.ts'
import { readOsmPbf } from '../../../geodata/format/osmPbf/read.ts'
import type { StreetBarrier, StreetLine } from '../../../geodata/graph/street.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import { sample } from '../samples.ts'

const folder = process.env.FANGCUN_SAMPLES ?? resolve(import.meta.dirname, '../../../../shared/data')

/** Streets and barriers of a published extract. */
export async function sampleStreets(path: string): Promise<{ streets: StreetLine[]; barriers: StreetBarrier[] }> {
  const collection = new OsmCollection()
  if (path.endsWith('.pbf')) readOsmPbf(readFileSync(join(folder, path)), (bytes) => inflateSync(bytes), collection)
  else await readOsmXml([sample(path)] as unknown as Parameters<typeof readOsmXml>[0], collection)
  const [streets, barriers]: [StreetLine[], StreetBarrier[]] = [[], []]
  for (const feature of collection.features(isWanted)) {
    if ('reason' in feature) continue
    for (const row of classify(feature.ref, feature.tags, feature.geometry)) {
      if (row.noun === 'street') streets.push({ ...row, id: row.ref, coordinates: row.geometry.coordinates as LngLat[] })
      if (row.noun === 'barrier') barriers.push({ ...row, id: row.ref, place: row.geometry.coordinates as LngLat })
    }
  }
  return { streets, barriers }
}
