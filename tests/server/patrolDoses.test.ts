import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { PatrolDoses } from '../../geodata/model/patrolDose.ts'
import type { LastVisits } from '../../geodata/model/lastVisit.ts'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import type { StreetPresenceAnswer } from '../../geodata/model/streetPresence.ts'
import { matchStreets } from '../../server/presence/matchStreets.ts'
import { buildPresenceSums } from '../../server/presence/buildSums.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
const hotspotId = uuidv7(Math.random, Date.now())
/** On the hour, two hours ago. */
const start = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 2 * 3_600_000
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString()
const period = `from=${encodeURIComponent(at(0))}&to=${encodeURIComponent(at(7_200))}`

/** As a device left them: [second, longitude]; the ground of the hotspot reaches from 121.4050 to 121.4060. */
async function putFixes(team: number, device: string, fixes: [number, number][]) {
  const { sql } = door.db
  const [row] = await sql<{ id: number }[]>`insert into device (area_id, team_id, name) select area_id, id, ${device} from team where id = ${team} returning id`
  const cells = fixes.map(([, lng]) => mercatorOf([lng, 31.2055]))
  await sql`insert into position (device_id, at, area_id, x, y) select ${row!.id}, t.at::timestamptz, 2, t.x, t.y from unnest(${fixes.map(([s]) => at(s))}::text[], ${cells.map(({ x }) => x)}::integer[], ${cells.map(({ y }) => y)}::integer[]) t(at, x, y)`
}
beforeAll(async () => {
  door = await openDoor()
  const { sql } = door.db
  await sql`select set_config('fangcun.actor', 'demo-admin', false)`
  for (const day of new Set([at(0), at(7_200)].map((text) => text.slice(0, 10)))) await sql.begin((tx) => [tx`select set_config('fangcun.actor', 'demo-admin', true)`, tx`select ensure_position_day(${day}::text::date)`])
  await sql`insert into hotspot (id, area_id, name, geom, period, method, method_version, question, evidence, incidents, square_meters, created_by)
    values (${hotspotId}, 2, '东门', st_multi(st_makeenvelope(121.405, 31.205, 121.406, 31.206, 4326)), tstzrange(now() - interval '28 days', now()), 'counts', 1, '{"hoursOfWeek": null, "categoryIds": null}', '{}', 8, 10000, 'demo-command')`
  // In for ten minutes with a fix a minute, out, and in again once, with five minutes on either side unknown.
  await putFixes(1, 'one', [[0, 121.403], ...Array.from({ length: 11 }, (_, i): [number, number] => [60 + i * 60, 121.4055]), [720, 121.403], [3_000, 121.403], [3_300, 121.4055], [3_600, 121.403]])
  await sql`insert into check_in (id, area_id, team_id, kind, at, geom, account_id) values
    (${uuidv7(Math.random, Date.now())}, 2, 1, 'arrive', ${at(90)}, st_setsrid(st_makepoint(121.4055, 31.2055), 4326), 'demo-patrol'), (${uuidv7(Math.random, Date.now())}, 2, 1, 'leave', ${at(600)}, st_setsrid(st_makepoint(121.4055, 31.2055), 4326), 'demo-patrol'),
    (${uuidv7(Math.random, Date.now())}, 2, 2, 'indoor', ${at(5_000)}, st_setsrid(st_makepoint(121.4055, 31.2055), 4326), 'demo-patrol')`
  const plan = uuidv7(Math.random, Date.now())
  const route = uuidv7(Math.random, Date.now())
  await sql`insert into patrol_plan (id, area_id, name, during, state, created_by) values (${plan}, 2, 'x', tstzrange(${at(0)}, ${at(7_200)}), 'published', 'demo-command')`
  await sql`insert into patrol_route (id, plan_id, area_id, team_id, starts_at, ends_at, meters) values (${route}, ${plan}, 2, 1, ${at(0)}, ${at(7_200)}, 100)`
  for (const [n, from] of [[0, 60], [1, 5_000]] as const) await sql`insert into patrol_stop (id, route_id, area_id, ordinal, kind, hotspot_id, arrives_at, leaves_at, geom) values (${uuidv7(Math.random, Date.now())}, ${route}, 2, ${n}, 'hotspot', ${hotspotId}, ${at(from)}, ${at(from + 720)}, st_setsrid(st_makepoint(121.4055, 31.2055), 4326))`
})
afterAll(() => door?.close())
const doses = async (as?: string): Promise<PatrolDoses> => (await door.ask(`/api/patrol-doses?${period}`, as ? { as } : {})).json()

it('tells what was planned and delivered, as an interval where fixes are sparse, with check-ins', async () => {
  const { rows } = await doses()
  expect(rows).toHaveLength(1)
  const [row] = rows as [PatrolDoses['rows'][number]]
  expect(row).toMatchObject({ hotspotId, name: '东门', incidentsPerWeek: 2, needMinutes: 12, planned: { minutes: 24, visits: 2 } })
  // 600 s between eleven fixes on the ground, half of a minute on either side; five minutes before and after the lone fix are possible; the one who went inside said so, for a quarter of an hour at most.
  expect(row.delivered).toEqual({ low: 10, likely: 11, high: 12 + 10 + 15, visits: 3, checkedIn: 2, lastVisit: at(5_000) })
  expect(row.openMinutes).toEqual({ low: 0, high: 2 })
})

it('is for those who plan patrols or brief, below their areas', async () => {
  expect((await doses('demo-lead-01')).rows).toHaveLength(1)
  expect((await doses('demo-lead-02')).rows).toEqual([])
  expect((await doses('demo-auditor')).rows).toEqual([])
})

