import { afterAll, beforeAll, expect, it } from 'vitest'
import { Cancelled, runInWorker } from '../../server/workers/run.ts'
import { makeIncidents, west } from './city.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
/** A burst at one place over an even background, and petitions heaped at another, which must never show. */
beforeAll(async () => void (door = await openDoor(async ({ sql }) => {
  await makeIncidents(sql, 2, 400, 60)
  const heap = (category: number, lng: number, count: number) => sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom)
    select gen_random_uuid(), 2, ${category}, 1, 'phone', 'heap', now() - make_interval(hours => i % 700), st_setsrid(st_makepoint(${lng} + (i % 7) * 0.0001, 31.205 + (i % 5) * 0.0001), 4326) from generate_series(1, ${count}) i`
  await heap(1, 121.405, 120)
  await heap(3, 121.415, 300)
})))
afterAll(() => door?.close())

const day = 86_400_000
const window = `from=${new Date(Date.now() - 60 * day).toISOString()}&to=${new Date(Date.now() + day).toISOString()}`
const ask = async (query: string, as = 'demo-command') => {
  const answer = await door.ask(`/api/hotspots?${window}&${query}`, { as })
  return { status: answer.status, etag: answer.headers.get('etag'), ...(await answer.json()) }
}
const holds = (ring: [number, number][], [lng, lat]: [number, number]) => {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  return lng >= Math.min(...xs) && lng <= Math.max(...xs) && lat >= Math.min(...ys) && lat <= Math.max(...ys)
}

it('finds the planted burst, carries its evidence, and never counts a voice', async () => {
  const answer = await ask('cellMeters=150')
  expect(answer.status).toBe(200)
  expect(answer).toMatchObject({ rows: 520, parameters: { cellMeters: 150 }, rowsLeftOut: { voiceCategory: 300 }, seed: null, clusters: null })
  // Cells cut by the border of the area are left out with their rows, and it says how many.
  expect(answer.rowsUsed + answer.rowsLeftOut.outsideStudyArea).toBe(520)
  expect(answer.method).toContain('Gi*')
  const hot = answer.cells.features.filter(({ properties }: { properties: { finding: string } }) => properties.finding === 'hot')
  const covers = (lng: number) => hot.some(({ geometry }: { geometry: { coordinates: [number, number][][] } }) => holds(geometry.coordinates[0] as [number, number][], [lng, 31.2052]))
  expect(covers(121.4053)).toBe(true)
  expect(covers(121.4153)).toBe(false)
  expect(answer.notSignificant).toBeGreaterThan(hot.length)
  expect(answer.backtest.rows.map(({ method }: { method: string }) => method)).toContain('plain counts')
  expect((await ask('cellMeters=150')).etag).toBe(answer.etag)
  const { features } = await (await door.ask('/collections/hotspots/items?limit=1000')).json()
  expect(features).toEqual(answer.cells.features)
})

it('a voice stays out even when it is asked for', async () => {
  const answer = await ask('categoryIds=3')
  expect([answer.status, answer.errors[0].field]).toEqual([422, 'from'])
})

it('finds bursts as clusters with a hull around them', async () => {
  const answer = await ask('method=clusters&windowDays=30&radiusMeters=60&minPoints=20')
  expect(answer.status).toBe(200)
  const [largest] = answer.clusters.features
  expect(largest.properties.count).toBeGreaterThanOrEqual(120)
  expect(holds(largest.geometry.coordinates[0], [west.lng + 0.0003, west.lat + 0.0002])).toBe(true)
})

it('is asked of one’s own rows only', async () => {
  expect((await ask('', 'demo-lead-02')).status).toBe(422)
  expect((await ask('', 'demo-lead-01')).rows).toBe(520)
})

it('refuses windows that are too short and grids that are too fine', async () => {
  const short = await door.ask(`/api/hotspots?from=${new Date(Date.now() - day).toISOString()}&to=${new Date().toISOString()}`)
  expect([short.status, (await short.json()).errors[0].field]).toEqual([422, 'to'])
})

it('a newer question ends the older one of the same actor', async () => {
  const [older, newer] = await Promise.all([ask('cellMeters=101'), new Promise<Awaited<ReturnType<typeof ask>>>((done) => setTimeout(() => done(ask('cellMeters=102')), 20))])
  expect([older.status, newer.status]).toEqual([409, 200])
})

it('a thread ends at once when nobody waits for it', async () => {
  const script = new URL('data:text/javascript,for(;;);')
  const controller = new AbortController()
  const run = runInWorker(script, null, [], { signal: controller.signal })
  setTimeout(() => controller.abort(), 200)
  await expect(run).rejects.toBeInstanceOf(Cancelled)
})
