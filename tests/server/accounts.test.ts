import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Account } from '../../server/queries/account.ts'
import { asActor } from '../../server/database.ts'
import type { AuditEntry } from '../../server/queries/audit.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into account (id, name_zh, name_en) values ('west-admin', '西管', 'West administrator'), ('both', '两边', 'Both sides'), ('idle', '闲', 'No duty'), ('west-auditor', '西审', 'West auditor')`
    await sql`insert into assignment (account_id, area_id, role) values ('west-admin', 2, 'administrator'), ('both', 2, 'zone_lead'), ('both', 3, 'zone_lead'), ('west-auditor', 2, 'auditor')`
  })
})
afterAll(() => door?.close())

const send = (method: string, path: string, body: unknown, as = 'west-admin') => door.ask(path, { as, method, ...(body === undefined ? {} : { body }) })
const list = async (as: string): Promise<Account[]> => ((await (await door.ask('/api/accounts', { as })).json()) as { accounts: Account[] }).accounts
const ids = async (as: string) => (await list(as)).map(({ id }) => id)
const duty = (role: string, areaId: number) => ({ role, areaId })
const newcomer = (id: string, ...assignments: object[]) => ({ id, nameZh: '新人', nameEn: 'Newcomer', assignments })
const whoIs = async (headers: Record<string, string>) => ((await (await door.ask('/api/session', { as: null, headers })).json()) as { actor: { id: string } | null }).actor?.id ?? null

describe('accounts are administered in the own part of the tree', () => {
  it('seen only where every duty lies there', async () => {
    expect(await ids('west-admin')).toEqual(['demo-lead-01', 'west-admin', 'west-auditor'])
    expect(await ids('demo-admin')).toEqual(expect.arrayContaining(['both', 'demo-lead-02', 'idle', 'west-admin']))
    for (const as of ['demo-command', 'demo-auditor', 'demo-leader', 'demo-lead-01']) expect((await door.ask('/api/accounts', { as })).status, as).toBe(403)
    expect((await door.ask('/api/accounts', { as: null })).status).toBe(401)
  })

  it('made with duties inside it, once', async () => {
    const made = newcomer('west-new', duty('grid_officer', 2))
    expect((await send('POST', '/api/accounts', made)).status).toBe(201)
    const again = await send('POST', '/api/accounts', made)
    expect([again.status, (await again.json()).account]).toEqual([200, expect.objectContaining({ id: 'west-new', assignments: [duty('grid_officer', 2)], hasPassword: false, sessions: [] })])
    const taken = await send('POST', '/api/accounts', { ...made, nameZh: '别人' })
    expect([taken.status, (await taken.json()).errors[0].field]).toEqual([409, 'id'])
    expect((await send('POST', '/api/accounts', newcomer('demo-lead-02', duty('grid_officer', 2)))).status).toBe(409)
    // Outside of it, above it and nowhere answer alike.
    const refused = await Promise.all([3, 1, 999].map(async (area) => { const answer = await send('POST', '/api/accounts', newcomer('east-new', duty('leader', area))); return [answer.status, await answer.text()] }))
    expect(refused[0]).toEqual([403, expect.stringContaining('assignments')])
    expect(new Set(refused.map(([, text]) => text)).size).toBe(1)
    expect(await ids('demo-admin')).not.toContain('east-new')
    expect((await send('POST', '/api/accounts', newcomer('x', duty('leader', 2)), 'demo-command')).status).toBe(403)
  })

  it('refuses what does not fit, naming the field', async () => {
    for (const [body, field] of [[{ ...newcomer('A B', duty('leader', 2)) }, 'id'], [newcomer('no-duty'), 'assignments'], [newcomer('king', duty('king', 2)), 'assignments'], [{ ...newcomer('x1', duty('leader', 2)), admin: true }, 'admin']] as const) {
      const answer = await send('POST', '/api/accounts', body)
      expect([answer.status, (await answer.json()).errors[0].field]).toEqual([400, expect.stringContaining(field)])
    }
  })

  it('changed only inside it: what is elsewhere answers as what is not there', async () => {
    const attempts = (id: string): [string, string, unknown][] => [
      ['PUT', `/api/accounts/${id}`, { nameEn: 'Taken over' }], ['PUT', `/api/accounts/${id}`, { assignments: [duty('grid_officer', 2)] }], ['PUT', `/api/accounts/${id}`, { disabled: true }],
      ['PUT', `/api/accounts/${id}/password`, { password: 'violet-harbour-92-teapot' }], ['DELETE', `/api/accounts/${id}/sessions`, undefined],
      ['POST', `/api/accounts/${id}/tokens`, { id: uuidv7(Math.random, Date.now()), label: 'x' }],
    ]
    const before = JSON.stringify(await list('demo-admin'))
    for (const id of ['demo-lead-02', 'both', 'idle', 'demo-admin']) {
      const absent = attempts('not-there')
      for (const [i, [method, path, body]] of attempts(id).entries()) {
        const [foreign, none] = [await send(method, path, body), await send(...absent[i]!)]
        expect([foreign.status, await foreign.text()], `${method} ${path}`).toEqual([404, await none.text()])
      }
    }
    expect(JSON.stringify(await list('demo-admin'))).toBe(before)
    expect((await send('PUT', '/api/accounts/west-new', { assignments: [duty('grid_officer', 3)] })).status).toBe(403)
    expect((await send('PUT', '/api/accounts/both', { nameEn: 'Both' }, 'demo-admin')).status).toBe(200)
    expect((await send('PUT', '/api/accounts/idle', { nameEn: 'Idle' }, 'demo-admin')).status).toBe(200)
  })

  it('nobody raises the own duties or locks the own account', async () => {
    const self = await send('PUT', '/api/accounts/west-admin', { assignments: [duty('administrator', 2), duty('auditor', 2)] })
    expect([self.status, (await self.json()).errors[0].field]).toEqual([403, 'assignments'])
    expect((await send('PUT', '/api/accounts/west-admin', { disabled: true })).status).toBe(403)
    expect((await send('PUT', '/api/accounts/west-admin', { nameEn: 'Administrator of the west' })).status).toBe(200)
  })
})

