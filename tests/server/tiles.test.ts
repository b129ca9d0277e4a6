import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import Pbf from 'pbf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tileOf } from '../../geodata/geometry/mercator.ts'
import { ByteCache } from '../../server/tiles/cache.ts'
import { encodeTile } from '../../server/tiles/encode.ts'
import { type TileLayer, canEncodeTiles, tileBytes, tileRows } from '../../server/queries/tile.ts'
import { makeIncidents, west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(async ({ sql }) => {
  await makeIncidents(sql, 2, 400)
  await makeIncidents(sql, 3, 200)
  await sql`insert into coverage (area_id, cell, day, hour, seconds) select 2, interleave(((121.405 + 180) / 360 * 1048576)::bigint + i, (mercator_y(31.205) >> 11)), current_date - 1, 9, 60 * i from generate_series(1, 5) i`
})))
afterAll(() => door?.close())

const at = (zoom: number, { lng, lat } = west) => tileOf([lng, lat], zoom)
const pathOf = (layer: string, zoom: number, place = west) => {
  const { z, x, y } = at(zoom, place)
  return `/tiles/${layer}/${z}/${x}/${y}.mvt`
}
type Plain = Record<string, { id: unknown; type: number; properties: object; geometry: { x: number; y: number }[][] }[]>
function decode(bytes: Uint8Array): Plain {
  const tile = new VectorTile(new Pbf(bytes))
  const plain: Plain = {}
  for (const [name, layer] of Object.entries(tile.layers)) {
    plain[name] = Array.from({ length: layer.length }, (_, i) => {
      const feature = layer.feature(i)
      return { id: feature.id, type: feature.type, properties: { ...feature.properties }, geometry: feature.loadGeometry().map((ring) => ring.map(({ x, y }) => ({ x, y }))) }
    })
  }
  return plain
}
const fetchTile = async (path: string, as?: string) => decode(new Uint8Array(await (await door.ask(path, as ? { as } : {})).arrayBuffer()))
const signedArea = (ring: { x: number; y: number }[]) => ring.slice(1).reduce((sum, { x, y }, i) => sum + (ring[i] as { x: number }).x * y - x * (ring[i] as { y: number }).y, 0) / 2

describe('both encoders', () => {
  const cases: [TileLayer, number][] = [['base', 10], ['base', 13], ['base', 14], ['base', 16], ['zones', 12], ['zones', 15], ['cameras', 14], ['cameraViews', 14], ['cameraViews', 16], ['incidents', 11], ['incidents', 15], ['coverage', 14]]
  it.each(cases)('draw %s at zoom %i alike from the same rows', async (layer, zoom) => {
    const address = { layer, ...at(zoom), from: '1990-01-01', to: '2200-01-01' }
    const rows = await tileRows(door.db.sql, 'demo-command', address)
    const inNode = decode(encodeTile(rows))
    expect(Object.values(inNode).flat().length).toBeGreaterThan(0)
    expect(Object.values(inNode).flat()).toHaveLength(rows.length)
    if (!(await canEncodeTiles(door.db.sql))) return
    const byPostgis = decode(await tileBytes(door.db.sql, 'demo-command', address))
    const inOrder = (tile: Plain) => Object.fromEntries(Object.entries(tile).map(([name, features]) => [name, features.map((feature) => JSON.stringify({ ...feature, properties: Object.entries(feature.properties).toSorted() })).toSorted()]))
    expect(inOrder(inNode)).toEqual(inOrder(byPostgis))
  })

  it('turn outer rings clockwise on the screen and holes the other way (MVT 2.1, 4.3.4.4)', async () => {
    const river = (await fetchTile(pathOf('base', 15, { lng: 121.4105, lat: 31.216 }))).ground?.find(({ geometry }) => geometry.length === 2)
    expect(river).toBeDefined()
    const [outer, hole] = (river as Plain[string][number]).geometry as [{ x: number; y: number }[], { x: number; y: number }[]]
    expect(signedArea(outer)).toBeGreaterThan(0)
    expect(signedArea(hole)).toBeLessThan(0)
    expect(Math.abs(signedArea(hole))).toBeLessThan(signedArea(outer))
  })
})

