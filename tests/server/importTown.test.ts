import { afterAll, beforeAll, expect, it } from 'vitest'
import { View } from '../../geodata/model/view.ts'
import { finishedStates } from '../../geodata/model/incident.ts'
import { townClocks } from '../../geodata/town/deadlines.ts'
import { chinaHolidays } from '../../geodata/town/holidays.ts'
import { makeTown } from '../../geodata/town/town.ts'
import { asActor } from '../../server/database.ts'
import { loadTown } from '../../server/import/town.ts'
import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import { writeFixes } from '../../server/import/townFixes.ts'
import { loadTownHistory } from '../../server/import/townHistory.ts'
import { watchHotspots } from '../../server/import/townHotspots.ts'
import { createAnalyses } from '../../server/analyses.ts'
import { createVersions } from '../../server/live/versions.ts'
import { hotspots, storedHotspot } from '../../server/queries/hotspot.ts'
import { patrolDoses } from '../../server/queries/patrolDose.ts'
import { renewPatrols } from '../../server/import/townPatrols.ts'
import { ensureWall } from '../../server/import/townWall.ts'
import { mapWalls, wallAnswer } from '../../server/queries/mapWall.ts'
import { patrolRoutes } from '../../server/queries/patrolRoute.ts'
import { loadLog } from '../../server/import/townLog.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let database: FreshDatabase
const now = '2026-06-01T04:00:00.000Z'
// The town itself is tested elsewhere; a smaller year shows what the loader does with it.
const town = makeTown({ seed: 7, now, incidents: 1_500 })
const lines: string[] = []

beforeAll(async () => {
  database = await freshDatabase()
  await loadTown(database.sql, town, { now, log: (line) => lines.push(line) })
  await loadTownHistory(database.sql, town, { now, log: (line) => lines.push(line), alone: true })
}, 240_000)
afterAll(() => database?.drop())

const count = async (table: string) => (await database.sql.unsafe<{ n: number }[]>(`select count(*)::integer as n from ${table}`))[0]?.n

it('holds every row of the town, and says so noun by noun, the map first', async () => {
  expect(await Promise.all(['area', 'zone', 'post', 'street', 'ground', 'estate', 'building', 'place', 'camera', 'team', 'shift', 'incident'].map(count))).toEqual(
    [town.areas, town.zones, town.posts, town.streets, town.grounds, town.estates, town.buildings, town.places, town.cameras, town.teams, town.shifts, town.incidents].map((rows) => rows.length))
  expect(await count('incident_log')).toBe(town.incidents.reduce((sum, { log }) => sum + log.length, 0))
  const tours = await database.sql<{ stops: number }[]>`select count(*)::integer as stops from camera_tour t join camera_tour_stop s on s.tour_id = t.id join camera c on c.id = s.camera_id and c.state = 'online' group by t.id`
  expect(tours.map(({ stops }) => stops)).toEqual([8, 8])
  expect(lines.map((line) => line.split(':')[0])).toEqual(['areas', 'zones', 'streets', 'ground', 'estates', 'buildings', 'places', 'cameras', 'tours', 'posts', 'categories', 'teams', 'shifts', 'duties', 'incidents', 'work orders', 'deadlines', 'recent incident log', 'positions and coverage', 'older incident log'])
})

it('tells how each camera was without a gap until now, and what some of them were down for', async () => {
  const [states] = await database.sql`
    select count(*) filter (where to_at is null)::integer as lasting, count(*) filter (where to_at is not null and to_at is distinct from next)::integer as gaps, count(*) filter (where state <> 'online')::integer as broken
    from (select *, lead(from_at) over (partition by camera_id order by from_at) as next from camera_state) s`
  expect(states).toEqual({ lasting: town.cameras.length, gaps: 0, broken: town.cameras.filter(({ outages }) => outages.length > 0).length })
})

it('puts incidents and buildings where they belong, as PostGIS sees it', async () => {
  const [incidents] = await database.sql`select count(*) filter (where not st_intersects(z.geom, i.geom))::integer as wrong, count(*)::integer as n from incident i join zone z on z.id = i.zone_id`
  // A stretch of street may end beyond the last zone.
  expect(incidents?.n).toBeGreaterThan(town.incidents.length * 0.995)
  expect(incidents?.wrong).toBe(0)
  const [buildings] = await database.sql`select sum(households)::integer as n from building`
  expect(buildings?.n).toBe(town.buildings.reduce((sum, { households }) => sum + households, 0))
})