describe('a change of duties', () => {
  it('holds for open sessions within seconds, and disabling ends them', async () => {
    const headers = { cookie: await door.cookieOf('west-new') }
    const zones = async () => ((await (await door.ask('/api/zones', { headers })).json()) as { zones?: unknown[] }).zones?.length
    const rights = async () => ((await (await door.ask('/api/session', { headers })).json()) as { actor: { rights: string[] } }).actor.rights
    expect([await zones(), await rights()]).toEqual([2, ['read', 'report', 'step']])
    expect((await send('PUT', '/api/accounts/west-new', { assignments: [duty('leader', 1)] }, 'demo-admin')).status).toBe(200)
    await expect.poll(zones, { timeout: 5_000 }).toBe(4)
    await expect.poll(rights, { timeout: 5_000 }).toEqual(['brief', 'export', 'read'])
    expect((await send('PUT', '/api/accounts/west-new', { disabled: true }, 'demo-admin')).status).toBe(200)
    await expect.poll(() => whoIs(headers), { timeout: 5_000 }).toBeNull()
    expect((await send('PUT', '/api/accounts/west-new', { disabled: false, assignments: [duty('grid_officer', 2)] }, 'demo-admin')).status).toBe(200)
    // What was ended stays ended.
    expect(await whoIs(headers)).toBeNull()
  })
})

