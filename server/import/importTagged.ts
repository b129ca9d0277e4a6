import { bbox } from '../../geodata/geometry/bbox.ts'
import type { OsmTags } from '../../geodata/format/osm/element.ts'
import { type Reproject, reprojectGeometry } from '../../geodata/format/reproject.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { MapRows } from './importMapRows.ts'
import { grow } from './openTable.ts'
import type { FileFacts } from './openText.ts'
import { type RawFeature, readFeatures } from './readGeojson.ts'
import type { Run } from './types.ts'

const keys = ['highway', 'building', 'man_made', 'amenity', 'shop', 'landuse', 'natural', 'waterway', 'railway', 'leisure', 'barrier']
const mapNouns = new Set(['auto', 'streets', 'buildings', 'places', 'lights', 'cameras', 'ground', 'walls', 'barriers'])

/** Whether a GeoJSON carries OpenStreetMap's tags as properties. */
export const isTagged = (header: string[], wanted: string) => mapNouns.has(wanted) && (header.includes('osm_id') || header.includes('@id') || keys.some((key) => header.includes(key)))

/**
 * The reference an OSM file would give: `w12`, `n3`, `r4`. osmium's area ids are twice the way's id, or twice the relation's plus one;
 * `way/12` is what overpass-turbo writes.
 */
export function osmRef({ properties, id, line }: RawFeature, path: string): string {
  const text = String(properties.osm_id ?? properties['@id'] ?? id ?? '')
  const area = /^a(\d+)$/.exec(text)
  if (area) return Number(area[1]) % 2 ? `r${(Number(area[1]) - 1) / 2}` : `w${Number(area[1]) / 2}`
  const long = /^(node|way|relation)\/(\d+)$/.exec(text)
  if (long) return `${long[1]?.[0]}${long[2]}`
  return text || `${path}:${line}`
}

export async function importTagged(run: Run, facts: FileFacts, progress: (noun: string, rows: number) => void): Promise<void> {
  run.note(`${facts.path} as OpenStreetMap tags in GeoJSON: streets, buildings, places, street lights, cameras, water, green and walls`)
  const rows = new MapRows(run, facts.path, progress)
  let unwanted = 0
  try {
    for await (const batch of readFeatures(facts)) {
      for (const feature of batch) {
        if (feature.broken || !feature.geometry) run.rejects.add(facts.path, feature.line, feature.broken ?? 'it has no geometry', [JSON.stringify(feature.properties)])
        else if (!(await rows.add(feature.line, osmRef(feature, facts.path), tagsOf(feature), feature.geometry))) unwanted++
      }
    }
  } finally {
    await rows.flush()
  }
  if (unwanted) run.note(`${unwanted.toLocaleString('en')} features of ${facts.path} are nothing this map draws (benches, construction, boundaries)`)
}

export const tagsOf = ({ properties }: RawFeature): OsmTags => Object.fromEntries(Object.entries(properties).flatMap(([key, value]) => (value === null || typeof value === 'object' ? [] : [[key, String(value)]])))

export async function taggedBounds(facts: FileFacts, reproject: Reproject): Promise<Bbox | undefined> {
  const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity]
  for await (const batch of readFeatures(facts)) {
    for (const { geometry } of batch) {
      const found = geometry && bbox(reprojectGeometry(geometry, reproject))
      if (!found) continue
      box[0] = Math.min(box[0], found[0])
      box[1] = Math.min(box[1], found[1])
      box[2] = Math.max(box[2], found[2])
      box[3] = Math.max(box[3], found[3])
    }
  }
  return box[0] <= box[2] ? grow(box) : undefined
}
