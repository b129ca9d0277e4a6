import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FeatureCollection, Polygon } from 'geojson'
import { viewshedFiles } from '../../server/cameras/viewshedFiles.ts'

const munich = join(import.meta.dirname, '../../../shared/data/munich')
type Seen = { camera: string; kind: string; part: 'seen' | 'observed'; assumed: string; moved: string | null; squareMeters: number; azimuthDegrees: number | null; rangeMeters: number }
let folder = ''
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'viewshed-')) })
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, value: unknown) => { const path = join(folder, name); writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value)); return path }
const read = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection<Polygon, Seen>).features
const collection = (features: object[]) => ({ type: 'FeatureCollection', features })
const camera = (lng: number, lat: number, properties: object = {}) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lng, lat] } })
const house = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[[11.5, 48.1], [11.501, 48.1], [11.501, 48.1005], [11.5, 48.1005], [11.5, 48.1]]] } }

test('the cameras of Munich as mappers typed them: 208, what was assumed is said, what stands deep inside sees nothing', async () => {
  const out = join(folder, 'munich.geojson')
  const said = (await viewshedFiles({ cameras: join(munich, 'osm_cameras.geojson'), buildings: join(munich, 'osm_buildings.geojson.gz'), out })).join('\n')
  expect(said).toContain('cameras: 208; buildings: 2,425')
  const seen = read(out).filter(({ properties: { part } }) => part === 'seen')
  expect(seen).toHaveLength(206)
  expect(new Set(seen.map(({ properties }) => properties.camera)).size).toBe(206)
  expect(seen.filter(({ properties }) => properties.kind === 'dome').length).toBeGreaterThan(70)
  for (const { properties } of seen) expect(properties.squareMeters).toBeLessThanOrEqual(Math.PI * properties.rangeMeters ** 2 * 1.001)
  // Some direction of the 59 that have one: a sector of 90 degrees in the open is a quarter of the disc at most.
  for (const { properties } of seen.filter(({ properties: { assumed } }) => assumed === 'fieldOfView range pixels')) expect(properties.squareMeters).toBeLessThanOrEqual((Math.PI * properties.rangeMeters ** 2) / 4 * 1.001)
})

test('values as people type them are read, and those that cannot be are counted, not guessed', async () => {
  const cameras = write('typed.geojson', collection([
    camera(11.499, 48.1002, { id: 'a', 'camera:direction': 'NW', fov: '60°', range: '25 m' }), camera(11.4992, 48.1, { id: 'b', 'camera:direction': 'towards the door', range: '9999 m' }), camera(0, 0, { id: 'c' }),
  ]))
  const out = join(folder, 'typed-out.geojson')
  const said = (await viewshedFiles({ cameras, buildings: write('house.geojson', collection([house])), out })).join('\n')
  expect(said).toContain('1 azimuth not understood, e.g. "towards the door"')
  expect(said).toContain('1 range not understood, e.g. "9999 m"')
  expect(said).toContain('1 left out: coordinates are (0, 0)')
  const [a, b] = ['a', 'b'].map((id) => read(out).find(({ properties: { camera: each, part } }) => each === id && part === 'seen')!.properties)
  expect(a).toMatchObject({ azimuthDegrees: 315, fieldOfViewDegrees: 60, rangeMeters: 25, assumed: 'pixels' })
  expect(a!.squareMeters / ((Math.PI * 625) / 6)).toBeCloseTo(1, 3)
  expect(b).toMatchObject({ azimuthDegrees: null, assumed: 'direction range pixels' })
})

test('what is wrong is said in one sentence, and no file is written', async () => {
  const good = { cameras: write('one.geojson', collection([camera(11.5, 48.1)])), buildings: write('h.geojson', collection([house])), out: join(folder, 'none.geojson') }
  const refused: [object, RegExp][] = [
    [{ out: join(folder, 'none.csv') }, /GeoJSON/], [{ cameras: join(folder, 'missing.geojson') }, /There is no file/], [{ cameras: good.buildings }, /no points|none of its rows/],
    [{ buildings: good.cameras }, /none of its 1 features is a polygon/], [{ out: join(folder, 'no', 'folder.geojson') }, /cannot be written/],
  ]
  for (const [change, words] of refused) await expect(viewshedFiles({ ...good, ...change })).rejects.toThrow(words)
  expect(existsSync(good.out)).toBe(false)
})
