import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { createApp } from '../../server/app.ts'
import { createContacts } from '../../server/contacts.ts'
import { readEnv } from '../../server/env.ts'
import { east, west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'

const keys = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')] as const
const contact = '王先生 010-66668888'
let door: Door
let ask: Door['ask']
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into account (id, name_zh, name_en) values ('officer', '西网格员', 'West officer'), ('member', '队员', 'Member'), ('other', '他人', 'Other'), ('nobody', '', '')`
    await sql`insert into assignment (account_id, area_id, role) values ('officer', 2, 'grid_officer'), ('member', 2, 'patrol_member'), ('other', 2, 'grid_officer')`
    await sql`update post set account_id = 'officer' where zone_id = 1`
    await sql`insert into team_member (team_id, account_id) values (1, 'member')`
  })
  ask = askWith(keys[0])
})
afterAll(() => door?.close())

const askWith = (key: string | undefined): Door['ask'] => {
  const app = createApp({ ...door.deps, env: readEnv({ FANGCUN_CONTACT_KEY: key }) })
  return async (path, { as = 'demo-command', method = 'GET', body, headers = {} } = {}) =>
    app.request(`http://127.0.0.1:8080${path}`, { method, headers: { cookie: await door.cookieOf(as!), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
}
async function taken(change: object = {}, as = 'demo-command'): Promise<string> {
  const sent = report(west, { contact, ...change })
  const answer = await ask('/api/incidents', { as, method: 'POST', body: sent })
  expect(answer.status).toBe(201)
  return sent.id
}
const statusOf = async (id: string, as: string) => (await ask(`/api/incidents/${id}/contact`, { as })).status
const order = (id: string, to: { post?: number; team?: number }, state = 'dispatched') =>
  door.db.sql`insert into work_order (id, incident_id, area_id, post_id, team_id, state) values (${uuidv7(Math.random, Date.now())}, ${id}, 2, ${to.post ?? null}, ${to.team ?? null}, ${state})`
const become = (id: string, state: string) => door.db.sql`update incident set state = ${state} where id = ${id}`
const everybody = ['demo-command', 'demo-leader', 'demo-lead-01', 'demo-lead-02', 'demo-patrol', 'demo-auditor', 'demo-admin', 'officer', 'member', 'other', 'nobody']
const whoMay = async (id: string) => {
  const may: string[] = []
  for (const as of everybody) {
    const status = await statusOf(id, as)
    expect([200, 404]).toContain(status)
    if (status === 200) may.push(as)
  }
  return may
}

