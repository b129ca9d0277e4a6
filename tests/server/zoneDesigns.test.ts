import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ZoneDesignAnswer, ZoneDesignLine } from '../../geodata/model/zonePlan.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
/** Forty houses of ten households along the west, on both sides of the primary road (31.21) and of the river (31.215 to 31.217), and matters at two of them. */
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into building (area_id, zone_id, use, households, households_estimated, geom)
      select 2, case when i % 20 < 10 then 1 else 2 end, 'residential', 10, i % 2 = 0, st_makeenvelope(121.4004 + (i % 20) * 0.001, y, 121.4006 + (i % 20) * 0.001, y + 0.0002, 4326)
      from generate_series(0, 39) i, lateral (select case when i < 20 then 31.206 else 31.212 end as y) at`
    await sql`insert into incident (id, area_id, zone_id, category_id, severity, channel, title, occurred_at, geom)
      select gen_random_uuid(), 2, 1, c, 1, 'phone', 'matter', now() - interval '1 day', st_setsrid(st_makepoint(121.4005, 31.2061), 4326) from generate_series(1, 30), (values (1), (3)) k(c)`
  })
})
afterAll(() => door?.close())

const wide = { areaId: 2, barriers: [], bounds: { min: 60, max: 240 }, seconds: 0.3, alternatives: 2 }
type Ended = { status: number; lines: ZoneDesignLine[]; answer?: ZoneDesignAnswer; problem?: { status: number; detail: string; errors: { field: string; expected: string; code?: string; values?: object }[] } }

async function design(question: object = {}, as = 'demo-command'): Promise<Ended> {
  const response = await door.ask('/api/zone-designs', { as, method: 'POST', body: { ...wide, ...question } })
  const text = await response.text()
  if (!response.ok) return { status: response.status, lines: [], problem: JSON.parse(text) }
  const lines = text.trim().split('\n').map((line) => JSON.parse(line) as ZoneDesignLine)
  return { status: response.status, lines, ...(lines.at(-1) as Pick<Ended, 'answer' | 'problem'>) }
}
async function answered(question: object = {}): Promise<ZoneDesignAnswer> {
  const { answer, problem } = await design(question)
  if (!answer) throw new Error(JSON.stringify(problem))
  return answer
}

describe('a design of zones', () => {
  it('says how far it is, and proposes zones within the bounds that hold every building once', async () => {
    const { lines, answer } = await design()
    const told = lines.flatMap((line) => ('progress' in line ? [line.progress] : []))
    expect(told.length).toBeGreaterThan(0)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(answer?.alternatives).toHaveLength(2)
    expect(answer?.ground).toMatchObject({ buildings: 41, households: 460, estimatedHouseholds: 200, estates: 1 })
    for (const { figures, zones } of answer?.alternatives ?? []) {
      expect(figures).toMatchObject({ withinBounds: true, contiguous: true, cutEstates: 0 })
      expect(zones.flatMap(({ buildingIds }) => buildingIds)).toHaveLength(41)
      expect(zones.map(({ serial }) => serial)).toEqual(zones.map((_, i) => i + 1))
      const total = await door.db.sql<{ covered: boolean }[]>`
        with z as (select st_setsrid(st_geomfromgeojson(g), 4326) as geom from unnest(${zones.map(({ geometry }) => JSON.stringify(geometry))}::text[]) g),
          s as (select bool_and(st_isvalid(geom)) as valid, sum(st_area(geom)) as area, st_union(geom) as geom from z)
        select s.valid and abs(s.area - st_area(a.geom)) < 1e-12 and st_area(st_symdifference(s.geom, a.geom)) < 1e-12 as covered from s, area a where a.id = 2`
      expect(total[0]?.covered).toBe(true)
    }
    expect(answer?.notes).toContainEqual({ code: 'households_estimated', values: { buildings: 20, households: 200 } })
  })
  it('ends zones at barriers: what is cut off and too small is told, with where and how many', async () => {
    const { problem } = await design({ barriers: ['primary', 'water'], bounds: { min: 230, max: 400 } })
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'bounds.min', code: 'component_too_small' }] })
    expect(problem?.detail).toMatch(/200/)
    const { figures } = (await answered({ barriers: ['primary', 'water'] })).alternatives[0] as ZoneDesignAnswer['alternatives'][number]
    expect(figures).toMatchObject({ withinBounds: true, contiguous: true })
  })
  it('never weighs a voice', async () => {
    const { alternatives } = await answered({ weights: { households: 0, incidents: 1, shops: 0, area: 0 }, zones: 2, bounds: { min: 0, max: 460 } })
    // Thirty thefts at one house: whoever holds it has all the load, and petitions there would not change that; the ground says how many are counted.
    const ground = await (await door.ask('/api/areas/2/ground')).json() as { buildings: { incidents: number }[] }
    expect(ground.buildings.reduce((sum, { incidents }) => sum + incidents, 0)).toBe(30)
    expect(Math.max(...(alternatives[0]?.zones.map(({ load }) => load) ?? []))).toBeCloseTo(2, 9)
  })
  it('keeps locked zones as they are', async () => {
    const { alternatives } = await answered({ lockedZoneIds: [1], bounds: { min: 60, max: 300 } })
    const kept = alternatives[0]?.zones.find(({ keepsZoneId }) => keepsZoneId === 1)
    const [same] = await door.db.sql<{ off: number }[]>`select st_area(st_symdifference(geom, st_setsrid(st_geomfromgeojson(${JSON.stringify(kept?.geometry)}), 4326))) as off from zone where id = 1`
    expect(same?.off).toBeLessThan(1e-12)
  })
  it('changes today’s zones by the fewest households: within the bounds nothing moves and nothing is redrawn', async () => {
    const { alternatives } = await answered({ mode: 'least_change', bounds: { min: 60, max: 300 } })
    expect(alternatives[0]?.figures).toMatchObject({ householdsMoved: 0, zones: 2 })
    for (const { keepsZoneId, geometry } of alternatives[0]?.zones ?? []) {
      const [same] = await door.db.sql<{ off: number }[]>`select st_area(st_symdifference(geom, st_setsrid(st_geomfromgeojson(${JSON.stringify(geometry)}), 4326))) as off from zone where id = ${keepsZoneId}`
      expect(same?.off).toBeLessThan(1e-12)
    }
  })
})

describe('what cannot be designed', () => {
  it('an area that is not there and one that is not one’s own are answered alike', async () => {
    const [absent, foreign] = [await design({ areaId: 999 }, 'demo-lead-02'), await design({}, 'demo-lead-02')]
    expect(foreign).toEqual(absent)
    expect(absent).toMatchObject({ status: 404, problem: { errors: [{ field: 'areaId' }] } })
    expect(await design({}, 'demo-leader')).toEqual(absent)
  })
  it.each([
    ['no households', { areaId: 3 }, 'areaId', 'no_households'], ['bounds the wrong way round', { bounds: { min: 300, max: 200 } }, 'bounds.min', 'bad_bounds'],
    ['an estate that is too large', { bounds: { min: 1, max: 55 } }, 'bounds.max', 'unit_too_large'], ['a zone that is not there', { lockedZoneIds: [3] }, 'lockedZoneIds', 'unknown_zone'],
    ['a zone to mend that is not there', { mode: 'least_change', fixZoneId: 99 }, 'fixZoneId', 'unknown_zone'],
  ])('%s is refused with a sentence and its field', async (_, question, field, code) => {
    const { problem } = await design(question)
    expect(problem).toMatchObject({ status: 422, errors: [{ field, code }] })
    expect(problem?.detail.length).toBeGreaterThan(20)
  })
  it('an empty community is refused', async () => {
    await door.db.sql`insert into area (parent_id, level, code, name_zh, name_en, geom) values (1, 'community', '310101001003', '空社区', 'Empty', st_geomfromtext('MULTIPOLYGON(((121.4 31.22,121.42 31.22,121.42 31.23,121.4 31.23,121.4 31.22)))', 4326)), (1, 'community', '310101001004', '无界', 'Shapeless', null)`
    expect((await design({ areaId: 4 })).problem).toMatchObject({ status: 422, errors: [{ field: 'areaId', code: 'no_buildings' }] })
    expect((await design({ areaId: 5 })).problem).toMatchObject({ status: 422, errors: [{ field: 'areaId', code: 'no_shape' }] })
  })
  it.each([['an unknown barrier', { barriers: ['moat'] }, 'barriers'], ['a weight beyond 1', { weights: { households: 2, incidents: 0, shops: 0, area: 0 } }, 'weights'], ['no end of time', { seconds: 1e9 }, 'seconds'], ['an unknown field', { tea: 1 }, 'tea']])('%s is a bad request that names it', async (_, question, field) => {
    const { status, problem } = await design(question)
    expect([status, problem?.errors[0]?.field.split('.')[0]]).toEqual([400, field])
  })
})

describe('one at a time', () => {
  it('a newer question ends the older one of the same actor, and whoever stops reading ends the work', async () => {
    const [older, newer] = await Promise.all([design({ seconds: 60 }), design()])
    expect([older.problem?.status, newer.answer !== undefined]).toEqual([409, true])
    const response = await door.ask('/api/zone-designs', { method: 'POST', body: { ...wide, seconds: 100 } })
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect((await answered()).alternatives).toHaveLength(2)
    expect(door.failures).toEqual([])
  })
})
