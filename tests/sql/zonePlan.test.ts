// What adoption does to rows: nothing is half done, nothing open loses its handler, and every day keeps the zones it had.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../geodata/random.ts'
import type { PlanZone } from '../../geodata/model/zonePlan.ts'
import { asActor, asRelay } from '../../server/database.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { makeCity } from '../server/city.ts'
import { box, matter, newId, planZone, seedPlans, twoZones } from '../server/planTown.ts'

let db: FreshDatabase
beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
  await seedPlans(db)
})
afterAll(() => db?.drop())

type Plan = { id: string; version: number; state: string; adoptOn: string | null; refusal: string | null }
const keep = async (zones: PlanZone[], as = 'west-boss', areaId = 2) => (await asActor(db.sql, as, (tx) => tx<Plan[]>`select * from keep_zone_plan(${tx.json({ id: newId(), areaId, name: '方案', zones } as never)}::jsonb)`))[0] as Plan
const dayAfter = async (days: number) => (await db.sql<{ day: string }[]>`select area_today(2) + ${days}::integer as day`)[0]?.day ?? ''
const adopt = async ({ id, version }: Plan, on: string, as = 'west-boss') => (await asActor(db.sql, as, (tx) => tx<Plan[]>`select * from adopt_zone_plan(${id}::uuid, ${version}, ${on}::text::date)`))[0] as Plan
/** At the beginning of a day by the clock of Shanghai, less or more so many seconds. */
const due = async (day: string, seconds: number) => (await asRelay(db.sql, (tx) => tx<{ id: string | null }[]>`select adopt_due_plan((${day}::text::date)::timestamp at time zone 'Asia/Shanghai' + make_interval(secs => ${seconds})) as id`))[0]?.id ?? null
const planOf = async (id: string) => (await db.sql<Plan[]>`select * from zone_plan where id = ${id}`)[0]
type OnDay = { id: number | null; code: string; west: number; east: number; households: number | null }
const on = (day: string, as = 'west-boss') => asActor(db.sql, as, (tx) => tx<OnDay[]>`select id, code, round(st_xmin(geom)::numeric, 6)::float8 as west, round(st_xmax(geom)::numeric, 6)::float8 as east, households from zones_on(${day}::text::date) where area_id = 2 order by code`)
const incident = async (n: number) => (await db.sql<{ zoneId: number; state: string; version: number }[]>`select zone_id, state, version from incident where id = ${matter(n)}`)[0]
const lastEntry = async (n: number) => (await db.sql<{ action: string; actor: string; payload: Record<string, unknown>; after: { zone_id: number; orders?: { post_id: number }[] } }[]>`select action, actor, payload, after from incident_log where incident_id = ${matter(n)} order by id desc limit 1`)[0]

