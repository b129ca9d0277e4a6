import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlanGround } from '../../geodata/model/zonePlan.ts'
import { west } from './city.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    // 20 m east of Block 1, 200 m away, somebody's voice at the door, one of last year.
    await sql`insert into incident (id, area_id, category_id, severity, channel, state, merged_into, title, occurred_at, geom)
      select gen_random_uuid(), 2, c, 1, 'phone', 'reported', null, 'matter', now() - make_interval(days => days), st_setsrid(st_makepoint(lng, 31.205), 4326)
      from (values (121.4054, 1, 10), (121.4054, 1, 300), (121.4054, 1, 400), (121.405, 3, 10), (121.4075, 1, 10)) t(lng, c, days)`
    await sql`insert into place (area_id, kind, geom) values (2, 'shop', st_setsrid(st_makepoint(121.405, 31.205), 4326)), (2, 'restaurant', st_setsrid(st_makepoint(121.40535, 31.205), 4326)), (2, 'shop', st_setsrid(st_makepoint(121.41, 31.21), 4326))`
    await sql`insert into area (parent_id, level, code, name_zh) values (1, 'community', '310101001003', '无界社区')`
    await sql`insert into wall (kind, geom, source_ref) values ('fence', st_geomfromtext('LINESTRING(121.404 31.204, 121.406 31.204)', 4326), 'w1'), ('wall', st_geomfromtext('LINESTRING(122 31, 122.1 31)', 4326), 'w2')`
    await sql`update building set households_estimated = true where id = 1`
  })
})
afterAll(() => door?.close())

const ask = async (id: number | string, as = 'demo-lead-01') => {
  const answer = await door.ask(`/api/areas/${id}/ground`, { as })
  return { status: answer.status, body: (await answer.json()) as PlanGround & { errors: { field: string }[] } }
}

describe('the ground of an area', () => {
  it('holds what stands in it, with what is near each building', async () => {
    const { status, body } = await ask(2)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.area).toMatchObject({ id: 2, code: '310101001001', geometry: { type: 'MultiPolygon' } })
    expect(body.buildings).toMatchObject([{ id: 1, estateId: 1, zoneId: 1, use: 'residential', households: 60, estimated: true, incidents: 2, shops: 2 }])
    const [lng = 0, lat = 0] = body.buildings[0]?.at ?? []
    expect([Math.abs(lng - west.lng) < 0.0002, Math.abs(lat - west.lat) < 0.0002]).toEqual([true, true])
    expect(body.estates).toMatchObject([{ id: 1, nameZh: '西苑', households: 60 }])
    expect(body.streets.map((street) => [street.class, street.bridge, street.geometry.type])).toEqual([['primary', false, 'LineString'], ['residential', false, 'LineString']])
    expect(body.water).toMatchObject([{ type: 'MultiPolygon' }])
    // The river runs on for a kilometre on either side; its hole on the border stays.
    const river = body.water.flatMap(({ coordinates }) => coordinates.flat(2))
    expect([Math.min(...river.map(([x = 0]) => x)), Math.max(...river.map(([x = 0]) => x))]).toEqual([121.3995, 121.4205])
    expect(body.walls).toEqual([{ id: 1, geometry: { type: 'LineString', coordinates: [[121.404, 31.204], [121.406, 31.204]] } }])
    expect(body.zones).toMatchObject([{ id: 1, code: '310101001001001', households: 60 }, { id: 2, households: 0 }])
  })
  it('holds all below it', async () => {
    const { body } = await ask(1, 'demo-admin')
    expect([body.buildings.length, body.zones.length]).toEqual([2, 4])
  })
  it('is not there for those who do not plan, for others, and where there is none', async () => {
    const answers = [await ask(3), await ask(999), await ask(2, 'demo-leader')]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(answers[0]?.body).toEqual(answers[1]?.body)
    expect((await ask(4, 'demo-admin')).body).toMatchObject({ status: 422, errors: [{ field: 'id' }] })
    expect(door.failures).toEqual([])
  })
})