it('keeps 14 days of positions and the seconds of presence that follow from them', async () => {
  const [days] = await database.sql`select count(distinct at::date)::integer as days, count(*)::integer as n from position`
  expect(days?.days).toBeGreaterThanOrEqual(14)
  const [coverage] = await database.sql<{ seconds: number }[]>`select sum(seconds)::float8 as seconds from coverage`
  // Fixes come every 30 s, so presence is near 30 s for each of them; gaps and broken fixes take some away.
  const perFix = (coverage?.seconds ?? 0) / (days?.n ?? 1)
  expect(perFix).toBeGreaterThan(25)
  expect(perFix).toBeLessThan(31)
})

it('gives the demo actors their areas', async () => {
  const seen = (actor: string) => asActor(database.sql, actor, async (tx) => (await tx<{ n: number }[]>`select count(*)::integer as n from zone`)[0]?.n)
  expect(await seen('demo-command')).toBe(town.zones.length)
  const first = town.areas.find(({ level }) => level === 'community')?.code
  expect(await seen('demo-lead-01')).toBe(town.zones.filter(({ areaCode }) => areaCode === first).length)
  expect(await seen('nobody')).toBe(0)
})

it('tells each step with the row as it then stood, and the last as the row stands', async () => {
  const [log] = await database.sql`
    select count(*) filter (where l.after is null or l.after ->> 'state' <> l.to_state)::integer as wrong,
      count(*) filter (where last and (l.after ->> 'state', l.after ->> 'result', l.after ->> 'satisfaction', (l.after ->> 'closed_at')::timestamptz, (l.after ->> 'registered_at')::timestamptz, l.after ->> 'merged_into', l.after ->> 'state_before')
        is distinct from (i.state, i.result, i.satisfaction, i.closed_at, i.registered_at, i.merged_into::text, i.state_before))::integer as differs, count(*) filter (where last)::integer as ends
    from incident i join (select *, id = last_value(id) over (partition by incident_id order by at, id rows between unbounded preceding and unbounded following) as last from incident_log) l on l.incident_id = i.id`
  expect(log).toEqual({ wrong: 0, differs: 0, ends: town.incidents.length })
  const [finished] = await database.sql`select count(*)::integer as n from incident where (state in ('closed', 'called_back')) and (result is null or closed_at is null) or state = 'called_back' and satisfaction is null`
  expect(finished?.n).toBe(0)
})

it('has orders for what is in hand, from which its state follows', async () => {
  const [open] = await database.sql`
    select count(*)::integer as n, count(*) filter (where state_of_orders(id) <> coalesce(state_before, state))::integer as wrong from incident where state in ('dispatched', 'accepted', 'handling', 'fed_back', 'suspended')`
  expect(open?.n).toBeGreaterThan(5)
  expect(open?.wrong).toBe(0)
  expect(await count('work_order')).toBe(town.orders.length)
})

it('lets demo actors hold posts and ride with a patrol', async () => {
  const handles = (actor: string) => asActor(database.sql, actor, async (tx) => (await tx`select from post p where actor_handles(p.id, null) union all select from team t where actor_handles(null, t.id)`).count)
  expect(await handles('demo-lead-01')).toBeGreaterThan(5)
  expect([await handles('demo-officer-01'), await handles('demo-patrol'), await handles('demo-patrol-01'), await handles('demo-leader')]).toEqual([2, 1, 1, 0])
})

it('gives open matters of the last days their clocks, as they stand at its present, without a word in the log', async () => {
  const clocks = townClocks(town.incidents, now)
  expect(clocks.length).toBeGreaterThan(5)
  const [kept] = await database.sql`select count(distinct incident_id)::integer as matters, count(*) filter (where next_at <= ${now} and level < 3)::integer as unsaid from deadline where done_at is null`
  expect(kept).toEqual({ matters: clocks.length, unsaid: 0 })
  const rows = await database.sql<{ id: string; wrong: boolean }[]>`
    select i.id, i.due_at is distinct from (select min(d.due_at) from deadline d where d.incident_id = i.id and d.done_at is null) or i.escalation <> (select max(d.level) from deadline d where d.incident_id = i.id and d.done_at is null) as wrong from incident i where i.due_at is not null`
  expect(rows.filter(({ wrong }) => wrong)).toEqual([])
  expect(rows.map(({ id }) => id).toSorted()).toEqual(clocks.map(({ id }) => id).toSorted())
  expect(await database.sql`select count(*)::integer as n from incident_log where action in ('warn', 'escalate')`).toEqual([{ n: 0 }])
  const days = await database.sql<{ n: number }[]>`select count(*)::integer as n from calendar_day c join area a on a.id = c.area_id where a.parent_id is null`
  expect(days[0]?.n).toBe(chinaHolidays.length)
})

