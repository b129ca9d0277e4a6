import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Account, Handles } from '../../server/queries/account.ts'
import type { AuditEntry } from '../../server/queries/audit.ts'
import { west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'

/** Posts of the city: 1 in the west (called 西01), 2 in the east (vacant), then these. Teams: 1 west, 2 east. */
const officer = 3
const closed = 4
let door: Door
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into account (id, name_zh, name_en) values ('west-admin', '西管', 'West administrator'), ('west-officer', '西网格员', 'West officer'), ('west-second', '西二员', 'West second'), ('east-officer', '东员', 'East officer')`
    await sql`insert into assignment (account_id, area_id, role) values ('west-admin', 2, 'administrator'), ('west-officer', 2, 'grid_officer'), ('west-second', 2, 'grid_officer'), ('east-officer', 3, 'grid_officer')`
    await sql`insert into post (area_id, zone_id, kind) values (2, 1, 'grid_officer')`
    await sql`insert into post (area_id, zone_id, kind, valid_to) values (2, 1, 'safety', '2020-01-01')`
  })
})
afterAll(() => door?.close())

const set = (id: string, postIds: number[], teamIds: number[] = [], as = 'west-admin') => door.ask(`/api/accounts/${id}/handles`, { as, method: 'PUT', body: { postIds, teamIds } })
const told = async (answer: Response) => [answer.status, await answer.text()]
const heldBy = async (id: string, as = 'demo-admin'): Promise<Handles | undefined> => ((await (await door.ask('/api/accounts', { as })).json()) as { accounts: Account[] }).accounts.find((each) => each.id === id)?.handles
const postOf = async (id: number) => ((await (await door.ask('/api/zones')).json()) as { zones: { posts: { id: number; holder: string | null; holderEn: string | null }[] }[] }).zones.flatMap(({ posts }) => posts).find((post) => post.id === id)
const audited = async (account: string) => ((await (await door.ask(`/api/audit?limit=1000&action=account.handles&account=${account}`, { as: 'demo-auditor' })).json()) as { entries: AuditEntry[] }).entries

describe('who holds a post or rides with a team', () => {
  it('is set as a whole, once, and told in the audit log', async () => {
    const first = await set('west-officer', [officer], [1])
    expect([first.status, ((await first.json()) as { account: Account }).account.handles]).toEqual([200, { postIds: [officer], teamIds: [1] }])
    expect((await set('west-officer', [officer], [1])).status).toBe(200)
    expect((await audited('west-officer')).map(({ accountId, detail }) => [accountId, detail])).toEqual([['west-admin', { postIds: [officer], teamIds: [1], before: { postIds: [], teamIds: [] } }]])
    expect((await set('west-officer', [officer])).status).toBe(200)
    expect(await heldBy('west-officer')).toEqual({ postIds: [officer], teamIds: [] })
  })

  it('names the holder of a post that has no call name, and keeps the call name of one that has', async () => {
    expect(await postOf(officer)).toMatchObject({ holder: '西网格员', holderEn: 'West officer' })
    expect((await set('west-officer', [1, officer])).status).toBe(200)
    expect(await postOf(1)).toMatchObject({ holder: '西01', holderEn: null })
    expect(await postOf(2)).toMatchObject({ holder: null, holderEn: null })
  })

  it('changes hands, which is told of both', async () => {
    expect((await set('west-second', [officer])).status).toBe(200)
    expect([await heldBy('west-officer'), await heldBy('west-second')]).toEqual([{ postIds: [1], teamIds: [] }, { postIds: [officer], teamIds: [] }])
    expect((await audited('west-officer'))[0]?.detail).toEqual({ lostPostIds: [officer], to: 'west-second' })
    expect((await set('west-second', [])).status).toBe(200)
    expect(await postOf(officer)).toMatchObject({ holder: null, holderEn: null })
  })

  it('is set only where one administers: elsewhere answers as nowhere', async () => {
    const before = [await heldBy('east-officer'), await heldBy('west-officer')]
    expect(await told(await set('east-officer', []))).toEqual(await told(await set('not-there', [])))
    expect((await set('east-officer', [])).status).toBe(404)
    for (const [postIds, teamIds, field] of [[[2], [], 'postIds'], [[closed], [], 'postIds'], [[], [2], 'teamIds']] as const) {
      const [foreign, none] = [await told(await set('west-officer', [...postIds], [...teamIds])), await told(await set('west-officer', postIds.map(() => 999), teamIds.map(() => 999)))]
      expect(foreign).toEqual([403, expect.stringContaining(field)])
      expect(foreign).toEqual(none)
    }
    for (const as of ['demo-command', 'demo-auditor', 'demo-leader', 'demo-lead-01', 'west-officer']) expect((await set('west-officer', [officer], [], as)).status, as).toBe(404)
    const self = await set('west-admin', [officer])
    expect([self.status, (await self.json()).errors[0].field]).toEqual([403, 'postIds'])
    expect([await heldBy('east-officer'), await heldBy('west-officer')]).toEqual(before)
  })

  it('takes a duty over the place of the post', async () => {
    for (const [postIds, teamIds, field] of [[[2], [], 'postIds'], [[], [2], 'teamIds']] as const) {
      const answer = await set('west-officer', [...postIds], [...teamIds], 'demo-admin')
      expect([answer.status, (await answer.json()).errors[0].field]).toEqual([422, field])
    }
  })

  it('neither shows nor touches what the account holds in areas of others', async () => {
    await door.db.sql`update post set account_id = 'west-officer' where id = 2`
    expect(await heldBy('west-officer', 'west-admin')).toEqual({ postIds: [1], teamIds: [] })
    expect((await set('west-officer', [officer])).status).toBe(200)
    expect(await heldBy('west-officer')).toEqual({ postIds: [2, officer], teamIds: [] })
    await door.db.sql`update post set account_id = null where id = 2`
  })

  it('refuses what does not fit, naming the field', async () => {
    for (const [body, field] of [[{ postIds: ['1'], teamIds: [] }, 'postIds'], [{ postIds: [], teamIds: [0] }, 'teamIds'], [{ postIds: [] }, 'teamIds'], [{ postIds: Array(1_001).fill(1), teamIds: [] }, 'postIds'], [{ postIds: [], teamIds: [], role: 'x' }, 'role']] as const) {
      const answer = await door.ask('/api/accounts/west-officer/handles', { as: 'west-admin', method: 'PUT', body })
      expect([answer.status, (await answer.json()).errors[0].field], field).toEqual([400, expect.stringContaining(field)])
    }
  })

  it('makes the account the handler of orders, and tells readers of zones and teams', async () => {
    const [newest] = await door.db.sql<{ id: number }[]>`select coalesce(max(id), 0)::integer as id from outbox`
    expect((await set('west-second', [officer], [1])).status).toBe(200)
    expect(await door.db.sql`select noun, row_id, area_id from outbox where id > ${newest?.id ?? 0} order by noun desc`).toMatchObject([{ noun: 'zone', rowId: '1', areaId: 2 }, { noun: 'team', rowId: '1', areaId: 2 }])
    const matter = report(west)
    const order = uuidv7(Math.random, Date.now())
    expect((await door.ask('/api/incidents', { method: 'POST', body: matter })).status).toBe(201)
    for (const [action, version, more] of [['register', 1, {}], ['dispatch', 2, { orders: [{ id: order, postId: officer, task: '', kind: 'lead' }] }]] as const) {
      const answer = await door.ask(`/api/incidents/${matter.id}/steps`, { method: 'POST', body: { id: uuidv7(Math.random, Date.now()), action, version, ...more } })
      expect([action, answer.status, answer.ok ? '' : await answer.text()]).toEqual([action, 200, ''])
    }
    const offers = async (as: string) => ((await (await door.ask(`/api/incidents/${matter.id}`, { as })).json()) as { actions: { action: string; workOrderId: string | null }[] }).actions.filter(({ workOrderId }) => workOrderId === order).map(({ action }) => action)
    expect(await offers('west-second')).toContain('accept')
    expect(await offers('west-officer')).not.toContain('accept')
  })
})

describe('names of accounts', () => {
  it('are told of those who acted on a matter that one may read', async () => {
    const matter = report(west, { severity: 4 })
    expect((await door.ask('/api/incidents', { as: 'west-second', method: 'POST', body: matter })).status).toBe(201)
    const read = async (as: string) => (await (await door.ask(`/api/incidents/${matter.id}`, { as })).json()) as { names: object }
    expect((await read('demo-lead-01')).names).toEqual({ 'west-second': { nameZh: '西二员', nameEn: 'West second' } })
    expect(await read('demo-lead-02')).not.toHaveProperty('names')
    const asked = (as: string) => door.deps.sql.begin(async (tx) => { await tx`set local role fangcun_app`; await tx`select set_config('fangcun.actor', ${as}, true)`; return tx`select id from incident_names(${matter.id}::uuid)` })
    expect([(await asked('demo-lead-01')).length, (await asked('east-officer')).length]).toEqual([1, 0])
  })

  it('are told of who took note of an alarm', async () => {
    type Rows = { alarms: { id: number; acknowledgedBy: string | null; acknowledgedByNameZh: string | null; acknowledgedByNameEn: string | null }[] }
    const list = async (as: string) => ((await (await door.ask('/api/alarms', { as })).json()) as Rows).alarms
    const [alarm] = await list('demo-command')
    expect(alarm).toMatchObject({ acknowledgedBy: null, acknowledgedByNameZh: null })
    expect((await door.ask(`/api/alarms/${alarm?.id}/acknowledge`, { as: 'west-admin', method: 'POST', body: {} })).status).toBe(200)
    expect(await list('demo-lead-01')).toMatchObject([{ acknowledgedBy: 'west-admin', acknowledgedByNameZh: '西管', acknowledgedByNameEn: 'West administrator' }])
    expect(await list('demo-lead-02')).toEqual([])
  })
})
