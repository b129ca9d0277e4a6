import Pbf from 'pbf'
import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { OsmCollection } from '../../../geodata/format/osm/collect.ts'
import { readOsmPbf } from '../../../geodata/format/osmPbf/read.ts'
import { readOsmXml } from '../../../geodata/format/osm/xml.ts'

const inflate = (bytes: Uint8Array) => inflateSync(bytes)

/** Written by the format's own description (OSM wiki, PBF Format), independently of the reader. */
function blob(type: string, message: Uint8Array): Buffer {
  const body = new Pbf()
  body.writeVarintField(2, message.length)
  body.writeBytesField(3, deflateSync(message))
  const bytes = body.finish()
  const header = new Pbf()
  header.writeStringField(1, type)
  header.writeVarintField(3, bytes.length)
  const head = header.finish()
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head, bytes])
}

const strings = ['', 'building', 'yes', 'type', 'multipolygon', 'outer', 'inner', 'name', 'Müller 楼', 'highway', 'residential']
// Nodes 1-4: a square of 0.01 degrees at (11, 48); 5-8: a hole in it; 9: tagged.
const nodes = [[0, 0], [10, 0], [10, 10], [0, 10], [4, 4], [6, 4], [6, 6], [4, 6], [20, 20]].map(([x, y]) => [11 + (x ?? 0) / 1000, 48 + (y ?? 0) / 1000] as const)

function sample(): Buffer {
  const dense = new Pbf()
  const units = (degrees: number) => Math.round(degrees * 1e7)
  const differences = (values: number[]) => values.map((value, i) => value - (values[i - 1] ?? 0))
  dense.writePackedSVarint(1, differences(nodes.map((_, i) => i + 1)))
  dense.writePackedSVarint(8, differences(nodes.map(([, lat]) => units(lat))))
  dense.writePackedSVarint(9, differences(nodes.map(([lng]) => units(lng))))
  dense.writePackedVarint(10, [0, 0, 0, 0, 0, 0, 0, 0, 7, 8, 0])
  const way = (id: number, refs: number[], tags: [number, number][]) => {
    const pbf = new Pbf()
    pbf.writeVarintField(1, id)
    pbf.writePackedVarint(2, tags.map(([key]) => key))
    pbf.writePackedVarint(3, tags.map(([, value]) => value))
    pbf.writePackedSVarint(8, differences(refs))
    return pbf.finish()
  }
  const relation = new Pbf()
  relation.writeVarintField(1, 77)
  relation.writePackedVarint(2, [3, 1])
  relation.writePackedVarint(3, [4, 2])
  relation.writePackedVarint(8, [5, 5, 6])
  relation.writePackedSVarint(9, differences([101, 102, 103]))
  relation.writePackedVarint(10, [1, 1, 1])
  const block = new Pbf()
  const table = new Pbf()
  for (const text of strings) table.writeStringField(1, text)
  block.writeBytesField(1, table.finish())
  const group = (tag: number, messages: Uint8Array[]) => {
    const pbf = new Pbf()
    for (const message of messages) pbf.writeBytesField(tag, message)
    block.writeBytesField(2, pbf.finish())
  }
  group(2, [dense.finish()])
  // The outer ring comes in two halves, the second against the direction of the first.
  group(3, [way(101, [1, 2, 3], []), way(102, [1, 4, 3], []), way(103, [5, 6, 7, 8, 5], []), way(104, [1, 9], [[9, 10]]), way(105, [1, 2, 3, 1], [[1, 2]]), way(106, [1, 999], [[9, 10]])])
  group(4, [relation.finish()])
  return Buffer.concat([blob('OSMHeader', new Uint8Array()), blob('OSMData', block.finish())])
}

const featuresOf = (bytes: Uint8Array) => {
  const collection = new OsmCollection()
  readOsmPbf(bytes, inflate, collection)
  return [...collection.features(() => true)]
}

describe('OSM PBF', () => {
  it('gives nodes, ways, areas and relations with holes their shapes', () => {
    const features = new Map(featuresOf(sample()).map((feature) => [feature.ref, feature]))
    expect(features.get('n9')).toMatchObject({ tags: { name: 'Müller 楼' }, geometry: { type: 'Point', coordinates: [11.02, 48.02] } })
    expect(features.get('w104')).toMatchObject({ geometry: { type: 'LineString', coordinates: [[11, 48], [11.02, 48.02]] } })
    expect(features.get('w105')).toMatchObject({ geometry: { type: 'Polygon' } })
    expect(features.get('w106')).toEqual({ ref: 'w106', reason: 'some of its nodes are outside the extract' })
    const building = features.get('r77') as { geometry: { type: string; coordinates: number[][][][] } }
    expect(building.geometry.type).toBe('MultiPolygon')
    const [outer = [], inner = []] = building.geometry.coordinates[0] ?? []
    expect(outer).toHaveLength(5)
    expect(outer[0]).toEqual(outer[4])
    expect(inner).toHaveLength(5)
  })

  it('says what is wrong with empty, foreign and cut-off files', () => {
    const whole = sample()
    expect(() => featuresOf(new Uint8Array())).toThrow('empty')
    expect(() => featuresOf(Buffer.from('id,name\n1,a\n'))).toThrow('not an OSM PBF')
    expect(() => featuresOf(whole.subarray(0, whole.length - 20))).toThrow('cut off')
    const damaged = Buffer.from(whole)
    damaged.fill(7, whole.length - 60, whole.length - 30)
    expect(() => featuresOf(damaged)).toThrow(/damaged/)
  })

  it('reads the same from OSM XML', async () => {
    const collection = new OsmCollection()
    const xml = `<?xml version="1.0"?><osm version="0.6"><node id="1" lat="48" lon="11"/><node id="2" lat="48.1" lon="11.1"><tag k="name" v="A &amp; B"/></node>
      <way id="3"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way></osm>`
    async function* pieces() {
      for (let at = 0; at < xml.length; at += 7) yield xml.slice(at, at + 7)
    }
    await readOsmXml(pieces(), collection)
    const features = [...collection.features(() => true)]
    expect(features).toEqual([
      { ref: 'n2', tags: { name: 'A & B' }, geometry: { type: 'Point', coordinates: [11.1, 48.1] } },
      { ref: 'w3', tags: { highway: 'primary' }, geometry: { type: 'LineString', coordinates: [[11, 48], [11.1, 48.1]] } },
    ])
  })
})
