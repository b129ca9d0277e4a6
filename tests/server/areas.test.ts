import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { AreaChangeDone, AreaHistory, AreaOnDay, PendingAreaChange } from '../../geodata/model/areaChange.ts'
import { makeDueAreaChange } from '../../server/queries/areaChangeDue.ts'
import { east, makeIncidents, west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'
import { readStream } from './stream.ts'

/**
 * City 1 (3101) > districts 4 (310101) and 5 (310104) > subdistricts 6 (310101001), 7 (310104001); communities 2 West and 3 East below 6, with zones 1, 2 and 3, 4.
 * Each test begins with this tree.
 */
let door: Door
const day = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
const begin = day(-400)
const id = () => uuidv7(Math.random, Date.now())

beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into area (parent_id, level, code, name_zh, name_en) values (1, 'district', '310101', '一区', 'One'), (1, 'district', '310104', '二区', 'Two')`
    await sql`insert into area (parent_id, level, code, name_zh, name_en) values (4, 'subdistrict', '310101001', '一街', 'First'), (5, 'subdistrict', '310104001', '二街', 'Second')`
    await sql`update area set parent_id = 6 where id in (2, 3)`
    for (const [name, area, role] of [['one', 4, 'administrator'], ['two', 5, 'administrator'], ['both', 4, 'administrator'], ['both', 5, 'administrator'], ['west-lead', 2, 'zone_lead'], ['east-lead', 3, 'zone_lead'], ['mixed', 1, 'administrator'], ['mixed', 7, 'leader']] as const) {
      await sql`insert into account (id, name_zh, name_en) values (${name}, ${name}, ${name}) on conflict do nothing`
      await sql`insert into assignment (account_id, area_id, role) values (${name}, ${area}, ${role})`
    }
    await makeIncidents(sql, 2, 6)
    await makeIncidents(sql, 3, 4)
    await sql`create table kept_area as select * from area`
    await sql`create table kept_zone as select * from zone`
  })
})
afterAll(() => door?.close())
beforeEach(async () => {
  const { sql } = door.db
  await sql.begin(async (tx) => {
    await tx`truncate area_change, area_change_due, area_past, zone_past`
    await tx`update area a set valid_from = ${begin}, valid_to = null, parent_id = k.parent_id, code = k.code || '-' || k.id, name_zh = k.name_zh, name_en = k.name_en, level = k.level, geom = k.geom from kept_area k where k.id = a.id`
    await tx`update area a set code = k.code from kept_area k where k.id = a.id`
    await tx`update zone z set valid_from = ${begin}, valid_to = null, area_id = k.area_id, code = k.code from kept_zone k where k.id = z.id`
    await tx`update building b set area_id = k.area_id from kept_zone k where k.id = b.zone_id`
    await tx`update estate set area_id = 2`
    await tx`update place set area_id = 2`
    await tx`update shift set area_id = 2`
    await tx`update camera set area_id = id + 1`
    await tx`update team set area_id = id + 1`
    await tx`update incident i set area_id = k.area_id from kept_zone k where k.id = i.zone_id`
    await tx`delete from work_order`
    await tx`delete from incident_log`
    await tx`update post p set area_id = k.area_id from kept_zone k where k.id = p.zone_id`
    await tx`update post_holding h set area_id = p.area_id from post p where p.id = h.post_id`
    await tx`delete from area where id > 7`
  })
})

const version = async (area: number) => (await door.db.sql<{ version: number }[]>`select version from area where id = ${area}`)[0]?.version ?? 1
async function change(area: number, body: Record<string, unknown>, as = 'demo-admin') {
  return door.ask(`/api/areas/${area}/changes`, { as, method: 'POST', body: { id: id(), on: day(0), version: await version(area), ...body } })
}
const told = async (answer: Response) => [answer.status, ((await answer.json()) as { errors?: { field: string }[] }).errors?.[0]?.field]
const done = async (answer: Response) => { const text = await answer.text(); expect([answer.status, text]).toEqual([200, expect.anything()]); return (JSON.parse(text) as { done: AreaChangeDone }).done }
const tree = async (on?: string, as = 'demo-admin') => ((await (await door.ask(`/api/areas${on ? `?on=${on}` : ''}`, { as })).json()) as { areas: AreaOnDay[] }).areas
const pending = async (as = 'demo-admin') => ((await (await door.ask('/api/areas', { as })).json()) as { pending: PendingAreaChange[] }).pending
const paths = async (on?: string) => { const all = await tree(on); const by = new Map(all.map((area) => [area.id, area])); return all.map((area) => `${area.parentId === null ? '' : by.get(area.parentId)?.code}>${area.code} ${area.nameZh}`) }
const history = async (area: number, as = 'demo-admin') => (await (await door.ask(`/api/areas/${area}/history`, { as })).json()) as AreaHistory
const zones = async () => Object.fromEntries((await door.db.sql<{ id: number; areaId: number; code: string }[]>`select id, area_id, code from zone order by id`).map((zone) => [zone.id, [zone.areaId, zone.code]]))

describe('a change of the tree', () => {
  it('renames, keeping what was: the tree can be seen on any day', async () => {
    await done(await change(2, { kind: 'rename', nameZh: '新西', on: day(-10), reason: '居委会更名' }))
    expect([(await paths()).includes('310101001>310101001001 新西'), (await paths(day(-11))).includes('310101001>310101001001 西社区'), (await paths(day(-10))).includes('310101001>310101001001 新西')]).toEqual([true, true, true])
    const { states, changes } = await history(2)
    expect(states.map(({ nameZh, validFrom, validTo }) => [nameZh, validFrom, validTo])).toEqual([['新西', day(-10), null], ['西社区', begin, day(-10)]])
    expect(changes).toMatchObject([{ kind: 'rename', on: day(-10), reason: '居委会更名', actor: 'demo-admin', detail: { before: { nameZh: '西社区' }, after: { nameZh: '新西' } } }])
    // Before the first day there was nothing.
    expect(await tree(day(-500))).toEqual([])
  })
  it('recodes with all below, zones too', async () => {
    expect(await done(await change(6, { kind: 'recode', code: '310101009', on: day(-3) }))).toMatchObject({ areas: 2, zones: 4 })
    expect((await tree()).map(({ code }) => code)).toEqual(['3101', '310101', '310104', '310101009', '310104001', '310101009001', '310101009002'])
    expect(await zones()).toEqual({ 1: [2, '310101009001001'], 2: [2, '310101009001002'], 3: [3, '310101009002001'], 4: [3, '310101009002002'] })
    expect((await tree(day(-4))).map(({ code }) => code)).toContain('310101001001')
    expect(await door.db.sql`select code, valid_to from zone_past where zone_id = 1`).toEqual([{ code: '310101001001001', validTo: day(-3) }])
  })
  it('merges: what stood in the other stands in this one, with all that was logged', async () => {
    const sent = report(east)
    expect((await door.ask('/api/incidents', { method: 'POST', body: sent })).status).toBe(201)
    const seen = async (as: string) => (await door.ask(`/api/incidents/${sent.id}`, { as })).status
    expect([await seen('west-lead'), await seen('east-lead')]).toEqual([404, 200])
    const touched = await done(await change(2, { kind: 'merge', areaIds: [3] }))
    expect(touched).toEqual({ areaId: 2, areas: 0, zones: 2, posts: 1, buildings: 1, households: 0, incidents: 5, accounts: 2 })
    // The serials 001 and 002 are taken in the west.
    expect(await zones()).toEqual({ 1: [2, '310101001001001'], 2: [2, '310101001001002'], 3: [2, '310101001001003'], 4: [2, '310101001001004'] })
    expect(await door.db.sql`select id, area_id from camera union all select id, area_id from team order by 1, 2`).toMatchObject([{ areaId: 2 }, { areaId: 2 }, { areaId: 2 }, { areaId: 2 }])
    expect([await seen('west-lead'), await seen('east-lead')]).toEqual([200, 404])
    const { log } = (await (await door.ask(`/api/incidents/${sent.id}`, { as: 'west-lead' })).json()) as { log: unknown[] }
    expect(log).toHaveLength(1)
    expect((await tree()).map((area) => area.id)).toEqual([1, 4, 5, 6, 7, 2])
    expect((await tree(day(-1))).map((area) => area.id)).toEqual([1, 4, 5, 6, 7, 2, 3])
    expect((await tree(day(-1))).find((area) => area.id === 3)?.parentId).toBe(6)
    const [shape] = await door.db.sql<{ covers: boolean }[]>`select st_area(geom) > 1.9 * (select st_area(k.geom) from kept_area k where k.id = 2) as covers from area where id = 2`
    expect(shape?.covers).toBe(true)
    expect((await history(3)).changes[0]).toMatchObject({ kind: 'merge', fromAreas: [3], toAreas: [2] })
  })
  it('merges into a new area', async () => {
    const { areaId } = await done(await change(2, { kind: 'merge', areaIds: [3], into: { code: '310101001009', nameZh: '大社区', nameEn: 'Large' } }))
    expect((await tree()).map(({ id: each, code }) => [each, code]).at(-1)).toEqual([areaId, '310101001009'])
    expect(await zones()).toEqual({ 1: [areaId, '310101001009001'], 2: [areaId, '310101001009002'], 3: [areaId, '310101001009003'], 4: [areaId, '310101001009004'] })
  })
  it('splits: zones go with their buildings, posts and matters; the area goes on with the rest', async () => {
    await makeIncidents(door.db.sql, 2, 1)
    const touched = await done(await change(2, { kind: 'split', on: day(-5), parts: [{ code: '310101001003', nameZh: '西南', zoneIds: [1] }] }))
    const part = (await tree()).find(({ code }) => code === '310101001003')
    expect([touched.areaId, touched.zones, touched.incidents]).toEqual([2, 1, 7])
    expect(await zones()).toMatchObject({ 1: [part?.id, '310101001003001'], 2: [2, '310101001001002'] })
    expect(await door.db.sql`select distinct area_id from building where zone_id = 1 union all select distinct area_id from post where zone_id = 1 union all select distinct area_id from post_holding where post_id = 1`).toEqual([{ areaId: part?.id }, { areaId: part?.id }, { areaId: part?.id }])
    const [shapes] = await door.db.sql<{ parts: number; rest: number; whole: number }[]>`select (select st_area(geom) from area where id = ${part!.id}) as parts, (select st_area(geom) from area where id = 2) as rest, (select st_area(geom) from kept_area where id = 2) as whole`
    expect((shapes!.parts + shapes!.rest) / shapes!.whole).toBeCloseTo(1, 6)
    expect((await tree(day(-6))).map(({ code }) => code)).not.toContain('310101001003')
  })
  it('splits all of it among others: then it ends', async () => {
    expect((await done(await change(3, { kind: 'split', parts: [{ areaId: 2, zoneIds: [3] }, { code: '310101001004', nameZh: '东北', zoneIds: [4] }] }))).areaId).toBe(2)
    expect((await tree()).map((area) => area.id)).not.toContain(3)
    expect((await zones())[3]).toEqual([2, '310101001001003'])
    expect(await door.db.sql`select count(*)::integer as n from incident where area_id = 3`).toEqual([{ n: 0 }])
  })
  it('moves below another, with another code', async () => {
    await done(await change(2, { kind: 'move', parentId: 7, code: '310104001001' }))
    expect(await paths()).toContain('310104001>310104001001 西社区')
    expect((await zones())[1]).toEqual([2, '310104001001001'])
    expect((await paths(day(-1)))).toContain('310101001>310101001001 西社区')
  })
  it('adds and closes', async () => {
    const { areaId } = await done(await change(7, { kind: 'add', level: 'community', code: '310104001001', nameZh: '新社区', on: day(-2) }))
    expect(await paths()).toContain('310104001>310104001001 新社区')
    expect(await told(await change(2, { kind: 'close' }))).toEqual([422, 'id'])
    await done(await change(areaId, { kind: 'close' }))
    expect((await tree()).map((area) => area.id)).not.toContain(areaId)
    expect((await tree(day(-1))).map((area) => area.id)).toContain(areaId)
  })
  it('merges with duties over what ends, where that is wished by who administers accounts', async () => {
    const over = async (area: number) => (await door.db.sql<{ who: string }[]>`select account_id || ' ' || role as who from assignment where area_id = ${area} order by 1`).map(({ who }) => who)
    const [mine, theirs, given] = [await over(2), await over(3), await door.db.sql<{ accountId: string; areaId: number; role: string }[]>`select account_id, area_id, role from assignment where area_id in (2, 3)`]
    expect(theirs).toHaveLength(2)
    expect(await done(await change(2, { kind: 'merge', areaIds: [3], moveDuties: true }))).toMatchObject({ dutiesMoved: 2, accounts: 0 })
    expect([await over(3), await over(2)]).toEqual([[], [...new Set([...mine, ...theirs])].toSorted()])
    await door.db.sql`delete from assignment where area_id in (2, 3)`
    for (const { accountId, areaId, role } of given) await door.db.sql`insert into assignment (account_id, area_id, role) values (${accountId}, ${areaId}, ${role})`
  })
  it('splits with its teams, and duties hold over the new area where that is wished', async () => {
    const part = { code: '310101001003', nameZh: '新社区', zoneIds: [1], teamIds: [1] }
    const { areaId, ...touched } = await done(await change(2, { kind: 'split', parts: [part], keepDuties: true }))
    expect(touched).toMatchObject({ zones: 1, teams: 1, dutiesKept: expect.any(Number) })
    const [made] = await door.db.sql<{ id: number }[]>`select id from area where code = '310101001003'`
    expect([areaId, await door.db.sql`select id, area_id from team order by id`]).toEqual([2, [{ id: 1, areaId: made?.id }, { id: 2, areaId: 3 }]])
    expect(await door.db.sql`select account_id, role from assignment where area_id = ${made?.id ?? 0} order by 1, 2`).toEqual(await door.db.sql`select account_id, role from assignment where area_id = 2 order by 1, 2`)
    expect((await tree(undefined, 'west-lead')).map((area) => area.id)).toEqual([2, made?.id])
    await door.db.sql`delete from assignment where area_id = ${made?.id ?? 0}`
  })
  it('for a day to come waits, is seen as waiting, and can be taken back before', async () => {
    const before = [await paths(), await zones()]
    expect(await done(await change(2, { kind: 'merge', areaIds: [3], on: day(3), preview: true }))).toMatchObject({ zones: 2, scheduled: day(3) })
    expect(await pending()).toEqual([])
    const body = { id: id(), kind: 'merge', areaIds: [3], on: day(3), reason: '街道决定' }
    expect(await done(await change(2, body))).toMatchObject({ areaId: 2, zones: 2, accounts: 2, scheduled: day(3) })
    expect(await done(await change(2, body))).toEqual({ areaId: 2, scheduled: day(3) })
    expect([await paths(), await zones(), (await history(2)).changes]).toEqual([...before, []])
    expect(await pending('east-lead')).toMatchObject([{ id: body.id, areaId: 2, areas: [2, 3], kind: 'merge', on: day(3), actor: 'demo-admin', refusal: null, detail: { reason: '街道决定', areaIds: [3] } }])
    expect([await pending('two'), await makeDueAreaChange(door.db.sql)]).toEqual([[], null])
    const withdraw = async (as: string) => (await door.ask(`/api/areas/2/changes/${body.id}`, { as, method: 'DELETE' })).status
    expect([await withdraw('two'), await withdraw('west-lead'), await withdraw('one'), await withdraw('one')]).toEqual([404, 403, 200, 404])
    expect(await pending()).toEqual([])
  })
  it('that waited is made on its day, with the rights that its account has then', async () => {
    const dawn = () => door.db.sql`update area_change_due set on_day = ${day(0)}, sent = jsonb_set(sent, '{on}', to_jsonb(${day(0)}::text)), try_after = null`
    await done(await change(2, { kind: 'merge', areaIds: [3], on: day(3) }))
    await dawn()
    expect(await makeDueAreaChange(door.db.sql)).toMatch(/^[0-9a-f-]{36}$/)
    expect([await pending(), await makeDueAreaChange(door.db.sql)]).toEqual([[], null])
    expect((await tree()).map((area) => area.id)).toEqual([1, 4, 5, 6, 7, 2])
    expect((await history(2)).changes).toMatchObject([{ kind: 'merge', on: day(0), actor: 'demo-admin' }])
    // Who may no longer do it has it refused, where all can read why.
    await done(await change(2, { kind: 'rename', nameZh: '新', on: day(3) }, 'one'))
    await dawn()
    await door.db.sql`delete from assignment where account_id = 'one'`
    await makeDueAreaChange(door.db.sql)
    expect(await pending()).toMatchObject([{ kind: 'rename', refusal: expect.stringMatching(/area/) }])
    await door.db.sql`insert into assignment (account_id, area_id, role) values ('one', 4, 'administrator')`
    expect((await tree()).find((area) => area.id === 2)?.nameZh).toBe('西社区')
  })
  it('is previewed without being done', async () => {
    const before = [await paths(), await zones()]
    expect(await done(await change(2, { kind: 'merge', areaIds: [3], preview: true }))).toMatchObject({ zones: 2, incidents: expect.any(Number), accounts: 2 })
    expect([await paths(), await zones()]).toEqual(before)
    expect((await history(2)).changes).toEqual([])
  })
  it('sent twice is done once; of two at once, one is told', async () => {
    const body = { id: id(), on: day(0), version: await version(2), kind: 'rename', nameZh: '再' }
    const send = (each: object) => door.ask('/api/areas/2/changes', { as: 'demo-admin', method: 'POST', body: each })
    expect([(await send(body)).status, (await send(body)).status]).toEqual([200, 200])
    expect((await history(2)).changes).toHaveLength(1)
    const seen = await version(2)
    const statuses = (await Promise.all(['甲', '乙'].map((nameZh) => send({ ...body, id: id(), version: seen, nameZh })))).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 409])
    // Merging two into each other at once leaves one of them.
    const [a, b] = [await version(2), await version(3)]
    const merges = await Promise.all([[2, 3, a], [3, 2, b]].map(([into, other, at]) => door.ask(`/api/areas/${into}/changes`, { as: 'demo-admin', method: 'POST', body: { id: id(), on: day(0), version: at, kind: 'merge', areaIds: [other] } })))
    expect(merges.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await tree()).filter(({ level }) => level === 'community')).toHaveLength(1)
  })
  it.each([
    ['what cannot be done today either, for a day to come', { kind: 'merge', areaIds: [6], on: day(2) }, 422, 'areaIds'],
    ['a split with a team of another', { kind: 'split', parts: [{ code: '310101001003', nameZh: '新', zoneIds: [1], teamIds: [2] }] }, 422, 'parts'],
    ['a day before its last change', { kind: 'rename', nameZh: '新', on: day(-500) }, 422, 'on'],
    ['a code of another area', { kind: 'recode', code: '310101001002' }, 409, 'code'],
    ['a code that does not begin with that above', { kind: 'recode', code: '310104001001' }, 422, 'code'],
    ['a code of other length', { kind: 'recode', code: '3101010010010' }, 422, 'code'],
    ['a merge with itself', { kind: 'merge', areaIds: [2] }, 422, 'areaIds'],
    ['a merge with another level', { kind: 'merge', areaIds: [6] }, 422, 'areaIds'],
    ['a merge with one that is not there', { kind: 'merge', areaIds: [999] }, 403, 'areaIds'],
    ['a split of zones of another', { kind: 'split', parts: [{ code: '310101001003', nameZh: '新', zoneIds: [3] }] }, 422, 'parts'],
    ['a split of nothing', { kind: 'split', parts: [{ code: '310101001003', nameZh: '新', zoneIds: [] }] }, 400, 'parts.0.zoneIds'],
    ['a split with a zone twice', { kind: 'split', parts: [{ code: '310101001003', nameZh: '新', zoneIds: [1, 1] }] }, 400, 'parts'],
    ['a move below itself', { kind: 'move', parentId: 2 }, 422, 'parentId'],
    ['a move below its own level', { kind: 'move', parentId: 3 }, 422, 'parentId'],
    ['a name of nothing', { kind: 'rename', nameZh: ' ' }, 400, 'nameZh'],
    ['an unknown kind', { kind: 'conquer' }, 400, 'kind'],
    ['another version', { kind: 'rename', nameZh: '新', version: 1_000_000 }, 409, 'version'],
  ] as const)('refuses %s, naming the field', async (_, body, status, field) => {
    const before = await paths()
    expect(await told(await change(2, body))).toEqual([status, field])
    expect(await paths()).toEqual(before)
  })
})

describe('rights', () => {
  it('a change takes the right to configure the area and the one above it', async () => {
    for (const as of ['demo-command', 'demo-leader', 'west-lead', 'demo-auditor']) expect((await change(2, { kind: 'rename', nameZh: '新' }, as)).status, as).toBe(403)
    // Its own root is not the actor's to rename: it belongs to the area above.
    expect(await told(await change(4, { kind: 'rename', nameZh: '新' }, 'one'))).toEqual([403, 'id'])
    expect((await change(2, { kind: 'rename', nameZh: '新' }, 'one')).status).toBe(200)
    const plain = async (answer: Response) => [answer.status, await answer.text()]
    expect(await plain(await change(2, { kind: 'rename', nameZh: '偷' }, 'two'))).toEqual(await plain(await change(999, { kind: 'rename', nameZh: '偷' }, 'two')))
    expect(await plain(await door.ask('/api/areas/2/history', { as: 'two' }))).toEqual(await plain(await door.ask('/api/areas/999/history', { as: 'two' })))
  })
  it('nobody takes an area by moving, merging or splitting it', async () => {
    const before = await paths()
    const attempts: [string, number, object][] = [
      ['two', 2, { kind: 'move', parentId: 7 }], ['one', 2, { kind: 'move', parentId: 7 }], ['two', 7, { kind: 'merge', areaIds: [6] }], ['two', 7, { kind: 'merge', areaIds: [6], into: { code: '310104002', nameZh: '吞' } }],
      ['two', 7, { kind: 'split', parts: [{ areaId: 6, areaIds: [2] }] }], ['one', 6, { kind: 'split', parts: [{ areaId: 7, areaIds: [2] }] }], ['two', 7, { kind: 'split', parts: [{ code: '310104003', nameZh: '偷', areaIds: [2], zoneIds: [1] }] }],
      ['west-lead', 2, { kind: 'merge', areaIds: [3] }],
    ]
    for (const [as, area, body] of attempts) expect([403, 404, 422], `${as} ${JSON.stringify(body)}`).toContain((await change(area, body as Record<string, unknown>, as)).status)
    expect(await paths()).toEqual(before)
    // One who has both may; and who is a leader at the far end alone does not become one of what is moved there.
    expect(await told(await change(2, { kind: 'move', parentId: 7 }, 'mixed'))).toEqual([403, 'parentId'])
    await done(await change(2, { kind: 'move', parentId: 7, code: '310104001001' }, 'both'))
  })
  it('an area that is merged gives nobody of it the other one', async () => {
    const sees = async (as: string) => (await tree(undefined, as)).map((area) => area.id)
    await done(await change(2, { kind: 'merge', areaIds: [3] }))
    expect(await sees('east-lead')).toEqual([])
    expect((await door.ask('/api/zones', { as: 'east-lead' })).status).toBe(200)
    expect(((await (await door.ask('/api/zones', { as: 'east-lead' })).json()) as { zones: unknown[] }).zones).toEqual([])
  })
  it('what is kept of before is not given out after: keys of rights change with the tree, and streams end', async () => {
    const tiles = async (as: string) => (await (await door.ask('/tiles/cameras/16/54862/26727.mvt', { as })).arrayBuffer()).byteLength
    const key = async (as: string) => (await door.db.sql<{ key: string }[]>`select rights_key as key from account_actor(${as})`)[0]?.key
    const before = await key('one')
    const stream = readStream(await door.ask('/live', { as: 'one' }))
    await stream.until(({ event }) => event === 'hello')
    await tiles('one')
    await done(await change(6, { kind: 'move', parentId: 5, code: '310104009' }))
    expect(await key('one')).not.toBe(before)
    expect((await tree(undefined, 'one')).map((area) => area.id)).toEqual([4])
    const answer = await door.ask(`/api/place-of?lng=${west.lng}&lat=${west.lat}`, { as: 'one' })
    expect(((await answer.json()) as { zone: unknown }).zone).toBeNull()
    await stream.ended
  })
})

describe('code schemes', () => {
  it('are set by who configures the whole tree, and chosen by area', async () => {
    const scheme = { noun: 'zone', nameZh: '本市', nameEn: 'Own', version: 0, parts: [{ level: 'community', length: 12 }, { level: 'zone', length: 4, signs: 'alphanumeric' }] }
    const put = async (as: string, change: object = {}) => told(await door.ask('/api/code-schemes/own-16', { as, method: 'PUT', body: { ...scheme, ...change } }))
    expect(await put('one')).toEqual([403, 'id'])
    expect(await put('demo-admin', { parts: [{ level: 'zone', length: 0 }] })).toEqual([400, 'parts.0.length'])
    expect(await put('demo-admin')).toEqual([200, undefined])
    expect(await put('demo-admin')).toEqual([409, 'version'])
    const choose = async (area: number, as: string, name: string | null = 'own-16') => told(await door.ask(`/api/areas/${area}/zone-scheme`, { as, method: 'PUT', body: { scheme: name } }))
    expect([await choose(4, 'one'), await choose(5, 'one'), await choose(4, 'demo-command'), await choose(4, 'one', 'area-12')]).toEqual([[200, undefined], [404, 'id'], [403, 'areaId'], [422, 'scheme']])
    expect(await door.db.sql`select area_zone_scheme(2) as below, area_zone_scheme(7) as elsewhere`).toEqual([{ below: 'own-16', elsewhere: 'zone-15' }])
    await choose(4, 'one', null)
  })
})