it('sums of a team integrate to its time on patrol, lowest below highest, also of a part of the day', async () => {
  const { sql } = door.db
  await sql`insert into coverage (area_id, cell, day, hour, seconds) select 2, 1, d, 0, 0 from (select distinct (at at time zone 'Asia/Shanghai')::date as d from position) x`
  while (await buildPresenceSums(sql, 5));
  const answer = await (await door.ask(`/api/coverage?${period}&teamId=1`)).json()
  // Intervals of at most two minutes, from the positions themselves.
  const [known] = await sql<{ seconds: number }[]>`select sum(gap)::float8 as seconds from (select extract(epoch from at - lag(at) over (partition by device_id order by at)) as gap from position) g where gap <= 120`
  expect(answer.cells.seconds.reduce((a: number, b: number) => a + b, 0)).toBeCloseTo(known!.seconds, 1)
  const rows = await sql<{ seconds: Uint8Array; more: Uint8Array }[]>`select seconds, more from presence_sum where team_id = 1 and hour_class = -1 and level = 20`
  const floats = (bytes: Uint8Array) => Array.from({ length: bytes.length / 8 }, (_, i) => new DataView(bytes.buffer, bytes.byteOffset).getFloat64(8 * i, true))
  expect(rows.length).toBeGreaterThan(0)
  for (const { seconds, more } of rows) floats(seconds).forEach((value, i) => {
    const [low, high] = [floats(more)[i]!, floats(more)[i + seconds.length / 8]!]
    expect(low).toBeLessThanOrEqual(value + 1e-9)
    expect(high).toBeGreaterThanOrEqual(value - 1e-9)
  })
})

it('tells when streets, zones and hotspots were last visited; unknown is a value', async () => {
  const { sql } = door.db
  const ask = async (as: string): Promise<LastVisits> => (await door.ask('/api/last-visits?bbox=121.400,31.200,121.412,31.212', { as })).json()
  const built = await ask('demo-command')
  expect(built.hotspots).toMatchObject([{ name: '东门', lastVisit: at(3_300) }])
  expect(built.zones).toEqual([{ id: 1, lastVisit: at(3_600) }, { id: 2, lastVisit: null }])
  // Small Lane runs past the ground of the hotspot with less than half of its length.
  expect(built.streets.map(({ nameEn, lastVisit }) => [nameEn, lastVisit])).toContainEqual(['Small Lane', null])
  expect(built).toMatchObject({ dueSince: null, builtAt: expect.any(String) })
  // What came since is known by the hour, before it is built.
  await sql`insert into coverage (area_id, cell, day, hour, seconds) select 2, interleave((mercator_x(121.4041 + i * 0.00005) >> 11), (mercator_y(31.2041 + i * 0.000075) >> 11)), (now() at time zone 'Asia/Shanghai')::date, extract(hour from now() at time zone 'Asia/Shanghai'), 1 from generate_series(0, 39) i on conflict do nothing`
  const since = await ask('demo-command')
  expect(since.dueSince).not.toBeNull()
  expect(since.streets.find(({ nameEn }) => nameEn === 'Small Lane')?.lastVisit).toBe(new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString())
  expect(await ask('demo-lead-02')).toMatchObject({ cells: { x: [] }, zones: [], hotspots: [] })
  expect((await ask('demo-auditor')).streets).toEqual([])
})

it('matches the tracks of a day to streets in the background, and tells their presence by piece', async () => {
  const { sql } = door.db
  await sql`insert into device (area_id, team_id, name) values (2, 1, 'lane')`
  // Up Small Lane, 270 m and half as much to the east, a fix in ten seconds.
  const fixes = Array.from({ length: 40 }, (_, i) => mercatorOf([121.404 + i * 0.00005, 31.204 + i * 0.000075]))
  await sql`insert into position (device_id, at, area_id, x, y) select d.id, to_timestamp(${start / 1000}) + (t.n - 1) * interval '10 seconds', 2, t.x, t.y from device d, unnest(${fixes.map(({ x }) => x)}::integer[], ${fixes.map(({ y }) => y)}::integer[]) with ordinality t(x, y, n) where d.name = 'lane'`
  while (await buildPresenceSums(sql, 5));
  while (await matchStreets(sql));
  const answer: StreetPresenceAnswer = await (await door.ask(`/api/street-presence?${period}&bbox=121.400,31.200,121.412,31.212`)).json()
  const [lane] = await sql<{ id: number }[]>`select id from street where name_en = 'Small Lane'`
  const [piece] = answer.pieces.filter(({ streetId }) => streetId === lane!.id)
  expect(piece!.seconds).toBeGreaterThan(380)
  expect(piece!.low).toBeLessThanOrEqual(piece!.seconds)
  expect(piece!.high).toBeGreaterThanOrEqual(piece!.seconds)
  expect(answer.matchedAt).not.toBeNull()
  expect((await (await door.ask(`/api/street-presence?${period}&bbox=121.400,31.200,121.412,31.212`, { as: 'demo-auditor' })).json()).pieces).toEqual([])
  const seen: LastVisits = await (await door.ask('/api/last-visits?bbox=121.400,31.200,121.412,31.212')).json()
  expect(seen.matchedAt).not.toBeNull()
  expect(seen.streets.find(({ id }) => id === lane!.id)?.lastVisit).toBe(new Date(piece!.lastVisit!).toISOString())
})