describe('adoption', () => {
  it('moves a border: the zone keeps its id, its past is written down, homes and open matters follow', async () => {
    const today = await dayAfter(0)
    const plan = await adopt(await keep(twoZones(121.408)), today)
    expect(plan).toMatchObject({ state: 'adopted', adoptOn: today, version: 2 })
    expect([await on(today), await on(await dayAfter(-1))]).toMatchObject([[{ id: 1, west: 121.4, east: 121.408 }, { id: 2, west: 121.408, east: 121.42 }], [{ id: 1, east: 121.41, households: 160 }, { id: 2, west: 121.41, households: 100 }]])
    const homes = await db.sql<{ zoneId: number; count: number }[]>`select zone_id, sum(households)::integer as count from building where area_id = 2 group by zone_id order by zone_id`
    expect([...homes]).toEqual([{ zoneId: 1, count: 140 }, { zoneId: 2, count: 120 }])
    // The open one at 121.4085 follows, the others stay; the closed one keeps the zone that handled it.
    expect([(await incident(1))?.zoneId, (await incident(3))?.zoneId, await incident(4)]).toEqual([1, 1, { zoneId: 2, state: 'reported', version: 2 }])
    expect(await lastEntry(4)).toMatchObject({ action: 'rezone', actor: 'west-boss', payload: { planId: plan.id, fromZoneId: 1, zoneId: 2 }, after: { zone_id: 2 } })
    const [entry] = await db.sql<{ accountId: string; areaId: number; detail: object }[]>`select account_id, area_id, detail from audit_entry where action = 'zone_plan.fulfil' and target = ${plan.id}`
    expect(entry).toMatchObject({ accountId: 'west-boss', areaId: 2, detail: { on: today, ended: [], buildings: 2, incidents: 1, orders: 0 } })
    // The same request again finds it done.
    expect(await adopt({ ...plan, version: 1 }, today)).toEqual(plan)
  })

  it('ends a zone: its posts close with who is on them, and what they had to do goes on with a lead of the zone that took the homes', async () => {
    const today = await dayAfter(0)
    const plan = await adopt(await keep([planZone(box(121.4, 121.42), { zoneId: 2, code: '310101001001002', nameZh: '西二格' })]), today)
    const [gone] = await db.sql<{ validTo: string; heirId: number }[]>`select valid_to, heir_id from zone where id = 1`
    expect(gone).toEqual({ validTo: today, heirId: 2 })
    const [order] = await db.sql<{ state: string; postId: number; zoneId: number; kind: string; validTo: null }[]>`select o.state, o.post_id, p.zone_id, p.kind, p.valid_to from work_order o join post p on p.id = o.post_id where o.incident_id = ${matter(1)}`
    expect(order).toMatchObject({ state: 'handling', zoneId: 2, kind: 'zone_lead', validTo: null })
    expect(await lastEntry(1)).toMatchObject({ action: 'rezone', payload: { orders: [{ id: '01930000-0000-7000-8000-0000000000a1', fromPostId: 1, postId: order?.postId }] }, after: { zone_id: 2, orders: [{ post_id: order?.postId }] } })
    const [held] = await db.sql<{ open: number }[]>`select count(*)::integer as open from post p left join post_holding h on h.post_id = p.id where p.zone_id = 1 and (p.valid_to is null or h.valid_to is null and h.id is not null)`
    expect(held?.open).toBe(0)
    expect((await incident(3))?.zoneId).toBe(1)
    expect((await planOf(plan.id))?.state).toBe('adopted')
  })

  it('gives new zones codes from north-west to south-east, names, and posts as vacancies', async () => {
    const today = await dayAfter(0)
    const quarters = [planZone(box(121.41, 121.42, 31.2, 31.21)), planZone(box(121.4, 121.41, 31.21, 31.22)), planZone(box(121.4, 121.41, 31.2, 31.21)), planZone(box(121.41, 121.42, 31.21, 31.22), { nameZh: '北苑' })]
    await adopt(await keep(quarters), today)
    const zones = await db.sql<{ code: string; nameZh: string; nameEn: string; posts: string[]; at: string }[]>`select z.code, z.name_zh, z.name_en, array(select p.kind from post p where p.zone_id = z.id and p.holder is null order by p.id) as posts, st_astext(st_centroid(z.geom), 3) as at
      from zone z where z.area_id = 2 and z.valid_to is null order by z.code`
    // Serials that were used are not given again.
    expect(zones.map(({ code }) => code.slice(-3))).toEqual(['003', '004', '005', '006'])
    expect([zones[0]?.at, zones[3]?.at]).toEqual(['POINT(121.405 31.215)', 'POINT(121.415 31.205)'])
    expect([zones[0]?.nameZh, zones[0]?.nameEn]).toEqual(['西社区第03网格', 'West Zone 03'])
    expect(zones.map(({ nameZh }) => nameZh)).toContain('北苑')
    expect(zones[0]?.posts).toEqual(['zone_lead', 'grid_officer', 'assistant', 'community_police'])
  })

  it('counts on by the scheme of codes that the area has', async () => {
    await db.sql`update area set zone_scheme = 'zone-20' where id = 1`
    await adopt(await keep([planZone(box(121.42, 121.44))], 'east-boss', 3), await dayAfter(0), 'east-boss')
    await db.sql`update area set zone_scheme = null where id = 1`
    expect([...(await db.sql`select code from zone where area_id = 3 and valid_to is null`)]).toEqual([{ code: '31010100100200000001' }])
  })

  it('is done whole or not at all', async () => {
    const today = await dayAfter(0)
    const state = async () => JSON.stringify([await db.sql`select id, code, valid_to, st_astext(geom) from zone order by id`, await db.sql`select id, zone_id from building order by id`, await db.sql`select id, valid_to from post order by id`, await db.sql`select id, zone_id, version from incident order by id`, await db.sql`select count(*) from zone_past`, await db.sql`select count(*) from incident_log`])
    const plan = await keep([planZone(box(121.4, 121.415)), planZone(box(121.415, 121.42))])
    const before = await state()
    await db.sql.unsafe(`create function fail_late() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '23514', column = 'test'; end $$; create trigger fail_late before insert on incident_log for each row execute function fail_late()`)
    await expect(adopt(plan, today)).rejects.toMatchObject({ code: '23514' })
    await db.sql`drop trigger fail_late on incident_log`
    expect(await state()).toBe(before)
    expect(await planOf(plan.id)).toMatchObject({ state: 'draft', version: 1 })
  })

  it('of two people at once is done by one', async () => {
    const [one, two] = [await keep([planZone(box(121.4, 121.413)), planZone(box(121.413, 121.42))]), await keep([planZone(box(121.4, 121.42))])]
    const day = await dayAfter(4)
    const both = await Promise.allSettled([adopt(one, day), adopt(two, await dayAfter(5)), adopt(one, day)])
    expect(both.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(1)
    const scheduled = await db.sql<Plan[]>`select * from zone_plan where state = 'scheduled'`
    expect(scheduled).toHaveLength(1)
    await asActor(db.sql, 'west-boss', (tx) => tx`select id from withdraw_zone_plan(${scheduled[0]?.id ?? ''}::uuid, ${scheduled[0]?.version ?? 0})`)
  })
})

describe('a day to come', () => {
  it('shows what waits for it, to all who read there; at its beginning by the clock of the area it comes true', async () => {
    const day = await dayAfter(2)
    const plan = await adopt(await keep([planZone(box(121.4, 121.42))]), day)
    for (const as of ['west-boss', 'west-1', 'demo-leader']) expect([(await on(await dayAfter(1), as)).length, await on(day, as)], as).toMatchObject([4, [{ id: null, code: '310101001001007', west: 121.4, east: 121.42 }]])
    expect(await on(day, 'east-boss')).toEqual([])
    expect([await due(day, -1), (await planOf(plan.id))?.state]).toEqual([null, 'scheduled'])
    expect([await due(day, 0), (await planOf(plan.id))?.state, await due(day, 0)]).toEqual([plan.id, 'adopted', null])
    expect([await on(day), (await on(await dayAfter(1))).length]).toMatchObject([[{ code: '310101001001007' }], 4])
  })
  it('that finds the ground changed leaves the zones as they are, and says why', async () => {
    const day = await dayAfter(3)
    const plan = await adopt(await keep([planZone(box(121.4, 121.41)), planZone(box(121.41, 121.42))]), day)
    await db.sql`update area set geom = st_multi(st_makeenvelope(121.4, 31.2, 121.42, 31.23, 4326)) where id = 2`
    expect(await due(day, 60)).toBe(plan.id)
    expect(await planOf(plan.id)).toMatchObject({ state: 'draft', adoptOn: null, refusal: expect.stringContaining('gap') })
    expect((await on(day)).map(({ code }) => code)).toEqual(['310101001001007'])
    await db.sql`update area set geom = st_multi(st_makeenvelope(121.4, 31.2, 121.42, 31.22, 4326)) where id = 2`
  })
})

describe('who may', () => {
  it('only adopters of the area, and nobody by the tables', async () => {
    const plan = await keep([])
    const today = await dayAfter(0)
    await expect(adopt(plan, today, 'demo-lead-01')).rejects.toMatchObject({ code: '42501' })
    for (const as of ['east-boss', 'demo-lead-02', 'west-1', 'demo-leader']) expect(await adopt(plan, today, as), as).toBeUndefined()
    await expect(keep([], 'east-boss')).rejects.toMatchObject({ code: '42501', column_name: 'areaId' })
    await expect(keep([], 'west-1')).rejects.toMatchObject({ code: '42501' })
    await expect(asActor(db.sql, 'west-boss', (tx) => tx`update zone_plan set state = 'adopted'`)).rejects.toMatchObject({ code: '42501' })
    await expect(asActor(db.sql, 'west-boss', (tx) => tx`insert into zone_past (zone_id, valid_from, valid_to, area_id, code, name_zh, name_en, geom) select id, '2000-01-01', '2001-01-01', area_id, code, '', '', geom from zone limit 1`)).rejects.toMatchObject({ code: '42501' })
    await expect(asActor(db.sql, 'west-boss', (tx) => tx`select fulfil_zone_plan(p, current_date) from zone_plan p`)).rejects.toMatchObject({ code: '42501' })
    await expect(asActor(db.sql, 'west-boss', (tx) => tx`select adopt_due_plan()`)).rejects.toMatchObject({ code: '42501' })
  })
})

it('a plan that is broken off again and again is a draft in the end, with the reason of the last try, and keeps no other from its day', async () => {
  const day = await dayAfter(1)
  const plan = await adopt(await keep([]), day)
  const take = async (seconds: number) => (await asRelay(db.sql, (tx) => tx<{ id: string | null }[]>`select take_due_plan((${day}::text::date)::timestamp at time zone 'Asia/Shanghai' + make_interval(secs => ${seconds})) as id`))[0]?.id ?? null
  const note = (why: string) => asRelay(db.sql, (tx) => tx`select note_due_plan(${plan.id}::uuid, ${why})`)
  expect(await take(-1)).toBeNull()
  // A quarter of a minute, one, four, sixteen: between two tries others are taken.
  let at = 0
  for (const [tried, wait] of [15, 60, 240, 960, 3840].entries()) {
    expect([tried, await take(at)]).toEqual([tried, plan.id])
    await note(`cancelled the ${tried}. time`)
    expect(await take(at + wait - 1)).toBeNull()
    at += wait
  }
  expect(await planOf(plan.id)).toMatchObject({ state: 'scheduled', tries: 5 })
  expect(await take(at)).toBe(plan.id)
  expect(await planOf(plan.id)).toMatchObject({ state: 'draft', adoptOn: null, tries: 0, tryAfter: null, refusal: 'given up after 5 tries: cancelled the 4. time' })
  expect(await take(at)).toBeNull()
  // Adopted again, it has all its tries again.
  await adopt((await planOf(plan.id)) as Plan, day)
  expect([await take(0), await due(day, 0), (await planOf(plan.id))?.state]).toEqual([plan.id, plan.id, 'adopted'])
  await expect(asActor(db.sql, 'west-boss', (tx) => tx`select take_due_plan()`)).rejects.toMatchObject({ code: '42501' })
})

it('whatever is adopted in whatever order, each day has every place in exactly one zone', async () => {
  const random = createRandom(7)
  const cut = (west: number, east: number, south: number, north: number, depth: number): PlanZone['geometry'][] => {
    if (depth === 0 || random() < 0.2) return [box(west, east, south, north)]
    // Cuts lie on a grid of 0.001 degrees, so that neighbours share their corners.
    const wide = east - west > north - south
    const at = (low: number, high: number) => Math.round((low + (high - low) * (0.25 + random() / 2)) * 1000) / 1000
    const middle = wide ? at(west, east) : at(south, north)
    if (middle <= (wide ? west : south) || middle >= (wide ? east : north)) return [box(west, east, south, north)]
    return wide ? [...cut(west, middle, south, north, depth - 1), ...cut(middle, east, south, north, depth - 1)] : [...cut(west, east, south, middle, depth - 1), ...cut(west, east, middle, north, depth - 1)]
  }
  let days = 10
  for (let round = 0; round < 8; round++) {
    const current = (await db.sql<{ id: number; code: string }[]>`select id, code from zone where area_id = 2 and valid_to is null order by id`).filter(() => random() < 0.6)
    const zones = cut(121.4, 121.42, 31.2, 31.22, 3).map((geometry) => {
      const [goesOn] = current.splice(Math.floor(random() * current.length), random() < 0.6 ? 1 : 0)
      return planZone(geometry, goesOn ? { zoneId: goesOn.id, code: random() < 0.7 ? goesOn.code : null } : {})
    })
    days += Math.floor(random() * 3)
    const day = await dayAfter(days)
    const plan = await adopt(await keep(zones), day)
    if (random() < 0.8) expect(await due(day, 1)).toBe(plan.id)
    else await asActor(db.sql, 'west-boss', (tx) => tx`select id from withdraw_zone_plan(${plan.id}::uuid, ${plan.version})`)
  }
  const rows = await asActor(db.sql, 'west-boss', (tx) => tx<{ day: string; sum: number; whole: number; zones: number; ids: number; codes: number }[]>`
    select d::date as day, sum(st_area(z.geom)) as sum, st_area(st_union(z.geom)) as whole, count(*) as zones, count(distinct z.id) as ids, count(distinct z.code) as codes
    from generate_series(area_today(2) - 3, area_today(2) + ${days + 3}::integer, interval '1 day') d cross join lateral zones_on(d::date) z where z.area_id = 2 group by d order by d`)
  expect(rows).toHaveLength(days + 7)
  for (const { day, sum, whole, zones, ids, codes } of rows) {
    expect([Math.abs(sum / 0.0004 - 1) < 1e-6, Math.abs(whole / 0.0004 - 1) < 1e-6], day).toEqual([true, true])
    expect([ids, codes], day).toEqual([zones, zones])
  }
  const [open] = await db.sql<{ lost: number }[]>`select (select count(*) from incident i join zone z on z.id = i.zone_id where z.valid_to is not null and i.state <> 'closed') + (select count(*) from work_order o join post p on p.id = o.post_id where p.valid_to is not null)
    + (select count(*) from building b join zone z on z.id = b.zone_id where z.valid_to is not null) as lost`
  expect(open?.lost).toBe(0)
})
