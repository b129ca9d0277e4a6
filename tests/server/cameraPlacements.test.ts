import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CameraPlacementAnswer, CameraPlacementLine } from '../../geodata/model/cameraPlacement.ts'
import { type Door, openDoor } from './door.ts'
import { newId } from './planTown.ts'

let door: Door
/** Shops along both sides of a lane of the west, thefts and petitions in it: thefts at its western end, petitions at its eastern one. */
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into building (area_id, zone_id, use, households, geom) select 2, 2, case when i % 2 = 0 then 'commercial' else 'residential' end, case when i % 2 = 0 then 0 else 12 end,
        st_makeenvelope(121.412 + (i / 2) * 0.0004, 31.2080 + (i % 2) * 0.0004, 121.4123 + (i / 2) * 0.0004, 31.2082 + (i % 2) * 0.0004, 4326) from generate_series(0, 15) i`
    await sql`insert into incident (id, area_id, zone_id, category_id, severity, channel, title, occurred_at, geom)
      select gen_random_uuid(), 2, 2, k, 1, 'phone', 'matter', now() - interval '1 day', st_setsrid(st_makepoint(x, 31.2083), 4326) from generate_series(1, 30), (values (1, 121.4125), (3, 121.4148)) t(k, x)`
  })
})
afterEach(() => expect(door.failures).toEqual([]))
afterAll(() => door?.close())

type Ended = { status: number; lines: CameraPlacementLine[]; answer?: CameraPlacementAnswer; problem?: { status: number; detail: string; errors: { field: string; code?: string }[] } }
async function place(question: object = {}, as = 'demo-command'): Promise<Ended> {
  const response = await door.ask('/api/camera-placements', { as, method: 'POST', body: { areaId: 2, zoneId: 2, count: 2, seconds: 0.5, weights: { ground: 0, incidents: 1, unvisited: 0 }, ...question } })
  const text = await response.text()
  if (!response.ok) return { status: response.status, lines: [], problem: JSON.parse(text) }
  const lines = text.trim().split('\n').map((line) => JSON.parse(line) as CameraPlacementLine)
  return { status: response.status, lines, ...(lines.at(-1) as Pick<Ended, 'answer' | 'problem'>) }
}
async function answered(question: object = {}): Promise<CameraPlacementAnswer> {
  const { answer, problem } = await place(question)
  if (!answer) throw new Error(JSON.stringify(problem))
  return answer
}

describe('a proposal of cameras', () => {
  it('says how far it is, and puts cameras where thefts were, never where people only complained', async () => {
    const { lines, answer } = await place()
    const told = lines.flatMap((line) => ('progress' in line ? [line.progress] : []))
    expect(told.length).toBeGreaterThan(0)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(answer?.ground).toMatchObject({ incidents: 30, incidentsLeftOut: 0 })
    const [asked] = answer?.alternatives ?? []
    expect(asked?.figures.incidentsWatched).toBeGreaterThan(0.95)
    for (const { lng, seen } of asked?.sites ?? []) {
      expect(Math.abs(lng - 121.4125)).toBeLessThan(0.0006)
      const [fair] = await door.db.sql<{ valid: boolean; hidden: boolean }[]>`with s as (select st_setsrid(st_geomfromgeojson(${JSON.stringify(seen)}), 4326) as geom)
        select st_isvalid(s.geom) as valid, not exists (select from building b where b.geom && s.geom and st_area(st_intersection(s.geom, b.geom)::geography) > 0.5) as hidden from s`
      expect(fair).toEqual({ valid: true, hidden: true })
    }
  })
  it('is never above its bound, and says what is proven', async () => {
    for (const { figures } of (await answered({ alternatives: 3, budget: 2, weights: { ground: 0.5, incidents: 0.5, unvisited: 0 } })).alternatives) {
      expect(figures.price).toBeLessThanOrEqual(2)
      expect(figures.watched - figures.cost).toBeLessThanOrEqual(figures.bound + 1e-9)
      expect(figures.gap).toBeCloseTo(figures.proof === 'optimum' ? 0 : 1 - (figures.watched - figures.watchedBefore - figures.cost) / (figures.bound - figures.watchedBefore), 6)
    }
  })
  it('does not look into homes where that is banned, and looks less at their ground the more it costs', async () => {
    const [strict, free] = [await answered({ windowMeters: 40, alternatives: 1, mounts: ['facade'] }), await answered({ windowMeters: null, homesCost: 0, alternatives: 1, mounts: ['facade'] })]
    expect(strict.ground.facingWindows).toBeGreaterThan(0)
    expect(free.alternatives[0]!.figures.watched).toBeGreaterThanOrEqual(strict.alternatives[0]!.figures.watched)
    // Homes stand north of the lane: no banned view looks that way from across it.
    for (const { azimuthDegrees, kind, lat } of strict.alternatives[0]!.sites) expect(kind === 'fixed' && lat < 31.2083 && (azimuthDegrees! < 45 || azimuthDegrees! > 315)).toBe(false)
  })
  it('keeps what stands: ground that is watched already brings nothing', async () => {
    await door.db.sql`insert into camera (area_id, code, kind, geom) values (2, 'W-9', 'dome', st_setsrid(st_makepoint(121.4125, 31.2083), 4326))`
    await door.db.sql`insert into camera_view (camera_id, area_id, band, always, geom, square_meters) select c.id, 2, 'detect', true, st_multi(st_buffer(c.geom::geography, 60)::geometry), 11000 from camera c where c.code = 'W-9'`
    const { alternatives: [asked] } = await answered({ weights: { ground: 0, incidents: 1, unvisited: 0 } })
    expect(asked!.figures).toMatchObject({ watchedBefore: 1, incidentsBefore: 1, cameras: 0 })
    await door.db.sql`delete from camera where code = 'W-9'`
  })
  it('hangs cameras on street lights that are known, of the ground that is asked about only, and tells where these stand', async () => {
    await door.db.sql`insert into place (kind, geom) select kind, st_setsrid(st_makepoint(lng, 31.2083), 4326) from (values ('street_light', 121.4126), ('street_light', 121.4146), ('bank', 121.4124), ('street_light', 121.5)) t(kind, lng)`
    const lights = async (query: string, as = 'demo-command') => { const answer = await door.ask(`/api/street-lights?${query}`, { as }); return [answer.status, ((await answer.json()) as { lights?: number[][] }).lights] }
    expect(await lights('areaId=2&zoneId=2')).toEqual([200, [[121.4126, 31.2083], [121.4146, 31.2083]]])
    expect([await lights('areaId=2&zoneId=3'), await lights('areaId=2', 'demo-lead-02')]).toEqual([[404, undefined], [404, undefined]])
    const { ground, alternatives: [asked], notes } = await answered({ mounts: ['street_light'], alternatives: 1 })
    expect([ground.mounts, notes.some(({ code }) => code === 'no_lights')]).toEqual([{ street_light: 2, corner: 0, facade: 0, drawn: 0 }, false])
    expect(asked!.sites[0]).toMatchObject({ mount: 'street_light', lng: expect.closeTo(121.4126, 4), lat: expect.closeTo(31.2083, 4) })
    await door.db.sql`delete from place where kind = 'street_light'`
  })
  it('becomes a draft that is adopted with all that it would see', async () => {
    const { alternatives: [asked] } = await answered()
    const id = newId()
    const kept = await door.ask('/api/camera-plans', { as: 'demo-admin', method: 'POST', body: { id, areaId: 2, name: '补点', sites: asked!.sites, origin: { figures: asked!.figures } } })
    expect([kept.status, ((await kept.json()) as { plan: object }).plan]).toMatchObject([201, { sites: asked!.sites.length }])
    expect(((await (await door.ask(`/api/camera-plans/${id}`, { as: 'demo-admin' })).json()) as { sites: object[] }).sites[0]).toMatchObject({ seen: asked!.sites[0]!.seen, mount: asked!.sites[0]!.mount })
    expect((await door.ask(`/api/camera-plans/${id}/adopt`, { as: 'demo-admin', method: 'POST', body: { version: 1 } })).status).toBe(200)
    // A planned camera counts as watching, so that the next plan goes elsewhere.
    expect((await answered()).alternatives[0]!.figures.watchedBefore).toBeGreaterThan(0.9)
  })
})

describe('what cannot be asked', () => {
  it('ground that is not there and that is not one’s own are answered alike', async () => {
    const [absent, foreign] = [await place({ areaId: 999, zoneId: null }, 'demo-lead-02'), await place({ zoneId: null }, 'demo-lead-02')]
    expect(foreign).toEqual(absent)
    expect(absent).toMatchObject({ status: 404, problem: { errors: [{ field: 'areaId' }] } })
    expect((await place({ zoneId: 3 })).status).toBe(404)
  })
  it.each([
    ['nothing to be watched', { weights: { ground: 0, incidents: 0, unvisited: 0 } }, 422, 'weights'], ['no mount', { mounts: ['street_light'] }, 422, 'mounts'], ['a view of 400 degrees', { offers: [{ kind: 'fixed', fieldOfViewDegrees: 400, rangeMeters: 40 }] }, 400, 'offers'],
    ['the range of a planet', { offers: [{ kind: 'fixed', fieldOfViewDegrees: 90, rangeMeters: 6_371_000 }] }, 400, 'offers'], ['no camera', { count: 0 }, 400, 'count'], ['a negative budget', { budget: -1 }, 400, 'budget'],
  ])('%s is refused with its field', async (_, question, status, field) => {
    const { status: answer, problem } = await place(question)
    expect([problem?.status ?? answer, problem?.errors[0]?.field.split('.')[0]]).toEqual([status, field])
  })
})
