import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CamerasSeeing } from '../../geodata/model/cameraSighting.ts'
import { type Door, openDoor, report } from './door.ts'
import { west } from './city.ts'

let door: Door
/** Degrees of longitude and latitude of a metre, here. */
const [east1, north1] = [1 / 95_300, 1 / 110_870]
const at = (east: number, north: number) => ({ lng: west.lng + east * east1, lat: west.lat + north * north1 })

/** A camera of the west with a view of a box around places so many metres from the middle: west, south, east, north. */
async function watcher(code: string, stands: [number, number], box: [number, number, number, number], more: { state?: string; kind?: string; azimuth?: number | null; areaId?: number; near?: [number, number, number, number] } = {}): Promise<number> {
  const { sql } = door.db
  const place = at(...stands)
  const { state = 'online', kind = 'fixed', azimuth = 0, areaId = 2, near } = more
  const [row] = await sql<{ id: number }[]>`insert into camera (area_id, code, name, kind, azimuth_deg, field_of_view_deg, pixels, height_m, state, geom)
    values (${areaId}, ${code}, ${code}, ${kind}, ${azimuth}, 90, 1920, 4, ${state}, st_setsrid(st_makepoint(${place.lng}, ${place.lat}), 4326)) returning id`
  const id = row?.id ?? 0
  await sql`delete from camera_due where camera_id = ${id}`
  for (const [band, edges] of [['detect', box], ['observe', near]] as const) {
    if (!edges) continue
    const [a, b] = [at(edges[0], edges[1]), at(edges[2], edges[3])]
    await sql`insert into camera_view (camera_id, area_id, band, always, geom, square_meters) values (${id}, ${areaId}, ${band}, ${kind !== 'ptz'}, st_multi(st_makeenvelope(${a.lng}, ${a.lat}, ${b.lng}, ${b.lat}, 4326)), 1)`
  }
  await sql`insert into camera_sight (camera_id, area_id, camera_version, assumed) values (${id}, ${areaId}, 1, ${azimuth === null ? ['direction'] : []})`
  return id
}

const ids: Record<string, number> = {}
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => void (await sql`delete from camera`))
  ids.near = await watcher('near', [0, -10], [-20, -10, 20, 30], { near: [-20, -10, 20, 5] })
  ids.far = await watcher('far', [0, -35], [-30, -35, 30, 10])
  ids.dead = await watcher('dead', [0, -5], [-20, -5, 20, 30], { state: 'offline' })
  ids.turns = await watcher('turns', [30, 0], [-40, -40, 40, 40], { kind: 'ptz' })
  // Its box of corners holds the place, its ground does not.
  ids.elsewhere = await watcher('elsewhere', [50, 50], [40, 40, 90, 90])
  ids.foreign = await watcher('foreign', [1, -11], [-20, -11, 20, 30], { areaId: 3 })
})
afterAll(() => door?.close())

async function ask(query: string, as?: string): Promise<CamerasSeeing> {
  const answer = await door.ask(`/api/cameras/seeing?${query}`, as ? { as } : {})
  expect(answer.status).toBe(200)
  return (await answer.json()) as CamerasSeeing
}
const middle = `lng=${west.lng}&lat=${west.lat}`

