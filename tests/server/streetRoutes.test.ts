// Ways between places from the streets of the database: hours of gates, one-ways, streets that are cut off, and that nothing old is answered once a street changed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GraphReport } from '../../geodata/graph/graphReport.ts'
import type { StreetRoute } from '../../geodata/model/streetRoute.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
/** A ring of four lanes with a passage across that a gate closes at night, and a lane beside it that meets none of them. */
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`delete from street`
    await sql`insert into street (class, name_zh, name_en, oneway, oneway_bicycle, geom) values
      ('residential', '南弄', 'South Lane', false, null, st_geomfromtext('LINESTRING(121.404 31.204, 121.406 31.204)', 4326)),
      ('residential', '东弄', 'East Lane', true, false, st_geomfromtext('LINESTRING(121.406 31.204, 121.406 31.208)', 4326)),
      ('residential', '北弄', 'North Lane', false, null, st_geomfromtext('LINESTRING(121.406 31.208, 121.404 31.208)', 4326)),
      ('residential', '西弄', 'West Lane', false, null, st_geomfromtext('LINESTRING(121.404 31.208, 121.404 31.206, 121.404 31.204)', 4326)),
      ('path', '', '', false, null, st_geomfromtext('LINESTRING(121.404 31.206, 121.405 31.206, 121.406 31.206)', 4326)),
      ('residential', '孤弄', 'Lone Lane', false, null, st_geomfromtext('LINESTRING(121.41 31.204, 121.41 31.206)', 4326)),
      ('rail', '', '', false, null, st_geomfromtext('LINESTRING(121.406 31.204, 121.41 31.204)', 4326))`
    // The path meets the east lane at no vertex: it ends before it.
    await sql`update street set geom = st_geomfromtext('LINESTRING(121.406 31.204, 121.406 31.206, 121.406 31.208)', 4326) where name_en = 'East Lane'`
    await sql`insert into street_barrier (kind, hours, geom) values ('gate', 'Mo-Su 06:00-22:00', st_geomfromtext('POINT(121.405 31.206)', 4326))`
  })
})
afterAll(() => door?.close())

const [west, east, lone] = ['121.404,31.206', '121.406,31.206', '121.41,31.205']
async function route(query: string): Promise<StreetRoute> {
  const answer = await door.ask(`/api/street-route?${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as StreetRoute
}
const meters = (found: StreetRoute) => (found.way ? Math.round(found.way.meters) : null)

describe('a way', () => {
  it('goes through a gate while it is open, on the clock of the place, and around it at night', async () => {
    expect(meters(await route(`from=${west}&to=${east}`))).toBe(191)
    // 20:00 and 23:00 in Shanghai.
    expect(meters(await route(`from=${west}&to=${east}&at=2026-03-02T12:00:00Z`))).toBe(191)
    const night = await route(`from=${west}&to=${east}&at=2026-03-02T15:00:00Z`)
    expect(meters(night)).toBe(634)
    expect(night.warnings).toContainEqual({ code: 'closed', values: { streets: 0, barriers: 1 } })
    expect(night.way?.steps.map(({ turn, nameEn }) => `${turn} ${nameEn}`)).toEqual(expect.arrayContaining(['start West Lane']))
    expect(night.way?.steps.at(-1)?.nameEn).toBe('East Lane')
  })
  it('keeps cars to the one-way, lets bicycles against it, and keeps both off the path', async () => {
    expect(meters(await route(`from=${west}&to=${east}&profile=car`))).toBe(634)
    expect(meters(await route(`from=${east}&to=121.406,31.204&profile=car`))).toBe(1046)
    expect(meters(await route(`from=${east}&to=121.406,31.204&profile=bicycle`))).toBe(222)
    expect(meters(await route(`from=${east}&to=121.406,31.204&profile=foot`))).toBe(222)
  })
  it('says which end no street leads to, and never goes by rail', async () => {
    const found = await route(`from=${west}&to=${lone}`)
    expect([found.way, found.from.cutOff, found.to.cutOff, found.to.nameEn]).toEqual([null, null, 'island', 'Lone Lane'])
    const nowhere = await route(`from=${west}&to=121.43,31.206`)
    expect([nowhere.way, nowhere.to.cutOff, nowhere.to.place]).toEqual([null, 'no_street', null])
    expect((await door.ask(`/api/street-route?from=${west}&to=120,30`)).status).toBe(422)
    expect((await door.ask('/api/street-route?from=1&to=2,3')).status).toBe(400)
  })
  it('is another one as soon as a barrier was put up', async () => {
    expect(meters(await route(`from=${lone}&to=121.41,31.204`))).toBe(111)
    await door.db.sql`insert into street_barrier (kind, foot, geom) values ('block', false, st_geomfromtext('POINT(121.406 31.206)', 4326))`
    await expect.poll(async () => meters(await route('from=121.406,31.2045&to=121.406,31.2075&profile=foot'))).toBe(936)
  })
})

describe('the streets of an area', () => {
  it('are told with those that are cut off, by name', async () => {
    const answer = await door.ask('/api/street-graph?areaId=2')
    const report = (await answer.json()) as GraphReport
    expect([report.streets, report.parts, report.cutOff.map(({ names }) => names[0]?.nameEn)]).toEqual([6, 2, ['Lone Lane']])
    expect(report.warnings.map(({ code }) => code)).toEqual(['incomplete', 'closed'])
    expect((await door.ask('/api/street-graph?areaId=999')).status).toBe(404)
    expect((await door.ask('/api/street-graph')).status).toBe(400)
    expect((await door.ask('/api/street-graph?bbox=0,0,1,1')).status).toBe(200)
  })
})
