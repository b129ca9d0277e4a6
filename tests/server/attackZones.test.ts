/** What was tried against zones, their plans and their duty, and must not come back. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PlanZone } from '../../geodata/model/zonePlan.ts'
import { migrate } from '../../server/migrate.ts'
import { switchHoldings } from '../../server/queries/post.ts'
import { adoptDuePlan } from '../../server/queries/zonePlanDue.ts'
import { problemsOf } from '../../server/zonePlanAdoption.ts'
import { freshDatabase } from '../database.ts'
import { type Door, openDoor } from './door.ts'
import { box, newId, planZone, plansOf, seedPlans, twoZones } from './planTown.ts'

let door: Door
let plans: ReturnType<typeof plansOf>
beforeAll(async () => {
  door = await openDoor(async (db) => {
    await seedPlans(db)
    await db.sql`insert into account (id, name_zh, name_en) values ('city-boss', '城督导', 'City supervisor')`
    await db.sql`insert into assignment (account_id, area_id, role) values ('city-boss', 1, 'supervisor')`
  })
  plans = plansOf(door)
})
afterAll(() => door?.close())

it('keeps holders that came past the triggers, as a dump brings them, and clears none', async () => {
  const { sql } = door.db
  await sql`delete from post_holding`
  expect(await switchHoldings(door.deps.sql)).toBe(0)
  expect(await sql`select p.holder, p.account_id, h.holder as held, h.account_id as by, h.valid_to from post p left join post_holding h on h.post_id = p.id order by p.id`).toMatchObject([
    { holder: '西01', accountId: 'west-1', held: '西01', by: 'west-1', validTo: null }, { holder: null, held: null }])
  // Somebody who is taken off a post stays off it.
  const { post } = (await plans.ask<{ post: { version: number } }>('GET', '/api/posts/1/holdings')).body
  expect((await plans.ask('PUT', '/api/posts/1/holdings', { version: post.version, holdings: [] })).status).toBe(200)
  expect(await switchHoldings(door.deps.sql)).toBe(0)
  expect(await sql`select holder, account_id from post where id = 1`).toEqual([{ holder: null, accountId: null }])
})

it('takes over who held posts before there were holdings, whatever stood there', async () => {
  const db = await freshDatabase({ blank: true })
  const schema = mkdtempSync(join(tmpdir(), 'fangcun-before-'))
  try {
    for (const kind of ['migrations', 'functions', 'policies']) mkdirSync(join(schema, kind))
    for (const file of readdirSync('sql/migrations').filter((name) => name < '0013')) cpSync(join('sql/migrations', file), join(schema, 'migrations', file))
    await migrate(db.sql, schema)
    await db.sql`insert into area (level, code, name_zh, name_en, time_zone) values ('community', '310101001001', '西', 'West', 'America/Los_Angeles')`
    await db.sql`insert into zone (area_id, code, geom) values (1, '310101001001001', st_multi(st_makeenvelope(121, 31, 121.01, 31.01, 4326)))`
    await db.sql`insert into account (id, name_zh, name_en) values ('officer', '员', 'Officer')`
    await db.sql`insert into post (area_id, zone_id, kind, holder, phone, account_id, valid_from) values (1, 1, 'zone_lead', '甲', '110', null, '1900-01-01'), (1, 1, 'grid_officer', null, null, 'officer', current_date + 1),
      (1, 1, 'assistant', '', null, null, '1900-01-01'), (1, 1, 'safety', ${'长'.repeat(70)}, ${'1'.repeat(50)}, null, '1900-01-01'), (1, 1, 'supervisor', null, null, null, '1900-01-01')`
    await migrate(db.sql)
    await switchHoldings(db.sql)
    expect(await db.sql`select kind, holder, account_id, phone from post order by id`).toEqual([
      { kind: 'zone_lead', holder: '甲', accountId: null, phone: '110' }, { kind: 'grid_officer', holder: null, accountId: 'officer', phone: null }, { kind: 'assistant', holder: null, accountId: null, phone: null },
      { kind: 'safety', holder: '长'.repeat(60), accountId: null, phone: '1'.repeat(40) }, { kind: 'supervisor', holder: null, accountId: null, phone: null }])
  } finally {
    rmSync(schema, { recursive: true })
    await db.drop()
  }
})

const star = (corners: number): PlanZone => {
  const ring = Array.from({ length: corners }, (_, i): [number, number] => [121.41 + 0.009 * Math.cos((i * Math.PI * (corners - 1)) / corners), 31.21 + 0.009 * Math.sin((i * Math.PI * (corners - 1)) / corners)])
  return planZone({ type: 'MultiPolygon', coordinates: [[[...ring, ring[0]!]]] })
}

it('judges plans beside the main thread, gives up those that cross themselves everywhere, and tells a few hundred problems', async () => {
  const plan = { area: box(121.4, 121.42), buildings: [], bounds: { min: 0, max: 500 } }
  await expect(problemsOf({ ...plan, zones: [star(999)] }, 500)).rejects.toMatchObject({ status: 422, errors: [{ field: 'zones' }] })
  const told = await problemsOf({ ...plan, zones: [star(51)] })
  expect([told.length, told[0]?.blocks]).toEqual([500, true])
  expect((await problemsOf({ ...plan, zones: twoZones() })).filter(({ blocks }) => blocks)).toEqual([])
})

it('keeps no megabytes in what lists of plans carry', async () => {
  const { status, body } = await plans.keep([], { origin: { kind: 'x'.repeat(30_000) } })
  expect([status, body.errors[0]?.field]).toEqual([400, 'origin'])
})

it('takes the posts along with a zone that goes to another community', async () => {
  const { sql } = door.db
  const given = [planZone(box(121.4, 121.42)), planZone(box(121.42, 121.44), { zoneId: 2, nameZh: '西二格' })]
  const { plan } = (await plans.keep(given, { areaId: 1 }, 'city-boss')).body
  await sql`insert into post (area_id, zone_id, kind, holder) values (2, 2, 'grid_officer', '西02')`
  const { status, body } = await plans.adopt(plan, 0, 'city-boss')
  expect([status, body.plan?.state]).toEqual([200, 'adopted'])
  expect(await sql`select z.area_id, p.area_id as post_area, h.area_id as holding_area, p.holder from zone z join post p on p.zone_id = z.id join post_holding h on h.post_id = p.id where z.id = 2`).toEqual([{ areaId: 3, postArea: 3, holdingArea: 3, holder: '西02' }])
})

it('does not let one plan that fails keep others from their day', async () => {
  const { sql } = door.db
  const today = (area: number) => sql<{ id: number; code: string }[]>`select id, code from zone where area_id = ${area} and valid_to is null`
  const [[west], [east]] = [await today(2), await today(3)]
  const first = (await plans.keep([planZone(box(121.4, 121.42), { zoneId: west!.id, code: west!.code, nameEn: 'bad' })])).body.plan
  const second = (await plans.keep([planZone(box(121.42, 121.44), { zoneId: east!.id, code: east!.code, nameEn: 'good' })], { areaId: 3 }, 'east-boss')).body.plan
  expect([(await plans.adopt(first, 1)).status, (await plans.adopt(second, 2, 'east-boss')).status]).toEqual([200, 200])
  await sql`create function fail_bad() returns trigger language plpgsql as $$ begin if new.name_en = 'bad' then raise exception 'GEOS gave up' using errcode = 'XX000'; end if; return new; end $$`
  await sql`create trigger fail_bad before update on zone for each row execute function fail_bad()`
  await sql`update zone_plan set adopt_on = adopt_on - 2 where state = 'scheduled'`
  expect([await adoptDuePlan(door.deps.sql), await adoptDuePlan(door.deps.sql), await adoptDuePlan(door.deps.sql)]).toEqual([first.id, second.id, null])
  expect((await plans.read(first.id)).plan).toMatchObject({ state: 'draft', refusal: 'GEOS gave up' })
  expect(await sql`select name_en from zone where id in (${west!.id}, ${east!.id}) order by area_id`).toMatchObject([{}, { nameEn: 'good' }])
  await sql`drop trigger fail_bad on zone`
})

it('moves no zones from below a plan that waits for its day in an area above', async () => {
  const { sql } = door.db
  const { plan } = (await plans.keep([], { areaId: 1 }, 'city-boss')).body
  expect((await plans.adopt(plan, 3, 'city-boss')).status).toBe(200)
  const [area] = await sql<{ version: number }[]>`select version from area where id = 2`
  const { status, body } = await plans.ask('POST', '/api/areas/2/changes', { id: newId(), kind: 'merge', on: await plans.dayOf(), version: area?.version, areaIds: [3] }, 'demo-admin')
  expect([status, body.errors[0]?.field]).toEqual([422, 'on'])
})

it('changes no areas while a plan comes true: zones that it makes would stay behind in an area that ends', async (context) => {
  if (door.db.kind === 'embedded') return context.skip('one statement at a time')
  const { sql } = door.db
  const [area] = await sql<{ version: number }[]>`select version from area where id = 3`
  const change = { id: newId(), kind: 'rename', nameZh: '东', on: await plans.dayOf(), version: area?.version }
  let renaming: ReturnType<typeof plans.ask> | undefined
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(7266349)`
    renaming = plans.ask('POST', '/api/areas/3/changes', change, 'demo-admin')
    const waits = async () => (await tx`select from pg_locks where locktype = 'advisory' and objid = 7266349 and not granted`).length > 0
    await expect.poll(waits, { timeout: 10_000 }).toBe(true)
  })
  expect((await renaming)?.status).toBe(200)
})

it('lets one of many who save and adopt at once through, and the day come once for two servers', async () => {
  const { sql } = door.db
  await sql`select unschedule_zone_plan(p, null) from zone_plan p where p.state = 'scheduled'`
  const count = async () => (await sql<{ n: number }[]>`select count(*) as n from zone where valid_to is null`)[0]?.n
  const [before, { plan }] = [await count(), (await plans.keep([], { areaId: 3 }, 'east-boss')).body]
  const tries = await Promise.all([...[1, 2, 3].map(() => plans.adopt(plan, 1, 'east-boss')), ...[1, 2, 3].map((n) => plans.ask('PUT', `/api/zone-plans/${plan.id}`, { version: 1, name: `n${n}` }, 'east-boss'))])
  const { plan: now } = await plans.read(plan.id, 'east-boss')
  expect([now.version, tries.filter(({ status }) => ![200, 409, 422].includes(status))]).toEqual([2, []])
  if (now.state === 'draft') await plans.adopt(now, 1, 'east-boss')
  await sql`update zone_plan set adopt_on = adopt_on - 1 where id = ${plan.id}`
  const done = await Promise.all([1, 2, 3, 4].map(() => adoptDuePlan(door.deps.sql)))
  expect([done.filter((id) => id === plan.id).length, await count()]).toEqual([1, before])
  expect(await sql`select count(*) from audit_entry where action = 'zone_plan.fulfil' and target = ${plan.id}`).toEqual([{ count: 1 }])
  expect(door.failures).toEqual([])
})