describe('a contact', () => {
  it('is sealed with the report, in one transaction, and given back to whoever took the matter in', async () => {
    const id = await taken({}, 'demo-lead-01')
    const [row] = await door.db.sql<{ sealed: Buffer; keyId: string; areaId: number }[]>`select sealed, key_id, area_id from contact where incident_id = ${id}`
    expect(row?.sealed.includes('王先生')).toBe(false)
    expect(row).toMatchObject({ keyId: expect.stringMatching(/^[0-9a-f]{12}$/), areaId: 2 })
    const answer = await ask(`/api/incidents/${id}/contact`, { as: 'demo-lead-01' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({ contact, takenAt: expect.any(String) })
    expect(await whoMay(id)).toEqual(['demo-lead-01'])
    const again = await ask('/api/incidents', { as: 'demo-lead-01', method: 'POST', body: report(west, { id, contact: 'another' }) })
    expect(again.status).toBe(200)
    expect((await (await ask(`/api/incidents/${id}/contact`, { as: 'demo-lead-01' })).json()).contact).toBe(contact)
  })

  it('belongs to the handlers of open orders once it is dispatched, and to those who call back once it is closed', async () => {
    const id = await taken()
    await become(id, 'dispatched')
    expect(await whoMay(id)).toEqual([])
    await order(id, { post: 1 })
    await order(id, { team: 1 }, 'handling')
    expect(await whoMay(id)).toEqual(['officer', 'member'])
    await door.db.sql`update work_order set state = 'done' where incident_id = ${id}`
    await become(id, 'closed')
    expect(await whoMay(id)).toEqual(['demo-command', 'demo-admin'])
  })

  it('is erased when the matter is archived, whatever way, with those of what was merged into it', async () => {
    const [id, part] = [await taken(), await taken()]
    await door.db.sql`update incident set state = 'merged', merged_into = ${id} where id = ${part}`
    await become(id, 'closed')
    expect(await statusOf(id, 'demo-command')).toBe(200)
    await become(id, 'archived')
    expect(await door.db.sql`select from contact where incident_id in (${id}, ${part})`).toHaveLength(0)
    expect(await whoMay(id)).toEqual([])
  })

  it('is written anew or erased by the handler, and by nobody else', async () => {
    const id = await taken()
    const put = (as: string, text: string | null) => ask(`/api/incidents/${id}/contact`, { as, method: 'PUT', body: { contact: text } })
    expect((await put('demo-admin', 'x')).status).toBe(404)
    expect((await put('demo-command', '12345 转 3')).status).toBe(200)
    expect((await (await ask(`/api/incidents/${id}/contact`)).json()).contact).toBe('12345 转 3')
    expect(await (await put('demo-command', null)).json()).toEqual({ hasContact: false })
    expect(await statusOf(id, 'demo-command')).toBe(404)
  })

  it('is in the audit log each time it is read, refused or changed, without its text', async () => {
    const id = await taken()
    await statusOf(id, 'demo-command')
    await statusOf(id, 'demo-admin')
    await statusOf(id, 'demo-lead-02')
    const rows = await door.db.sql`select account_id, action, result, area_id from audit_entry where target = ${id} order by id`
    expect([...rows]).toEqual([{ accountId: 'demo-command', action: 'contact.read', result: 'done', areaId: 2 }, { accountId: 'demo-admin', action: 'contact.read', result: 'refused', areaId: 2 }])
    const [text] = await door.db.sql<{ text: string }[]>`select string_agg(to_jsonb(a)::text, '') as text from audit_entry a`
    expect(text?.text).not.toContain('66668888')
  })

  it('is nowhere else: no answer, export, log or outbox row holds it', async () => {
    const id = await taken()
    for (const path of [`/api/incidents/${id}`, `/collections/incidents/items/${id}`, '/collections/incidents/items?limit=1000', `/api/search?q=${encodeURIComponent('王先生')}`, `/api/duplicates?lng=${west.lng}&lat=${west.lat}&occurredAt=${new Date().toISOString()}`]) {
      const answer = await ask(path)
      expect(answer.status, path).toBe(200)
      expect(await answer.text(), path).not.toContain('66668888')
    }
    const tables = await door.db.sql<{ name: string }[]>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('spatial_ref_sys')`
    for (const { name } of tables) {
      const [row] = await door.db.sql<{ holds: boolean }[]>`select exists (select from ${door.db.sql(name)} t where to_jsonb(t)::text like '%66668888%' or to_jsonb(t)::text like ${`%${Buffer.from(contact).toString('hex')}%`}) as holds`
      expect(row?.holds, name).toBe(false)
    }
    expect(door.failures).toEqual([])
  })

  it('cannot be read from the table by the application role', async () => {
    for (const as of ['demo-command', 'demo-admin']) {
      const answer = await ask('/collections/contacts/items', { as })
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
    const { asActor } = await import('../../server/database.ts')
    await expect(asActor(door.db.sql, 'demo-admin', (tx) => tx`select * from contact`)).rejects.toMatchObject({ code: '42501' })
  })

  it('of a foreign matter reads like that of none', async () => {
    const sent = report(east, { contact })
    await ask('/api/incidents', { method: 'POST', body: sent })
    const [foreign, absent] = [await ask(`/api/incidents/${sent.id}/contact`, { as: 'demo-lead-01' }), await ask('/api/incidents/01930000-0000-7000-8000-000000000000/contact', { as: 'demo-lead-01' })]
    expect([foreign.status, await foreign.text()]).toEqual([absent.status, await absent.text()])
  })
})

describe('keys', () => {
  it('without one contacts are not offered, and one that comes is refused by name', async () => {
    const without = askWith(undefined)
    expect(await (await without('/api/config')).json()).toMatchObject({ contacts: false })
    expect(await (await ask('/api/config')).json()).toMatchObject({ contacts: true })
    const sent = report(west, { contact })
    const answer = await without('/api/incidents', { method: 'POST', body: sent })
    const problem = await answer.json()
    expect([answer.status, problem.errors[0].field]).toEqual([422, 'contact'])
    expect(problem.detail).toContain('FANGCUN_CONTACT_KEY')
    expect((await without(`/api/incidents/${sent.id}`)).status).toBe(404)
  })
  it('are turned: the first seals, the others still open; without the old key it is said that it is missing', async () => {
    const id = await taken()
    const readWith = async (key: string) => {
      const answer = await askWith(key)(`/api/incidents/${id}/contact`)
      return [answer.status, (await answer.json()).contact]
    }
    expect(await readWith(`${keys[1]},${keys[0]}`)).toEqual([200, contact])
    expect(await readWith(keys[1])).toEqual([503, undefined])
    expect(door.failures.splice(0)[0]).toContain('cannot be opened')
  })
  it('bind the text to its incident: moved, changed or cut it does not open', () => {
    const { seal, open } = createContacts(keys[0])
    const sealed = seal(contact, 'a')
    expect(open(sealed, 'a')).toBe(contact)
    expect(open(sealed, 'b')).toBeUndefined()
    expect(open({ ...sealed, sealed: Buffer.from(sealed.sealed.map((byte, i) => (i === 14 ? byte ^ 1 : byte))) }, 'a')).toBeUndefined()
    expect(seal(contact, 'a').sealed.equals(sealed.sealed)).toBe(false)
  })
  it('that are no keys are refused at start, and not repeated in the message', () => {
    for (const bad of ['short', randomBytes(31).toString('base64'), `${keys[0]},`, 'x'.repeat(44)]) {
      expect(() => readEnv({ FANGCUN_CONTACT_KEY: bad }), bad).toThrow(/FANGCUN_CONTACT_KEY: expected 32 bytes/)
      expect(() => readEnv({ FANGCUN_CONTACT_KEY: bad })).not.toThrow(bad)
    }
  })
})