describe('tokens for programs', () => {
  it('act as the account, are shown once, kept as a hash, and end when revoked', async () => {
    const id = uuidv7(Math.random, Date.now())
    const first = await send('POST', '/api/accounts/west-new/tokens', { id, label: 'QGIS', days: 30 })
    expect(first.status).toBe(201)
    const lost = ((await first.json()) as { token: string }).token
    const { token } = (await (await send('POST', '/api/accounts/west-new/tokens', { id, label: 'QGIS', days: 30 })).json()) as { token: string }
    const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
    expect(token).toMatch(/^[\w-]{43}$/)
    expect([await whoIs(bearer(lost)), await whoIs(bearer(token))]).toEqual([null, 'west-new'])
    const answer = await door.ask('/collections/zones/items', { as: null, headers: bearer(token) })
    expect(((await answer.json()) as { numberReturned: number }).numberReturned).toBe(2)
    const account = (await list('west-admin')).find((each) => each.id === 'west-new')
    expect(account?.sessions).toMatchObject([{ id, kind: 'token', label: 'QGIS' }])
    expect(JSON.stringify(account)).not.toContain(token)
    const elsewhere = await send('POST', '/api/accounts/demo-lead-01/tokens', { id, label: 'taken' })
    expect(elsewhere.status).toBe(409)
    expect((await send('DELETE', `/api/accounts/demo-lead-01/sessions?session=${id}`, undefined)).status).toBe(404)
    expect((await send('DELETE', `/api/accounts/west-new/sessions?session=${id}`, undefined)).status).toBe(204)
    await expect.poll(() => whoIs(bearer(token)), { timeout: 5_000 }).toBeNull()
  })
})

describe('the audit log', () => {
  const entries = async (as: string, query = '') => ((await (await door.ask(`/api/audit?limit=1000${query}`, { as })).json()) as { entries: AuditEntry[] }).entries

  it('tells who changed which rights', async () => {
    const all = await entries('demo-admin', '&account=west-new')
    const told = all.map(({ accountId, action, detail }) => `${accountId} ${action} ${JSON.stringify(detail)}`)
    expect(told).toEqual(expect.arrayContaining([
      'west-admin duty.add {"role": "grid_officer", "areaId": 2}'.replaceAll(': ', ':').replaceAll(', ', ','), 'demo-admin duty.add {"role":"leader","areaId":1}', 'demo-admin duty.remove {"role":"grid_officer","areaId":2}',
      'demo-admin account.change {"disabled":true}', expect.stringMatching(/^west-admin account.token .*QGIS/), expect.stringMatching(/^west-admin session.revoke /),
    ]))
    expect(JSON.stringify(all)).not.toMatch(/argon2id/)
  })

  it('is read in the own part of the tree, newest first, page by page', async () => {
    const [west, whole] = [await entries('west-auditor'), await entries('demo-auditor')]
    expect(west.length).toBeGreaterThan(3)
    expect(whole.length).toBeGreaterThan(west.length)
    expect(new Set(west.map(({ areaId }) => areaId).filter((id) => id !== null))).toEqual(new Set([2]))
    expect(whole.map(({ id }) => id)).toEqual(whole.map(({ id }) => id).toSorted((a, b) => b - a))
    const paged: number[] = []
    for (let before = ''; ; ) {
      const page = (await (await door.ask(`/api/audit?limit=7${before}`, { as: 'demo-auditor' })).json()) as { entries: AuditEntry[]; next: number | null }
      paged.push(...page.entries.map(({ id }) => id))
      if (page.next === null) break
      before = `&before=${page.next}`
    }
    expect(paged).toEqual(whole.map(({ id }) => id))
    for (const as of ['demo-command', 'demo-leader', 'demo-lead-01']) expect((await door.ask('/api/audit', { as })).status, as).toBe(403)
  })

  it('is changed by nobody', async () => {
    for (const text of [`update audit_entry set account_id = 'x'`, 'delete from audit_entry', `insert into audit_entry (account_id, action) values ('demo-command', 'forged')`]) {
      await expect(asActor(door.db.sql, 'demo-admin', (tx) => tx.unsafe(text)), text).rejects.toMatchObject({ code: '42501' })
    }
    for (const text of [`update audit_entry set account_id = 'x'`, 'delete from audit_entry']) await expect(door.db.sql.unsafe(text), text).rejects.toMatchObject({ code: '42501' })
  })
})
