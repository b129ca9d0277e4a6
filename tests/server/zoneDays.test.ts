// The zones of any day, by every way they are asked for: before a plan came true, since, and from the day of one that waits.
import Pbf from 'pbf'
import { VectorTile } from '@mapbox/vector-tile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import type { PlanDay } from '../../geodata/model/zonePlan.ts'
import type { Zone } from '../../geodata/model/zone.ts'
import { adoptDuePlan, settleStragglers } from '../../server/queries/zonePlanDue.ts'
import { type Door, openDoor } from './door.ts'
import { box, matter, planZone, plansOf, seedPlans, twoZones } from './planTown.ts'

let door: Door
let plans: ReturnType<typeof plansOf>
let [yesterday, today, later] = ['', '', '']
let waiting = { id: '', version: 0 }
beforeAll(async () => {
  door = await openDoor(seedPlans)
  plans = plansOf(door)
  ;[yesterday, today, later] = [await plans.dayOf(-1), await plans.dayOf(), await plans.dayOf(5)]
  // Today the border moves; in five days the two become one.
  await plans.adopt((await plans.keep(twoZones(121.408))).body.plan)
  waiting = (await plans.adopt((await plans.keep([planZone(box(121.4, 121.42), { zoneId: 1, code: '310101001001001', nameZh: '西格' })], { name: '合并' })).body.plan, 5)).body.plan
})
afterAll(() => door?.close())

type Listed = { zones: (Zone & { posts: { holder: string | null }[]; validFrom?: string; validTo?: string | null; planId?: string | null })[] }
const list = async (query: string, as = 'west-boss') => (await plans.ask<Listed>('GET', `/api/zones${query}`, undefined, as)).body.zones
const noon = (day: string) => encodeURIComponent(`${day}T12:00:00+08:00`)

describe('zones of a day', () => {
  it('in the list, with homes and posts of then', async () => {
    const [past, now, to] = [await list(`?on=${yesterday}`), await list(''), await list(`?on=${later}`)]
    expect([past, now, to].map((zones) => zones.map(({ id, households }) => [id, households]))).toEqual([[[1, 160], [2, 100]], [[1, 140], [2, 120]], [[1, 260]]])
    expect([past[0], to[0]]).toMatchObject([{ validFrom: '1900-01-01', validTo: today, planId: null, posts: [{ holder: '西01' }] }, { validFrom: later, validTo: null, planId: waiting.id, nameZh: '西格' }])
    expect(await list(`?at=${noon(yesterday)}`)).toEqual(past)
    expect((await list(`?on=${later}`, 'demo-lead-02')).map(({ areaId }) => areaId)).toEqual([3, 3])
  })
  it('by id, and not where it was none', async () => {
    const one = async (id: number, query: string) => plans.ask<{ zone: Zone; geometry: object }>('GET', `/api/zones/${id}${query}`)
    expect((await one(1, `?on=${yesterday}`)).body.geometry).toEqual(box(121.4, 121.41))
    expect((await one(1, '')).body.geometry).toEqual(box(121.4, 121.408))
    expect([(await one(2, `?on=${later}`)).status, (await one(2, `?on=${today}`)).status]).toEqual([404, 200])
    expect((await one(1, '?on=2026-02-30')).status).toBe(400)
  })
  it('in figures', async () => {
    const period = `from=${encodeURIComponent(new Date(Date.now() - 9e8).toISOString())}&to=${encodeURIComponent(new Date().toISOString())}`
    const figures = async (query: string) => (await plans.ask<{ rows: { zoneId: number; households: number; squareMeters: number }[] }>('GET', `/api/zones/figures?${period}${query}`)).body.rows
    const [past, now] = [await figures(`&on=${yesterday}`), await figures('')]
    expect([past[0]?.households, now[0]?.households]).toEqual([160, 140])
    expect(Math.abs((past[0]?.squareMeters ?? 0) / (now[0]?.squareMeters ?? 1) - 1.25)).toBeLessThan(0.001)
  })
  it('in tiles, whose tag tells days and what is planned apart', async () => {
    const { x, y } = mercatorOf([121.41, 31.21])
    const tile = (query: string) => door.ask(`/tiles/zones/13/${x >>> 18}/${y >>> 18}.mvt${query}`, { as: 'west-boss' })
    const homes = async (query: string) => {
      const { layers } = new VectorTile(new Pbf(new Uint8Array(await (await tile(query)).arrayBuffer())))
      return Array.from({ length: layers.zone?.length ?? 0 }, (_, i) => layers.zone?.feature(i).properties.households).toSorted()
    }
    expect([await homes(''), await homes(`?day=${today}`), await homes(`?day=${yesterday}`), await homes(`?at=${noon(yesterday)}`), await homes(`?day=${later}`)]).toEqual([[120, 140], [120, 140], [100, 160], [100, 160], [260]])
    const tag = async (query: string) => (await tile(query)).headers.get('etag')
    const before = await tag(`?day=${later}`)
    expect(new Set([before, await tag(''), await tag(`?day=${yesterday}`)]).size).toBe(3)
    const { body } = await plans.step('withdraw', waiting)
    await expect.poll(() => tag(`?day=${later}`), { timeout: 5_000 }).not.toBe(before)
    expect(await homes(`?day=${later}`)).toEqual([120, 140])
    waiting = (await plans.adopt(body.plan, 5)).body.plan
  })
  it('are told to the slider, each to those who read there', async () => {
    const days = async (as: string) => (await plans.ask<{ days: PlanDay[]; today: string }>('GET', '/api/zones/days', undefined, as)).body
    expect(await days('west-boss')).toEqual({ today, days: [{ day: later, areaIds: [2], plans: [{ id: waiting.id, name: '合并', state: 'scheduled' }] }, { day: today, areaIds: [2], plans: [expect.objectContaining({ name: '新方案', state: 'adopted' })] }] })
    expect((await days('demo-lead-02')).days).toEqual([])
  })
})

it('a matter that is opened again, and an order that was given at that very moment, move on to the zone that took over', async () => {
  const { sql } = door.db
  expect(await adoptDuePlan(sql)).toBeNull()
  await plans.step('withdraw', waiting)
  expect((await plans.adopt((await plans.keep([planZone(box(121.4, 121.42))])).body.plan)).status).toBe(200)
  const [{ id: zone } = { id: 0 }] = await list('')
  expect((await sql`select zone_id from incident where id = ${matter(3)}`)[0]).toEqual({ zoneId: 1 })
  await sql`update incident set state = 'registered' where id = ${matter(3)}`
  await sql`insert into work_order (id, incident_id, area_id, post_id) values (gen_random_uuid(), ${matter(3)}, 2, 1)`
  expect([await settleStragglers(sql), await settleStragglers(sql)]).toEqual([1, 0])
  expect([...(await sql`select i.zone_id, p.zone_id as post_zone, p.kind, p.valid_to from incident i join work_order o on o.incident_id = i.id join post p on p.id = o.post_id where i.id = ${matter(3)}`)]).toEqual([{ zoneId: zone, postZone: zone, kind: 'zone_lead', validTo: null }])
  expect(door.failures).toEqual([])
})
