import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { isCamera } from '../../geodata/format/osm/camera.ts'
import { placeKindOf } from '../../geodata/format/osm/place.ts'
import type { Bbox, LngLat } from '../../geodata/model/geometry.ts'
import { OsmCollection } from '../../geodata/format/osm/collect.ts'
import { isWanted } from '../../geodata/format/osm/classify.ts'
import { readOsmPbf } from '../../geodata/format/osmPbf/read.ts'
import { readOsmXml } from '../../geodata/format/osm/xml.ts'
import { MapRows } from './importMapRows.ts'
import { type FileFacts, textOf } from './openText.ts'
import type { Run } from './types.ts'

export type OsmFile = { collection: OsmCollection; bounds: Bbox | undefined }

/** Reads an OSM file (PBF or XML) whole into flat arrays: 24 bytes a node, and the ways. */
export async function openOsm(facts: FileFacts): Promise<OsmFile> {
  const collection = new OsmCollection()
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number]
  let said: Bbox | undefined
  const points: LngLat[] = []
  const visitor = {
    bounds: (found: Bbox) => void (said = found),
    node(id: number, lng: number, lat: number, tags: Record<string, string> | undefined) {
      box[0] = Math.min(box[0], lng)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lng)
      box[3] = Math.max(box[3], lat)
      if (tags && (isCamera(tags) || placeKindOf(tags))) points.push([lng, lat])
      collection.node(id, lng, lat, tags)
    },
    way: collection.way.bind(collection),
    relation: collection.relation.bind(collection),
  }
  if (facts.kind === 'osm.pbf') readOsmPbf(readFileSync(facts.path), (bytes) => inflateSync(bytes), visitor)
  else await readOsmXml(textOf(facts), visitor)
  // Ways reach far out of the box a file was cut from; cameras and places a little, and they need somebody who answers for them.
  return { collection, bounds: said ? around(said, points) : box[0] < box[2] ? box : undefined }
}

function around(box: Bbox, points: LngLat[]): Bbox {
  const [lngs, lats] = [points.map(([lng]) => lng), points.map(([, lat]) => lat)]
  const [least, most] = [(values: number[], first: number) => values.reduce((a, b) => Math.min(a, b), first), (values: number[], first: number) => values.reduce((a, b) => Math.max(a, b), first)]
  return [least(lngs, box[0]), least(lats, box[1]), most(lngs, box[2]), most(lats, box[3])]
}

export async function importOsm(run: Run, path: string, { collection }: OsmFile, progress: (noun: string, rows: number) => void): Promise<void> {
  const rows = new MapRows(run, path, progress)
  for (const feature of collection.features(isWanted)) {
    if ('reason' in feature) run.rejects.add(path, feature.ref, feature.reason, [], feature.reason.replace(/^\d+ /, ''))
    else await rows.add(feature.ref, feature.ref, feature.tags, feature.geometry)
  }
  await rows.flush()
}
