// Ways in that an attacker with an account, or none, would try; each with the honest way beside it that must stay open.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { createApp } from '../../server/app.ts'
import { readEnv } from '../../server/env.ts'
import { owner, setPassword } from '../../server/queries/account.ts'
import { networkOf } from '../../server/session/address.ts'
import { hashPassword } from '../../server/session/password.ts'
import { makeIncidents } from './city.ts'
import { type Door, openDoor } from './door.ts'

const good = '清晨五点的巡逻很安静啊朋友'
let door: Door
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await makeIncidents(sql, 2, 6)
    await sql`insert into account (id, name_zh, name_en) values ('officer', '网格员', 'Officer'), ('wall', '大屏', 'Wall'), ('west-admin', '西管', 'West administrator')`
    await sql`insert into assignment (account_id, area_id, role) values ('officer', 2, 'grid_officer'), ('wall', 2, 'wall_display'), ('west-admin', 2, 'administrator')`
    const hashed = await hashPassword(good)
    for (const id of ['officer', 'wall']) await setPassword(sql, owner, id, hashed, false)
  })
})
afterAll(() => door?.close())

const newId = () => uuidv7(Math.random, Date.now())
const send = (method: string, path: string, body: unknown, as = 'west-admin') => door.ask(path, { as, method, body })
const signIn = async (account: string) => {
  const answer = await door.ask('/api/session', { as: null, method: 'POST', body: { account, password: good } })
  return { cookie: (answer.headers.getSetCookie()[0] ?? '').split(';')[0] as string }
}
const whoIs = async (headers: Record<string, string>) => ((await (await door.ask('/api/session', { headers })).json()) as { actor: { id: string } | null }).actor?.id ?? null

describe('sessions', () => {
  it('of a wall end where the account becomes more than a wall: they have no idle time and last a year', async () => {
    const headers = await signIn('wall')
    await send('PUT', '/api/accounts/wall', { assignments: [{ role: 'wall_display', areaId: 2 }] }, 'demo-admin')
    expect(await whoIs(headers)).toBe('wall')
    expect((await send('PUT', '/api/accounts/wall', { assignments: [{ role: 'wall_display', areaId: 2 }, { role: 'supervisor', areaId: 2 }] }, 'demo-admin')).status).toBe(200)
    await expect.poll(() => whoIs(headers), { timeout: 5_000 }).toBeNull()
    const again = await signIn('wall')
    expect(await whoIs(again)).toBe('wall')
    expect(await door.db.sql`select kind from session where account_id = 'wall' and revoked_at is null`).toEqual([{ kind: 'browser' }])
  })

  it('of an administrator do not open a way to stay: nobody gives the own account a password without the old one', async () => {
    const refused = await send('PUT', '/api/accounts/west-admin/password', { password: 'violet-harbour-92-teapot' })
    expect([refused.status, (await refused.json()).errors[0].field]).toEqual([403, 'id'])
    expect((await send('PUT', '/api/accounts/west-admin/password', { password: 'violet-harbour-92-teapot' }, 'demo-admin')).status).toBe(204)
  })

  it('end when somebody else may sign in as the account: another subject is in the audit log, its value is not', async () => {
    const headers = await signIn('officer')
    const subject = (value: string | null) => send('PUT', '/api/accounts/officer', { subject: value }, 'demo-admin')
    expect((await subject('first-subject')).status).toBe(200)
    expect(await whoIs(headers)).toBe('officer')
    expect((await subject('first-subject')).status).toBe(200)
    expect(await whoIs(headers)).toBe('officer')
    expect((await subject('second-subject')).status).toBe(200)
    await expect.poll(() => whoIs(headers), { timeout: 5_000 }).toBeNull()
    const told = await door.db.sql`select detail from audit_entry where action = 'account.change' and target = 'officer'`
    expect(told).toEqual(Array.from({ length: 3 }, () => ({ detail: { subject: 'changed' } })))
  })
})

describe('attempts', () => {
  it('are counted by network: one customer has more addresses of IPv6 than anybody can count', async () => {
    const app = createApp({ ...door.deps, env: readEnv({ FANGCUN_ORIGIN: 'http://127.0.0.1:8080' }) })
    const tries = async (address: string) => (await app.request('http://127.0.0.1:8080/api/session', { method: 'POST', body: JSON.stringify({ account: 'nobody-here', password: 'wrong wrong wrong' }), headers: { 'content-type': 'application/json', 'x-forwarded-for': address } })).status
    const statuses = []
    for (let i = 0; i < 7; i++) statuses.push(await tries(`2001:db8:1:2:${i}::${i}`))
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
    expect(await tries('2001:db8:1:3::1')).toBe(401)
  })

  it('see an address however it is written (RFC 5952)', () => {
    for (const same of ['2001:db8::1', '2001:DB8:0:0::1', '2001:0db8:0000:0000:ffff:ffff:ffff:ffff', '2001:db8::9%eth0', '2001:db8::192.0.2.1']) expect(networkOf(same), same).toBe('2001:db8:0:0::/64')
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
    expect([networkOf('::1'), networkOf('::'), networkOf('fe80::1'), networkOf('1:2:3:4:5:6:7::')]).toEqual(['0:0:0:0::/64', '0:0:0:0::/64', 'fe80:0:0:0::/64', '1:2:3:4::/64'])
    expect([networkOf(''), networkOf('unknown'), networkOf('"')]).toEqual(['', 'unknown', '"'])
  })
})