const day = 86_400_000
const recent = town.incidents.filter(({ reportedAt }) => Date.parse(reportedAt) >= Date.parse(now) - 60 * day)
const pastClocks = `select incident_id, step, amount, unit, round(held_hours, 6) as held_hours, started_at, due_at, warn_at, done_at from deadline where done_at is not null and incident_id = any ($1::uuid[]) order by 1, 2, 6`

it('gives the matters of the last 60 days the clocks they had, as each step on its day would have', async () => {
  const paused = recent.filter(({ log }) => log.some(({ action }) => action === 'resume' || action === 'reopen'))
  const some = [...new Set([...paused, ...recent.filter((_, i) => i % 6 === 0)])].filter(({ state }) => state !== 'merged')
  expect(paused.length).toBeGreaterThan(3)
  const ids = some.map(({ id }) => id)
  const loaded = await database.sql.unsafe(pastClocks, [ids])
  expect(loaded.length).toBeGreaterThan(some.length * 4)
  // Reference: the clockwork of the loop itself, driven step by step through the log; then all is put back.
  const undone = new Error('put back')
  await database.sql.begin(async (tx) => {
    await tx`delete from deadline`
    for (const { id, log } of some) for (const { at, action, toState } of log) {
      await tx`update incident set state = ${toState} where id = ${id}`
      await tx`select deadline_after_step(i, ${action}, ${at}) from incident i where id = ${id}`
    }
    expect(await tx.unsafe(pastClocks, [ids])).toEqual(loaded)
    throw undone
  }).catch((error: unknown) => { if (error !== undone) throw error })
})

it('begun again adds no clock and no entry, and what older matters had is not told', async () => {
  const before = await Promise.all(['deadline', 'incident_log'].map(count))
  const cut = recent.slice(0, 5).map(({ id }) => id)
  await database.sql`delete from incident_log where incident_id = any (${cut}::uuid[])`
  for (const part of ['recent', 'older'] as const) await loadLog(database.sql, town, (work) => work(), part)
  expect(await Promise.all(['deadline', 'incident_log'].map(count))).toEqual(before)
  const [old] = await database.sql<{ n: number }[]>`select count(*)::integer as n from deadline d join incident i on i.id = d.incident_id where d.done_at is not null and i.reported_at < ${now}::timestamptz - interval '60 days'`
  expect(old?.n).toBe(0)
})

it('closes most matters in time, and not all', async () => {
  const [closed] = await database.sql<{ n: number; share: number }[]>`select count(*)::integer as n, avg((done_at <= due_at)::integer)::float8 as share from deadline where step = 'close' and done_at is not null`
  expect(closed?.n).toBeGreaterThan(150)
  expect(closed?.share).toBeGreaterThan(0.82)
  expect(closed?.share).toBeLessThan(0.97)
})

it('shows a matter as it stood between any two of its steps, with the limit that ran then', async () => {
  const wrong: string[] = []
  const finished = recent.filter(({ state }) => finishedStates.includes(state) && state !== 'merged')
  for (const { id, log } of finished.filter((_, i) => i % 15 === 0)) for (const [i, entry] of log.entries()) {
    const until = log[i + 1]?.at ?? now
    if (until === entry.at) continue
    const moment = new Date((Date.parse(entry.at) + Date.parse(until)) / 2).toISOString()
    const [row] = await database.sql<{ state: string; dueStep: string | null; steps: string[] }[]>`select state, due_step, deadline_steps(state) as steps from incident_at(${moment}) where id = ${id}`
    if (row?.state !== entry.toState || (row.dueStep !== null && !row.steps.includes(row.dueStep)) || (i < log.length - 1 && row.steps.length && row.dueStep === null)) wrong.push(`${id} ${moment} ${JSON.stringify(row)} ${entry.toState}`)
  }
  expect(wrong).toEqual([])
})

it('watches the hotspots that its own analysis finds, once: with evidence, one of them given to a patrol leader, and in the ledger', async () => {
  const deps = { sql: database.sql, analyses: createAnalyses({ sql: database.sql, versions: createVersions() }) }
  const kept = await watchHotspots(deps, town, new AbortController().signal)
  expect([kept >= 1 && kept <= 3, await watchHotspots(deps, town, new AbortController().signal)]).toEqual([true, 0])
  const rows = await hotspots(database.sql, 'demo-command', { retired: false })
  expect(rows.map(({ method, createdBy, assignedTo }) => [method, createdBy, assignedTo])).toEqual(rows.map((_, i) => ['gi_star', 'demo-command', i === 0 ? 'demo-patrol' : null]))
  for (const { id, name, period, incidents } of rows) {
    const { evidence, log } = (await storedHotspot(database.sql, 'demo-command', id))!
    expect([name.length > 2, evidence.units.every(({ finding }) => finding === 'hot'), log[0]?.action]).toEqual([true, true, 'keep'])
    // Reference: what PostGIS counts on the ground, of what the public reported and nobody's voice.
    const [truth] = await database.sql<{ n: number }[]>`select count(*)::integer as n from hotspot h join incident i on st_intersects(h.geom, i.geom) join category c on c.id = i.category_id and not c.voice
      where h.id = ${id} and i.merged_into is null and i.provenance = 'public' and i.occurred_at >= ${period.from} and i.occurred_at < ${period.to}`
    expect(incidents).toBe(truth?.n)
  }
  const week = { from: new Date(Date.parse(now) - 7 * day).toISOString(), to: now }
  const ledger = await patrolDoses(database.sql, 'demo-patrol', week, { dwellMinutes: 12, revisitMinutes: 120 })
  expect(ledger.map(({ needMinutes }) => needMinutes)).toEqual(rows.map(() => 7 * 24 * 6))
})

