import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ZonePlanComparison } from '../../geodata/model/zonePlan.ts'
import { type Door, openDoor } from './door.ts'
import { box, newId, planZone, plansOf, seedPlans, twoZones } from './planTown.ts'

let door: Door
let plans: ReturnType<typeof plansOf>
beforeAll(async () => {
  door = await openDoor(seedPlans)
  plans = plansOf(door)
})
afterEach(() => expect(door.failures).toEqual([]))
afterAll(() => door?.close())

const zones = (on?: string) => plans.ask<{ zones: { id: number; code: string; households: number; posts: { kind: string }[] }[] }>('GET', `/api/zones${on ? `?on=${on}` : ''}`)
const kinds = (problems: { kind: string }[] = []) => [...new Set(problems.map(({ kind }) => kind))].toSorted()

describe('a draft', () => {
  it('begins with the zones of today, once', async () => {
    const id = newId()
    const first = await plans.keep([], { id })
    expect([first.status, first.body.plan]).toMatchObject([201, { id, areaId: 2, state: 'draft', version: 1, adoptOn: null, createdBy: 'west-boss' }])
    expect((await plans.read(id)).zones).toMatchObject([{ zoneId: 1, code: '310101001001001', nameZh: '西一格', geometry: box(121.4, 121.41) }, { zoneId: 2 }])
    const again = await plans.keep(twoZones(121.411), { id, name: 'other' })
    expect([again.status, again.body.plan]).toEqual([200, first.body.plan])
  })
  it('is saved whole, and the second of two people gets a conflict', async () => {
    const { plan } = (await plans.keep(twoZones())).body
    const saved = await plans.ask('PUT', `/api/zone-plans/${plan.id}`, { version: 1, note: '移界', zones: twoZones(121.411) })
    expect([saved.status, saved.body.plan]).toMatchObject([200, { version: 2, note: '移界', name: '新方案' }])
    expect((await plans.ask('PUT', `/api/zone-plans/${plan.id}`, { version: 1, note: 'late' })).status).toBe(409)
    expect((await plans.read(plan.id)).zones[0]?.geometry).toEqual(box(121.4, 121.411))
  })
  it('holds shapes that are wrong in themselves, and refuses what cannot be drawn or is nobody’s', async () => {
    const bow = planZone({ type: 'MultiPolygon', coordinates: [[[[121.4, 31.2], [121.41, 31.22], [121.41, 31.2], [121.4, 31.22], [121.4, 31.2]]]] })
    const { status, body } = await plans.keep([bow])
    expect(status).toBe(201)
    expect(kinds((await plans.adopt(body.plan)).body.problems)).toContain('invalid_shape')
    const open = planZone({ type: 'MultiPolygon', coordinates: [[[[121.4, 31.2], [121.41, 31.2], [121.41, 31.22], [121.4, 31.22]]]] })
    const bad = [await plans.keep([open]), await plans.keep([planZone(box(121.4, 121.41), { zoneId: 3 })]), await plans.keep([bow, bow]), await plans.keep([...twoZones(), ...twoZones()]), await plans.keep([], { areaId: 3 }), await plans.keep([], { areaId: 999 })]
    expect(bad.map(({ status: code, body: { errors } }) => [code, errors[0]?.field])).toEqual([[422, 'zones.0.geometry'], [422, 'zones'], [422, 'zones'], [422, 'zones'], [403, 'areaId'], [403, 'areaId']])
    expect(bad[4]?.body).toEqual(bad[5]?.body)
  })
  it('is given up, once', async () => {
    const { plan } = (await plans.keep(twoZones())).body
    const [first, second] = [await plans.step('discard', plan), await plans.step('discard', plan)]
    expect([first.status, second.status, first.body.plan.state]).toEqual([200, 200, 'discarded'])
    const listed = async (query: string) => (await plans.ask<{ plans: { id: string }[] }>('GET', `/api/zone-plans?areaId=2${query}`)).body.plans.map(({ id }) => id)
    expect([(await listed('')).includes(plan.id), (await listed('&discarded=true')).includes(plan.id)]).toEqual([false, true])
    expect((await plans.adopt(first.body.plan)).body.errors[0]?.field).toBe('version')
  })
})