describe('what one account keeps for all', () => {
  it('is bounded, so that nobody fills the lists of others', async () => {
    for (const table of ['saved_filter', 'saved_view']) await door.db.sql.unsafe(`insert into ${table} (id, area_id, name, value, created_by) select gen_random_uuid(), 2, '!' || i, '{}', 'wall' from generate_series(1, 100) i`)
    const full = await send('POST', '/api/filters', { id: newId(), name: '!', value: {} }, 'wall')
    expect([full.status, (await full.json()).errors[0].field]).toEqual([422, 'id'])
    expect((await send('POST', '/api/filters', { id: newId(), name: 'mine', value: {} }, 'officer')).status).toBe(201)
    await expect(door.db.sql`insert into saved_view (id, area_id, name, value, created_by) values (gen_random_uuid(), 2, '!', '{}', 'wall')`).rejects.toMatchObject({ code: '23514' })
  })
})

describe('pictures', () => {
  it('that never end hold no more than some places of all', async () => {
    const [{ id } = { id: '' }] = await door.db.sql<{ id: string }[]>`select id from incident where area_id = 2 limit 1`
    const headers = { cookie: await door.cookieOf('officer'), 'content-type': 'image/png' }
    const put = (body: BodyInit) => door.app.request(`http://127.0.0.1:8080/api/incidents/${id}/photos/${newId()}`, { method: 'PUT', headers, body, duplex: 'half' } as RequestInit)
    const ends: (() => void)[] = []
    const slow = Array.from({ length: 8 }, () => put(new ReadableStream({ start: (controller) => void ends.push(() => controller.close()) })))
    await expect.poll(async () => (await put('x')).status, { timeout: 5_000 }).toBe(429)
    expect((await door.app.request(`http://127.0.0.1:8080/api/incidents/${id}/photos/${newId()}`, { method: 'PUT', headers: { ...headers, cookie: await door.cookieOf('demo-command') }, body: 'x' })).status).toBe(415)
    for (const end of ends) end()
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 415))
    expect((await put('x')).status).toBe(415)
  })

  it('of one endless line are refused before they are decoded', async () => {
    const [{ id } = { id: '' }] = await door.db.sql<{ id: string }[]>`select id from incident where area_id = 2 limit 1`
    const header = Buffer.alloc(45)
    header.write('\x89PNG\r\n\x1a\n', 0, 'latin1')
    header.writeUInt32BE(13, 8)
    header.write('IHDR', 12, 'latin1')
    header.writeUInt32BE(39_000_000, 16)
    header.writeUInt32BE(1, 20)
    header[24] = 8
    const answer = await door.ask(`/api/incidents/${id}/photos/${newId()}`, { as: 'officer', method: 'PUT', headers: { 'content-type': 'image/png' }, body: Buffer.concat([header, Buffer.from('\0\0\0\0IEND\xaeB`\x82', 'latin1')]) })
    expect([answer.status, (await answer.json()).errors]).toEqual([413, [{ field: '(body)', expected: 'at most 32768 pixels a side' }]])
  })
})

describe('commands', () => {
  it('are not done by having the id of another: one’s own again changes nothing, everything else is a conflict', async () => {
    const [{ id, version } = { id: '', version: 0 }] = await door.db.sql<{ id: string; version: number }[]>`select id, version from incident where area_id = 2 and state = 'reported' order by id limit 1`
    const step = (as: string, body: object) => send('POST', `/api/incidents/${id}/steps`, body, as)
    const command = { id: newId(), action: 'register', version }
    expect((await step('demo-lead-01', command)).status).toBe(200)
    expect((await step('demo-lead-01', command)).status).toBe(200)
    for (const [as, body] of [['demo-command', command], ['demo-lead-01', { ...command, action: 'suspend', note: 'x' }]] as const) {
      const answer = await step(as, body)
      expect([answer.status, (await answer.json()).errors[0].field], as).toEqual([409, 'id'])
    }
    expect(await door.db.sql`select state from incident where id = ${id}`).toEqual([{ state: 'registered' }])
  })

  it('with text or numbers that the database cannot keep are refused, naming the field', async () => {
    const path = `/api/incidents/${newId()}/steps`
    const suspend = { id: newId(), action: 'suspend', version: 1, note: 'x' }
    const orders = (change: object) => ({ id: newId(), action: 'dispatch', version: 1, orders: [{ id: newId(), ...change }] })
    for (const [body, field] of [
      [{ ...suspend, note: 'a\0b' }, 'note'], [{ ...suspend, note: '\ud800' }, 'note'], [{ ...suspend, version: 2_147_483_648 }, 'version'], [orders({ postId: 1, task: '\udc00x' }), 'orders.0.task'], [orders({ teamId: 9e15 }), 'orders.0.teamId'],
    ] as const) {
      const answer = await send('POST', path, body, 'demo-command')
      expect([answer.status, (await answer.json()).errors[0].field]).toEqual([400, field])
    }
    // A backslash is a sign like any other.
    expect((await send('POST', path, { ...suspend, note: '\\u0000 \\ud800 😀' }, 'demo-command')).status).toBe(404)
  })
})