describe('which cameras see a place', () => {
  it('are those whose kept ground holds it, those that deliver first, with figures', async () => {
    const { sightings, count } = await ask(middle, 'demo-lead-01')
    expect(sightings.map(({ code }) => code)).toEqual(['near', 'turns', 'far', 'dead'])
    expect(count).toBe(4)
    const [near, turns, , dead] = sightings
    expect(near).toMatchObject({ id: ids.near, band: 'observe', always: true, share: null, due: false, assumed: [], target: [west.lng, west.lat] })
    expect(near!.distanceMeters).toBeCloseTo(10, 1)
    expect(near!.pixelsPerMeter).toBeCloseTo(96, 0)
    expect(near!.offAxisDegrees).toBeCloseTo(0, 1)
    expect(near!.downDegrees).toBeCloseTo(21.8, 1)
    expect(turns).toMatchObject({ always: false, offAxisDegrees: null, band: 'detect' })
    expect(dead).toMatchObject({ state: 'offline' })
  })

  it('are of the areas of who asks', async () => {
    expect((await ask(middle)).sightings.map(({ code }) => code)).toContain('foreign')
    expect((await ask(middle, 'demo-lead-02')).sightings.map(({ code }) => code)).toEqual(['foreign'])
  })

  it('say which of them are being worked out anew, and how many more may come', async () => {
    await door.db.sql`insert into camera_due (camera_id, area_id) values (${ids.near!}, 2), (${ids.elsewhere!}, 2) on conflict do nothing`
    const reach = await ask(`lng=${at(40, 30).lng}&lat=${at(40, 30).lat}`, 'demo-lead-01')
    expect([reach.sightings.map(({ code, due }) => [code, due]), reach.dueNear]).toEqual([[['turns', false]], 1])
    const here = await ask(middle, 'demo-lead-01')
    expect(here.sightings.find(({ code }) => code === 'near')?.due).toBe(true)
    expect(here.dueNear).toBe(0)
    await door.db.sql`delete from camera_due`
  })
})

describe('which cameras see an incident', () => {
  it('at a point, the same as from its place', async () => {
    const sent = report(west)
    expect((await door.ask('/api/incidents', { method: 'POST', body: sent })).status).toBe(201)
    expect((await ask(`incidentId=${sent.id}`)).sightings).toEqual((await ask(middle)).sightings)
  })

  it('along a line, with how much of it and the nearest part that is seen', async () => {
    const [a, b] = [at(0, 20), at(0, 60)]
    const sent = report(west, { geometry: { type: 'LineString', coordinates: [[a.lng, a.lat], [b.lng, b.lat]] } })
    expect((await door.ask('/api/incidents', { method: 'POST', body: sent })).status).toBe(201)
    const { sightings } = await ask(`incidentId=${sent.id}`, 'demo-lead-01')
    expect(sightings.map(({ code }) => code).toSorted()).toEqual(['dead', 'near', 'turns'])
    const near = sightings.find(({ code }) => code === 'near')!
    expect(near.share).toBeCloseTo(10 / 40, 2)
    expect(near.target[1]).toBeCloseTo(a.lat, 6)
    expect(near.distanceMeters).toBeCloseTo(30, 0)
  })

  it('that is not there, or of others, is one answer', async () => {
    const [foreign] = await door.db.sql<{ id: string }[]>`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom)
      values (gen_random_uuid(), 3, 1, 1, 'phone', 'x', now(), st_setsrid(st_makepoint(121.43, 31.205), 4326)) returning id`
    const answers = await Promise.all([foreign!.id, report(west).id].map((id) => door.ask(`/api/cameras/seeing?incidentId=${id}`, { as: 'demo-lead-01' })))
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(await answers[0]!.json()).toEqual(await answers[1]!.json())
  })
})

it('names what is missing or wrong', async () => {
  for (const [query, field] of [['', 'lng'], ['lng=121.4', 'lat'], ['lng=999&lat=31', 'lng'], ['incidentId=7', 'incidentId']] as const) {
    const answer = await door.ask(`/api/cameras/seeing?${query}`)
    expect(answer.status).toBe(400)
    expect((await answer.json()).errors.map((error: { field: string }) => error.field)).toContain(field)
  }
  expect(door.failures).toEqual([])
})

it('uses the index of views as the actor, whatever the policy', async () => {
  const { sql, kind } = door.db
  const plan = await sql.begin(async (tx) => {
    await tx`select set_config('role', 'fangcun_app', true), set_config('fangcun.actor', 'demo-command', true), set_config('enable_seqscan', 'off', true)`
    const rows = await tx<{ queryPlan: string }[]>`explain select 1 from camera_view v where v.geom && st_setsrid(st_makepoint(${west.lng}::float8, ${west.lat}::float8), 4326)`
    return rows.map((row) => Object.values(row)[0]).join('\n')
  })
  expect(plan, kind).toMatch(/camera_view_geom/)
})
