import Pbf from 'pbf'
import type { OsmMember, OsmTags, OsmVisitor } from '../osm/element.ts'

/** Coordinates are `offset + granularity * value` billionths of a degree (OSM wiki, PBF Format). */
type Frame = { strings: string[]; groups: Uint8Array[]; granularity: number; latOffset: number; lonOffset: number }

const memberTypes = ['node', 'way', 'relation'] as const

/** Reads one OSMData block into the visitor. */
export function readBlock(bytes: Uint8Array, visitor: OsmVisitor): void {
  const frame = new Pbf(bytes).readFields<Frame>(readFrameField, { strings: [], groups: [], granularity: 100, latOffset: 0, lonOffset: 0 })
  for (const group of frame.groups) {
    new Pbf(group).readFields((tag, _, pbf) => {
      if (tag === 1) readNode(pbf.readBytes(), frame, visitor)
      else if (tag === 2) readDense(pbf.readBytes(), frame, visitor)
      else if (tag === 3) readWay(pbf.readBytes(), frame, visitor)
      else if (tag === 4) readRelation(pbf.readBytes(), frame, visitor)
    }, undefined)
  }
}

function readFrameField(tag: number, frame: Frame, pbf: Pbf): void {
  if (tag === 1) pbf.readMessage((inner, strings: string[], p) => void (inner === 1 && strings.push(p.readString())), frame.strings)
  else if (tag === 2) frame.groups.push(pbf.readBytes())
  else if (tag === 17) frame.granularity = pbf.readVarint()
  else if (tag === 19) frame.latOffset = pbf.readVarint(true)
  else if (tag === 20) frame.lonOffset = pbf.readVarint(true)
}

const degrees = (offset: number, granularity: number, value: number) => (offset + granularity * value) / 1e9

type Fields = { id: number; keys: number[]; values: number[]; refs: number[]; roles: number[]; types: number[]; lat: number; lon: number }
const empty = (): Fields => ({ id: 0, keys: [], values: [], refs: [], roles: [], types: [], lat: 0, lon: 0 })

function tagsOf({ keys, values }: Fields, strings: string[]): OsmTags {
  const tags: OsmTags = {}
  keys.forEach((key, i) => (tags[strings[key] ?? ''] = strings[values[i] ?? 0] ?? ''))
  return tags
}

function readNode(bytes: Uint8Array, frame: Frame, visitor: OsmVisitor): void {
  const node = new Pbf(bytes).readFields((tag, into, pbf) => {
    if (tag === 1) into.id = pbf.readSVarint()
    else if (tag === 2) pbf.readPackedVarint(into.keys)
    else if (tag === 3) pbf.readPackedVarint(into.values)
    else if (tag === 8) into.lat = pbf.readSVarint()
    else if (tag === 9) into.lon = pbf.readSVarint()
  }, empty())
  const tags = node.keys.length ? tagsOf(node, frame.strings) : undefined
  visitor.node(node.id, degrees(frame.lonOffset, frame.granularity, node.lon), degrees(frame.latOffset, frame.granularity, node.lat), tags)
}

/** Ids and coordinates are differences to the one before; tags are a list of key, value, ... closed by 0 for each node. */
function readDense(bytes: Uint8Array, frame: Frame, visitor: OsmVisitor): void {
  const dense = new Pbf(bytes).readFields((tag, into, pbf) => {
    if (tag === 1) pbf.readPackedSVarint(into.ids)
    else if (tag === 8) pbf.readPackedSVarint(into.lats)
    else if (tag === 9) pbf.readPackedSVarint(into.lons)
    else if (tag === 10) pbf.readPackedVarint(into.tags)
  }, { ids: [] as number[], lats: [] as number[], lons: [] as number[], tags: [] as number[] })
  let [id, lat, lon, at] = [0, 0, 0, 0]
  for (let i = 0; i < dense.ids.length; i++) {
    id += dense.ids[i] ?? 0
    lat += dense.lats[i] ?? 0
    lon += dense.lons[i] ?? 0
    let tags: OsmTags | undefined
    while (dense.tags[at]) {
      tags ??= {}
      tags[frame.strings[dense.tags[at] ?? 0] ?? ''] = frame.strings[dense.tags[at + 1] ?? 0] ?? ''
      at += 2
    }
    at++
    visitor.node(id, degrees(frame.lonOffset, frame.granularity, lon), degrees(frame.latOffset, frame.granularity, lat), tags)
  }
}

const running = (differences: number[]) => {
  let sum = 0
  return differences.map((difference) => (sum += difference))
}

function readWay(bytes: Uint8Array, frame: Frame, visitor: OsmVisitor): void {
  const way = new Pbf(bytes).readFields((tag, into, pbf) => {
    if (tag === 1) into.id = pbf.readVarint(true)
    else if (tag === 2) pbf.readPackedVarint(into.keys)
    else if (tag === 3) pbf.readPackedVarint(into.values)
    else if (tag === 8) pbf.readPackedSVarint(into.refs)
  }, empty())
  visitor.way(way.id, running(way.refs), tagsOf(way, frame.strings))
}

function readRelation(bytes: Uint8Array, frame: Frame, visitor: OsmVisitor): void {
  const relation = new Pbf(bytes).readFields((tag, into, pbf) => {
    if (tag === 1) into.id = pbf.readVarint(true)
    else if (tag === 2) pbf.readPackedVarint(into.keys)
    else if (tag === 3) pbf.readPackedVarint(into.values)
    else if (tag === 8) pbf.readPackedVarint(into.roles)
    else if (tag === 9) pbf.readPackedSVarint(into.refs)
    else if (tag === 10) pbf.readPackedVarint(into.types)
  }, empty())
  const members = running(relation.refs).map((ref, i): OsmMember => ({
    type: memberTypes[relation.types[i] ?? 0] ?? 'node',
    ref,
    role: frame.strings[relation.roles[i] ?? 0] ?? '',
  }))
  visitor.relation(relation.id, members, tagsOf(relation, frame.strings))
}
