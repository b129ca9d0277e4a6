// The detective: the same points as they are, and as a Chinese map service gives them (shifted by gcoord).
import gcoord from 'gcoord'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../geodata/random.ts'
import { importFile } from '../../server/import/importFile.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { collection, importFolder } from './import.files.ts'

let database: FreshDatabase
const { folder, put } = importFolder()
const load = (path: string, options = {}) => importFile(database.sql, { files: [path], dataFolder: folder, ...options })
const streets = Array.from({ length: 20 }, (_, i) => ({
  properties: { osm_id: `way/${i + 1}`, highway: 'primary' },
  geometry: { type: 'LineString', coordinates: i < 10 ? [[121.46, 31.22 + i / 400], [121.485, 31.22 + i / 400]] : [[121.46 + (i - 10) / 400, 31.22], [121.46 + (i - 10) / 400, 31.245]] },
}))
const random = createRandom(3)
/** 200 points on those streets, give or take 5 m. */
const points = Array.from({ length: 200 }, (_, i): [number, number] => [121.462 + random() * 0.02, 31.22 + (i % 10) / 400 + (random() - 0.5) * 0.0001])
const csv = (places: number[][]) => ['id,kind,longitude,latitude', ...places.map(([lng, lat], i) => `c${i},dome,${lng},${lat}`)].join('\n')
const shifted = points.map((place) => gcoord.transform(place, gcoord.WGS84, gcoord.GCJ02) as number[])

beforeAll(async () => {
  database = await freshDatabase()
  await load(put('streets.geojson', collection(streets)))
})
afterAll(() => database?.drop())

const told = (notes: readonly string[]) => notes.filter((note) => /^(WARNING|CONVERTED)/.test(note)).join()

test('a camera file in GCJ-02 is converted, with numbers; one in WGS 84 is not, and neither is one that was declared', async () => {
  const noticed = await load(put('shifted.csv', csv(shifted)), { as: 'cameras' })
  expect(told(noticed.notes)).toMatch(/^CONVERTED from GCJ-02: the coordinates look like GCJ-02: of \d+ points \d+ % lie within 15 m of a street as they are, 100 % after conversion/)
  const stored = await database.sql<{ lng: number; lat: number }[]>`select st_x(geom) as lng, st_y(geom) as lat from camera where import_id = ${noticed.id} order by id`
  expect(stored).toHaveLength(points.length)
  expect(Math.max(...stored.map(({ lng, lat }, i) => Math.hypot(lng - (points[i] as [number, number])[0], lat - (points[i] as [number, number])[1])))).toBeLessThan(1e-6)
  const plain = await load(put('plain.csv', csv(points)), { as: 'cameras', dryRun: true })
  expect(told(plain.notes)).toBe('')
  const declared = await load(put('shifted.csv', csv(shifted)), { as: 'cameras', dryRun: true, crs: 'GCJ-02' })
  expect(told(declared.notes)).toBe('')
})

test('one in BD-09 is converted by its own formula', async () => {
  const baidu = points.map((place) => gcoord.transform(place, gcoord.WGS84, gcoord.BD09) as number[])
  const { notes } = await load(put('baidu.csv', csv(baidu)), { as: 'cameras', dryRun: true })
  expect(told(notes)).toContain('CONVERTED from BD-09')
})

test('points that a city may have anywhere are left as they are, and doubted aloud', async () => {
  const places = csv(shifted).replaceAll(',dome,', ',toilet,')
  const { notes } = await load(put('places.csv', places), { as: 'places', dryRun: true })
  expect(told(notes)).toMatch(/^WARNING: the coordinates look like GCJ-02/)
})

test('without streets around nothing is claimed', async () => {
  const far = shifted.map(([lng = 0, lat = 0]) => [lng - 2, lat])
  const result = await load(put('far.csv', csv(far)), { as: 'cameras', dryRun: true })
  expect(told(result.notes)).toBe('')
})
