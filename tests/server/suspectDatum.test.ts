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

test('a camera file in GCJ-02 is noticed with numbers, one in WGS 84 is not, and neither is one that was declared', async () => {
  const noticed = await load(put('shifted.csv', csv(shifted)), { as: 'cameras', dryRun: true })
  const warning = noticed.notes.find((note) => note.startsWith('WARNING')) ?? ''
  expect(warning).toMatch(/look like GCJ-02: of \d+ points \d+ % lie within 15 m of a street as they are, 100 % after conversion/)
  const plain = await load(put('plain.csv', csv(points)), { as: 'cameras', dryRun: true })
  expect(plain.notes.join()).not.toContain('WARNING')
  const declared = await load(put('shifted.csv', csv(shifted)), { as: 'cameras', dryRun: true, crs: 'GCJ-02' })
  expect(declared.notes.join()).not.toContain('WARNING')
})

test('without streets around nothing is claimed', async () => {
  const far = shifted.map(([lng = 0, lat = 0]) => [lng - 2, lat])
  const result = await load(put('far.csv', csv(far)), { as: 'cameras', dryRun: true })
  expect(result.notes.join()).not.toContain('WARNING')
})