it('gives teams a published round on streets for their watch now or next, once', async () => {
  expect(await renewPatrols(database.sql, town, Date.parse(now))).toBeGreaterThan(1)
  expect(await renewPatrols(database.sql, town, Date.parse(now))).toBe(0)
  expect(await count('checkpoint')).toBeGreaterThan(10)
  // A member's: the demo's patrol leader rides with the first team, and sees the others as one who plans.
  const [own] = await asActor(database.sql, 'demo-patrol', (tx) => patrolRoutes(tx, tx`r.team_id in (select actor_teams())`))
  const stops = own?.stops.filter(({ kind }) => kind === 'hotspot' || kind === 'checkpoint') ?? []
  expect(stops.length).toBeGreaterThan(2)
  expect(stops.filter(({ name }) => name === '')).toEqual([])
  const length = (places: readonly (readonly [number, number])[]) => places.slice(1).reduce((sum, place, i) => sum + distanceMeters(places[i] as [number, number], place as [number, number]), 0)
  expect(length(own?.line ?? []) / (own?.meters ?? 0)).toBeCloseTo(1, 1)
  expect(own?.meters).toBeGreaterThan(length(own?.stops.map(({ place }) => place) ?? []) * 1.02)
  const [during] = await database.sql`select count(*)::integer as off from patrol_route r where not exists (select from shift s where s.team_id = r.team_id and s.during @> r.starts_at and upper(s.during) >= r.ends_at)`
  expect(during?.off).toBe(0)
})

it('has a wall with scenes and panels on which the whole town is seen, once', async () => {
  expect([await ensureWall(database.sql, town), await ensureWall(database.sql, town)]).toEqual([true, false])
  const [summary] = await mapWalls(database.sql, 'demo-wall', false)
  const answer = await wallAnswer(database.sql, 'demo-wall', summary?.id ?? '')
  expect(answer?.screens.map(({ name, content, panels }) => [name, content.kind, panels.length])).toEqual([['1-1', 'shared', 2], ['1-2', 'shared', 2], ['2-1', 'shared', 2], ['2-2', 'rotation', 2]])
  expect([answer?.scenes.length, answer?.wall.alarmScreenId]).toEqual([4, answer?.screens[3]?.id])
  for (const view of [answer?.wall.view, ...(answer?.scenes ?? []).map((scene) => scene.view)]) expect(View.parse(view)).toEqual(view)
  // 512 pixels are the world at zoom 0, and the wall is 1280 wide.
  const { lng = 0, zoom = 0 } = answer?.wall.view.camera ?? {}
  const half = (1280 / 512 / 2 ** zoom) * 180
  const lngs = town.zones.flatMap(({ geometry }) => geometry.coordinates.flat().map(([each = 0]) => each))
  expect([lng - half < Math.min(...lngs), lng + half > Math.max(...lngs), half * 2 < 4 * (Math.max(...lngs) - Math.min(...lngs))]).toEqual([true, true, true])
})

it('writes no fix of the past twice where a load is begun again, in whatever order the watches of a car come', async () => {
  const [team] = await database.sql<{ areaId: number; device: number }[]>`select area_id, id as device from device order by id limit 1`
  const fix = (at: string) => ({ teamCallSign: '', device: '', at, lng: 121.3, lat: 30.7, speedMetersPerSecond: 1, accuracyMeters: 5 })
  const fixes = ['2026-05-31T12:00:07.000Z', '2026-05-31T23:00:07.000Z', '2026-05-31T02:00:07.000Z', '2026-05-31T12:00:07.000Z', '2026-05-31T20:00:07.000Z'].map(fix)
  const write = () => database.sql.begin((tx) => writeFixes(tx, team!, fixes))
  expect([await write(), await write()]).toEqual([4, 0])
})