describe('adoption is refused', () => {
  it.each([
    ['a gap', [planZone(box(121.4, 121.41)), planZone(box(121.411, 121.42))], ['gap', 'homeless_building']],
    ['an overlap', [planZone(box(121.4, 121.411)), planZone(box(121.41, 121.42))], ['overlap']],
    ['ground of others', [planZone(box(121.4, 121.425))], ['outside']],
    ['nothing but ground of others', [planZone(box(121.4, 121.42)), planZone(box(121.42, 121.44))], ['outside']],
    ['a code of the east', [planZone(box(121.4, 121.42), { code: '310101001002001' })], ['bad_code', 'double_code']],
    ['one code twice', twoZones().map((zone) => ({ ...zone, code: '310101001001007' })), ['double_code']],
    ['a code without a serial', [planZone(box(121.4, 121.42), { code: '310101001001' })], ['bad_code']],
  ])('of %s, and nothing changes', async (_, given, expected) => {
    const { plan } = (await plans.keep(given)).body
    const before = await zones()
    const { status, body } = await plans.adopt(plan)
    expect([status, kinds(body.problems), body.errors[0]?.field]).toEqual([422, expected, 'zones'])
    expect((await plans.adopt(plan, 5)).status).toBe(422)
    expect((await plans.read(plan.id)).plan).toMatchObject({ state: 'draft', version: 1 })
    expect((await zones()).body).toEqual(before.body)
  })
  it('names what is homeless and how large a gap is', async () => {
    const { plan } = (await plans.keep([planZone(box(121.4, 121.41)), planZone(box(121.411, 121.42))])).body
    const { problems = [] } = (await plans.adopt(plan)).body
    const [row] = await door.db.sql<{ id: number }[]>`select id from building where st_x(st_centroid(geom)) between 121.41 and 121.411 and households > 0`
    expect(problems.find(({ kind }) => kind === 'homeless_building')?.buildingIds).toEqual([row?.id])
    const meters = problems.find(({ kind }) => kind === 'gap')?.squareMeters ?? 0
    // 0.001 degrees of longitude at 31.21 N and 0.02 of latitude, on the ellipsoid.
    expect(Math.abs(meters / (95.3 * 2217.2) - 1)).toBeLessThan(0.01)
  })
  it('is not fooled by borders that were rounded apart by a millimetre', async () => {
    const { plan } = (await plans.keep([planZone(box(121.4, 121.41)), planZone(box(121.41000001, 121.42))])).body
    expect((await plans.adopt(plan, 9)).status).toBe(200)
    expect((await plans.step('withdraw', { ...plan, version: 2 })).status).toBe(200)
  })
  it('of a day that has gone, and of one while another plan waits', async () => {
    const [one, two] = [(await plans.keep(twoZones(121.412))).body.plan, (await plans.keep(twoZones(121.413))).body.plan]
    expect((await plans.adopt(one, -1)).body.errors[0]?.field).toBe('on')
    const first = await plans.adopt(one, 3)
    expect([first.status, first.body.plan]).toMatchObject([200, { state: 'scheduled', version: 2 }])
    expect((await plans.adopt(one, 3)).body).toEqual(first.body)
    for (const days of [0, 3, 7]) expect((await plans.adopt(two, days)).body).toMatchObject({ status: 422, errors: [{ field: 'on' }], detail: expect.stringContaining(await plans.dayOf(3)) })
    expect((await plans.ask('PUT', `/api/zone-plans/${one.id}`, { version: 2, note: 'x' })).status).toBe(422)
    const back = await plans.step('withdraw', first.body.plan)
    expect([back.status, back.body.plan, (await plans.step('withdraw', first.body.plan)).body]).toMatchObject([200, { state: 'draft', adoptOn: null, version: 3 }, back.body])
  })
})

describe('a plan that is compared', () => {
  it('tells each zone before and after, and what moves', async () => {
    const [first, second] = twoZones(121.412)
    const { plan } = (await plans.keep([first as never, planZone(box(121.412, 121.42))])).body
    const { status, body } = await plans.ask<ZonePlanComparison>('GET', `/api/zone-plans/${plan.id}/comparison`)
    expect(status).toBe(200)
    expect(second).toBeDefined()
    expect(body.day).toBe(await plans.dayOf())
    expect(body.rows.map(({ change, zoneId, today, draft }) => [change, zoneId, today?.households, draft?.households, draft?.buildings])).toEqual([['changed', 1, 160, 180, 13], ['new', null, undefined, 80, 8], ['ended', 2, 100, undefined, undefined]])
    expect(body.totals).toEqual({ households: 260, householdsMoved: 100, buildingsMoved: 10, zonesToday: 2, zonesDraft: 2 })
    expect(body.moves.map(({ fromZoneId, households }) => [fromZoneId, households])).toEqual([[2, 80], [2, 20]])
    expect(body.rows[0]?.today?.posts).toEqual([{ kind: 'zone_lead', holder: '西01', holderEn: null }])
    expect(body.rows[1]?.draft?.posts.map(({ kind, holder }) => [kind, holder])).toEqual([['zone_lead', null], ['grid_officer', null], ['assistant', null], ['community_police', null]])
    expect(body.rows.map(({ today, draft }) => [today?.incidents, draft?.incidents])).toEqual([[3, 3], [undefined, 1], [1, undefined]])
    const meters = body.rows[0]?.draft?.squareMeters ?? 0
    expect(Math.abs(meters / (body.rows[0]?.today?.squareMeters ?? 0) - 1.2)).toBeLessThan(0.001)
    // Drawn beside it are the zones of today; once it has come true, those of the day before.
    const edges = ({ before }: ZonePlanComparison) => before.map(({ id, households, geometry }) => [id, households, Math.max(...geometry.coordinates.flat(2).map(([lng]) => lng))])
    expect(edges(body)).toEqual([[1, 160, 121.41], [2, 100, 121.42]])
    expect((await plans.adopt(plan)).status).toBe(200)
    const after = (await plans.ask<ZonePlanComparison>('GET', `/api/zone-plans/${plan.id}/comparison`)).body
    expect([after.day, edges(after)]).toEqual([await plans.dayOf(-1), [[1, 160, 121.41], [2, 100, 121.42]]])
  })
})
