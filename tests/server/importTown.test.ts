import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeTown } from '../../geodata/town/town.ts'
import { asActor } from '../../server/database.ts'
import { loadTown } from '../../server/import/town.ts'
import { loadTownHistory } from '../../server/import/townHistory.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let database: FreshDatabase
const now = '2026-06-01T04:00:00.000Z'
// The town itself is tested elsewhere; a smaller year shows what the loader does with it.
const town = makeTown({ seed: 7, now, incidents: 1_500 })
const lines: string[] = []

beforeAll(async () => {
  database = await freshDatabase()
  await loadTown(database.sql, town, { now, log: (line) => lines.push(line) })
  await loadTownHistory(database.sql, town, { now, log: (line) => lines.push(line) })
}, 240_000)
afterAll(() => database?.drop())

const count = async (table: string) => (await database.sql.unsafe<{ n: number }[]>(`select count(*)::integer as n from ${table}`))[0]?.n

it('holds every row of the town, and says so noun by noun, the map first', async () => {
  expect(await Promise.all(['area', 'zone', 'post', 'street', 'ground', 'estate', 'building', 'place', 'camera', 'team', 'shift', 'incident'].map(count))).toEqual(
    [town.areas, town.zones, town.posts, town.streets, town.grounds, town.estates, town.buildings, town.places, town.cameras, town.teams, town.shifts, town.incidents].map((rows) => rows.length))
  expect(await count('incident_log')).toBe(town.incidents.reduce((sum, { log }) => sum + log.length, 0))
  expect(lines.map((line) => line.split(':')[0])).toEqual(['areas', 'zones', 'streets', 'ground', 'estates', 'buildings', 'places', 'cameras', 'posts', 'categories', 'teams', 'shifts', 'incidents', 'positions and coverage', 'incident log'])
})

it('puts incidents and buildings where they belong, as PostGIS sees it', async () => {
  const [incidents] = await database.sql`select count(*) filter (where not st_intersects(z.geom, i.geom))::integer as wrong, count(*)::integer as n from incident i join zone z on z.id = i.zone_id`
  expect(incidents?.n).toBe(town.incidents.length)
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
