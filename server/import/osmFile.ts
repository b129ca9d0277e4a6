import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import type { Bbox } from '../../geodata/model/geometry.ts'
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
  const visitor = {
    bounds: (found: Bbox) => void (said = found),
    node(id: number, lng: number, lat: number, tags: Record<string, string> | undefined) {
      box[0] = Math.min(box[0], lng)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lng)
      box[3] = Math.max(box[3], lat)
      collection.node(id, lng, lat, tags)
    },
    way: collection.way.bind(collection),
    relation: collection.relation.bind(collection),
  }
  if (facts.kind === 'osm.pbf') readOsmPbf(readFileSync(facts.path), (bytes) => inflateSync(bytes), visitor)
  else await readOsmXml(textOf(facts), visitor)
  // Ways reach far out of the box a file was cut from; the box itself is where its data is whole.
  return { collection, bounds: said ?? (box[0] < box[2] ? box : undefined) }
}

export async function importOsm(run: Run, path: string, { collection }: OsmFile, progress: (noun: string, rows: number) => void): Promise<void> {
  const rows = new MapRows(run, path, progress)
  for (const feature of collection.features(isWanted)) {
    if ('reason' in feature) run.rejects.add(path, feature.ref, feature.reason, [], feature.reason.replace(/^\d+ /, ''))
    else await rows.add(feature.ref, feature.ref, feature.tags, feature.geometry)
  }
  await rows.flush()
}