describe('tiles', () => {
  it('place things where mercator says', async () => {
    const { camera } = await fetchTile(pathOf('cameras', 16))
    const size = 2 ** 16 * 4096
    const { x, y } = at(16)
    const expected = { x: Math.floor(((121.4051 + 180) / 360) * size) - x * 4096, y: Math.floor(((1 - Math.asinh(Math.tan((31.2051 * Math.PI) / 180)) / Math.PI) / 2) * size) - y * 4096 }
    expect(camera?.[0]).toMatchObject({ id: 1, properties: { id: 1, code: 'W-1', kind: 'fixed', azimuthDegrees: 90, fieldOfViewDegrees: 60, state: 'online' } })
    expect(camera?.[0]?.geometry[0]?.[0]).toEqual(expected)
  })

  it.each([13, 14, 15])('draw shapes within a unit of mercator at zoom %i, where degrees are scaled as they are from 14 on', async (zoom) => {
    const { estate } = await fetchTile(pathOf('base', zoom))
    const size = 2 ** zoom * 4096
    const { x, y } = at(zoom)
    const unitsOf = (lng: number, lat: number) => [((lng + 180) / 360) * size - x * 4096, ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * size - y * 4096] as const
    const ring = estate?.[0]?.geometry[0] ?? []
    expect(ring.length).toBeGreaterThanOrEqual(4)
    // Each corner of the estate that lies inside of the tile and its margin is drawn.
    const corners = [[121.402, 31.202], [121.407, 31.202], [121.407, 31.207], [121.402, 31.207]].map(([lng, lat]) => unitsOf(lng as number, lat as number)).filter((corner) => corner.every((value) => value > -63 && value < 4159))
    for (const [cx, cy] of corners) expect(Math.min(...ring.map((point) => Math.max(Math.abs(point.x - cx), Math.abs(point.y - cy))))).toBeLessThan(1)
    expect(corners.length).toBeGreaterThan(0)
  })

  it('hold classes by zoom', async () => {
    const names = async (zoom: number) => (await fetchTile(pathOf('base', zoom))).street?.map(({ properties }) => (properties as { class: string }).class)
    expect(await names(11)).toEqual(['primary'])
    expect(new Set(await names(15))).toEqual(new Set(['primary', 'residential']))
    expect(Object.keys(await fetchTile(pathOf('base', 13)))).not.toContain('building')
    expect(Object.keys(await fetchTile(pathOf('base', 14)))).toContain('building')
  })

  it('count every incident once when far, and hold each when near', async () => {
    const far = await fetchTile(pathOf('incidents', 10))
    const counts = far.incident?.map(({ properties }) => (properties as { count: number }).count) ?? []
    expect(counts.reduce((a, b) => a + b, 0)).toBe(600)
    const { x, y } = at(14, { lng: 121.4001, lat: 31.2001 })
    const last = at(14, { lng: 121.4399, lat: 31.2199 })
    let near = 0
    for (let tx = x; tx <= last.x; tx++) for (let ty = last.y; ty <= y; ty++) near += (decode(await tileBytesOrRows(14, tx, ty)).incident ?? []).length
    expect(near).toBe(600)
  })
  const tileBytesOrRows = async (z: number, x: number, y: number) => encodeTile(await tileRows(door.db.sql, 'demo-command', { layer: 'incidents', z, x, y }))

  it('show only what the actor may see', async () => {
    const counted = async (as: string) => ((await fetchTile(pathOf('incidents', 10), as)).incident ?? []).reduce((sum, { properties }) => sum + (properties as { count: number }).count, 0)
    expect([await counted('demo-lead-01'), await counted('demo-lead-02'), await counted('demo-command')]).toEqual([400, 200, 600])
    expect((await fetchTile(pathOf('zones', 14), 'demo-lead-02')).zone?.map(({ properties }) => (properties as { code: string }).code) ?? []).not.toContain('310101001001001')
    expect((await door.ask(pathOf('cameras', 17), { as: 'demo-lead-02' })).status).toBe(204)
    expect((await door.ask(pathOf('coverage', 14), { as: 'demo-lead-02' })).status).toBe(204)
  })

  it('carry a tag that changes when the data does, per set of rights', async () => {
    const ask = (as: string, etag?: string) => door.ask(pathOf('incidents', 10), { as, headers: etag ? { 'if-none-match': etag } : {} })
    const etag = (await ask('demo-command')).headers.get('etag') as string
    expect((await ask('demo-command', etag)).status).toBe(304)
    expect((await ask('demo-leader')).headers.get('etag')).not.toBe(etag)
    await door.ask('/api/incidents', { method: 'POST', body: report(west) })
    await expect.poll(async () => (await ask('demo-command', etag)).status).toBe(200)
  })

  it('are compressed as asked, to the same bytes', async () => {
    const ask = async (encoding: string) => {
      const answer = await door.ask(pathOf('zones', 14), { headers: { 'accept-encoding': encoding } })
      expect(answer.headers.get('vary')).toBe('Cookie, Accept-Encoding')
      return { encoding: answer.headers.get('content-encoding'), bytes: Buffer.from(await answer.arrayBuffer()) }
    }
    const [br, gzip, plain] = [await ask('gzip, br'), await ask('gzip'), await ask('identity')]
    expect([br.encoding, gzip.encoding, plain.encoding]).toEqual(['br', 'gzip', null])
    const expected = decode(plain.bytes)
    expect([decode(brotliDecompressSync(br.bytes)), decode(gunzipSync(gzip.bytes))]).toEqual([expected, expected])
  })

  it('that do not exist are refused, empty ones say so', async () => {
    expect((await door.ask('/tiles/base/3/8/0.mvt')).status).toBe(404)
    expect((await door.ask('/tiles/base/99/0/0.mvt')).status).toBe(400)
    expect((await door.ask('/tiles/secrets/3/0/0.mvt')).status).toBe(400)
    expect((await door.ask('/tiles/base/14/0/0.mvt')).status).toBe(204)
  })

  it('are kept up to a number of bytes, the longest unused go first', () => {
    const cache = new ByteCache<Uint8Array>(35)
    for (const key of ['a', 'b', 'c']) cache.set(key, new Uint8Array(10))
    expect(cache.get('a')?.byteLength).toBe(10)
    cache.set('d', new Uint8Array(10))
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key))).toEqual(['a', 'c', 'd'])
    expect(cache.bytes).toBe(33)
  })
})
