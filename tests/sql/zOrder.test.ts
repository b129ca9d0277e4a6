// The Z-order key is computed in SQL (a generated column) and in TypeScript (ranges of tiles and boxes): both must agree to the bit.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../geodata/random.ts'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { zOrder } from '../../geodata/geometry/zOrder.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'

let db: FreshDatabase
beforeAll(async () => (db = await freshDatabase()))
afterAll(() => db?.drop())

test('5,000 places and the corners of the world have the same key in SQL and in TypeScript, and come back to within their cell', async () => {
  const random = createRandom(31)
  const corners: [number, number][] = [[-180, -90], [180, 90], [0, 0], [-180, 85.0511], [179.9999999, -85.0511], [121.4737, 31.2304]]
  const places = [...corners, ...Array.from({ length: 5_000 }, (): [number, number] => [random() * 360 - 180, random() * 170 - 85])]
  const rows = await db.sql<{ key: string; lng: number; lat: number }[]>`
    select z_order(st_setsrid(st_makepoint(lng, lat), 4326))::text as key, z_order_lng(z_order(st_setsrid(st_makepoint(lng, lat), 4326))) as lng,
      z_order_lat(z_order(st_setsrid(st_makepoint(lng, lat), 4326))) as lat
    from unnest(${places.map(([lng]) => lng)}::float8[], ${places.map(([, lat]) => lat)}::float8[]) with ordinality as t(lng, lat, n) order by n`
  expect(rows).toHaveLength(places.length)
  let different = 0
  for (const [index, place] of places.entries()) {
    const { x, y } = mercatorOf(place)
    if (zOrder(x, y).toString() !== rows[index]!.key) different++
  }
  // The last bit may differ where a place lies on the border of two cells: sin and tan of two libraries differ in the last digit.
  expect(different).toBeLessThanOrEqual(places.length / 1_000)
  for (const [index, [lng, lat]] of places.entries()) {
    if (index < corners.length) continue
    expect(Math.abs(rows[index]!.lng - lng)).toBeLessThan(1e-6)
    expect(Math.abs(rows[index]!.lat - lat)).toBeLessThan(1e-6)
  }
})
