import * as argon2 from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApp } from '../../server/app.ts'
import { mayDemo } from '../../server/auth.ts'
import { asActor, asDoor } from '../../server/database.ts'
import { readEnv } from '../../server/env.ts'
import { owner, setPassword } from '../../server/queries/account.ts'
import { hashPassword } from '../../server/session/password.ts'
import { keyOf } from '../../server/session/token.ts'
import { type Door, openDoor } from './door.ts'

// Counted, not timed: the hash is nearly all the time that an answer takes, and a clock on a busy machine proves nothing.
vi.mock('@node-rs/argon2', async (load) => {
  const real = await load<typeof argon2>()
  return { ...real, verify: vi.fn(real.verify) }
})

const good = '清晨五点的巡逻很安静啊朋友'
const next = 'violet-harbour-92-teapot'
let door: Door
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into account (id, name_zh, name_en) values ('officer', '网格员', 'Officer'), ('wall', '大屏', 'Wall')`
    await sql`insert into assignment (account_id, area_id, role) values ('officer', 2, 'grid_officer'), ('wall', 2, 'wall_display')`
    const hashed = await hashPassword(good)
    for (const id of ['officer', 'wall']) await setPassword(sql, owner, id, hashed, false)
  })
})
afterAll(() => door?.close())

type Options = Parameters<Door['ask']>[1]
const nobody = (path: string, method: string, body?: unknown, more: Options = {}) => door.ask(path, { as: null, method, ...(body === undefined ? {} : { body }), ...more })
const signIn = (account: string, password: string, more: object = {}, options: Options = {}) => nobody('/api/session', 'POST', { account, password, ...more }, options)
const cookieOf = (answer: Response) => ({ cookie: (answer.headers.getSetCookie()[0] ?? '').split(';')[0] as string })
const enter = async (account = 'officer', password = good) => cookieOf(await signIn(account, password))
const whoIs = async (headers: Record<string, string>) => ((await (await door.ask('/api/session', { headers })).json()) as { actor: { id: string } | null }).actor?.id ?? null
const tokenIn = ({ cookie }: { cookie: string }) => cookie.slice(cookie.indexOf('=') + 1)
const audit = (action: string) => door.db.sql<{ accountId: string; target: string; result: string; detail: Record<string, string> }[]>`select account_id, target, result, detail from audit_entry where action = ${action} order by id desc limit 3`

describe('signing in', () => {
  it('gives a session by the right password: a random token in a cookie that scripts cannot read, of which the database keeps the hash', async () => {
    const answer = await signIn('officer', good)
    expect(answer.status).toBe(200)
    const [set = ''] = answer.headers.getSetCookie()
    expect(set).toMatch(/^fangcun_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect((await answer.json()).actor).toMatchObject({ id: 'officer', assignments: [{ role: 'grid_officer', areaId: 2 }] })
    const headers = cookieOf(answer)
    expect(await whoIs(headers)).toBe('officer')
    const rows = await door.db.sql<{ hash: string }[]>`select encode(token_hash, 'hex') as hash from session`
    expect(rows.map(({ hash }) => hash)).toContain(keyOf(tokenIn(headers)))
    const [kept] = await door.db.sql<{ secret: string }[]>`select secret from credential where account_id = 'officer'`
    expect(kept?.secret).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect((await audit('sign_in'))[0]).toMatchObject({ accountId: 'officer', result: 'done', detail: { method: 'password' } })
  })

  it('answers a wrong password, an account without one and one that is not there alike, after the same work', async () => {
    const refused = async (account: string) => {
      vi.mocked(argon2.verify).mockClear()
      const answer = await signIn(account, 'not the password at all')
      const hashes = vi.mocked(argon2.verify).mock.calls.map(([hashed]) => String(hashed).slice(0, 31))
      return { status: answer.status, text: await answer.text(), challenge: answer.headers.get('www-authenticate'), hashes }
    }
    const wrong = await refused('officer')
    expect(wrong).toMatchObject({ status: 401, challenge: 'Bearer realm="fangcun"', hashes: ['$argon2id$v=19$m=19456,t=2,p=1$'] })
    expect([await refused('demo-admin'), await refused('no-such-account')]).toEqual([wrong, wrong])
    const entries = await audit('sign_in')
    expect(entries.map(({ accountId, target, result }) => [accountId, target, result])).toEqual([['-', '', 'refused'], ['demo-admin', 'demo-admin', 'refused'], ['officer', 'officer', 'refused']])
    expect(JSON.stringify(entries)).not.toContain('no-such-account')
  })

  it('rotates: a browser that signs in again has a new token, and the old one is dead', async () => {
    const before = await enter()
    const answer = await signIn('officer', good, {}, { headers: before })
    const after = cookieOf(answer)
    expect(tokenIn(after)).not.toBe(tokenIn(before))
    await expect.poll(() => whoIs(before)).toBeNull()
    expect(await whoIs(after)).toBe('officer')
  })

  it('ends by signing out, and everywhere by signing out everywhere', async () => {
    const [one, two] = [await enter(), await enter()]
    const out = await nobody('/api/session', 'DELETE', undefined, { headers: one })
    expect([out.status, out.headers.getSetCookie()[0]]).toEqual([204, expect.stringMatching(/^fangcun_session=; Max-Age=0/)])
    await expect.poll(() => whoIs(one)).toBeNull()
    expect(await whoIs(two)).toBe('officer')
    const three = await enter()
    expect((await nobody('/api/sessions', 'DELETE', undefined, { headers: two })).status).toBe(204)
    for (const headers of [two, three]) await expect.poll(() => whoIs(headers)).toBeNull()
    expect((await nobody('/api/sessions', 'DELETE')).status).toBe(401)
  })

  it('ends by itself: after the idle time, at the absolute end, when the account is disabled; use keeps it, once a minute', async () => {
    const { sql } = door.db
    const headers = await enter()
    const hash = keyOf(tokenIn(headers))
    const seen = async () => (await sql<{ ago: number }[]>`select extract(epoch from now() - seen_at)::float8 as ago from session where encode(token_hash, 'hex') = ${hash}`)[0]?.ago ?? -1
    const set = (text: string) => sql.unsafe(`update session set ${text} where encode(token_hash, 'hex') = '${hash}'`)
    await set(`seen_at = now() - interval '50 seconds', expires_at = expires_at`)
    expect(await whoIs(headers)).toBe('officer')
    expect(await seen()).toBeGreaterThan(49)
    await set(`seen_at = now() - interval '100 minutes', expires_at = expires_at`)
    // A desk that asks by itself whether its session stands does not use it.
    expect(await whoIs(headers)).toBe('officer')
    expect(await seen()).toBeGreaterThan(5_999)
    await expect.poll(async () => [(await nobody('/api/zones', 'GET', undefined, { headers })).status, (await seen()) < 10], { timeout: 5_000 }).toEqual([200, true])
    await set(`seen_at = now() - interval '121 minutes', expires_at = expires_at`)
    await expect.poll(() => whoIs(headers), { timeout: 5_000 }).toBeNull()
    await set(`seen_at = now(), expires_at = now() + interval '1 hour'`)
    await expect.poll(() => whoIs(headers), { timeout: 5_000 }).toBe('officer')
    await set(`expires_at = now() - interval '1 second'`)
    await expect.poll(() => whoIs(headers), { timeout: 5_000 }).toBeNull()
    await set(`expires_at = now() + interval '1 hour'`)
    await sql`update account set disabled_at = now() where id = 'officer'`
    await expect.poll(() => whoIs(headers), { timeout: 5_000 }).toBeNull()
    expect((await signIn('officer', good)).status).toBe(401)
    await sql`update account set disabled_at = null where id = 'officer'`
    await expect.poll(() => whoIs(headers), { timeout: 5_000 }).toBe('officer')
  })

  it('gives a wall a session that never sits idle, goes on while it is used, and can be revoked', async () => {
    const headers = await enter('wall')
    const person = await enter()
    const [row] = await door.db.sql`select kind, idle_seconds, expires_at > now() + interval '300 days' as long from session where account_id = 'wall'`
    expect(row).toEqual({ kind: 'wall', idleSeconds: null, long: true })
    expect((await door.ask('/api/zones', { headers })).status).toBe(200)
    const renewed = async (of: Record<string, string>) => (await door.ask('/api/session', { headers: of })).headers.getSetCookie()
    expect(await renewed(headers)).toEqual([])
    await door.db.sql`update session set expires_at = now() + interval '3 days' where account_id in ('wall', 'officer')`
    expect(await renewed(person)).toEqual([])
    expect(await renewed(headers)).toEqual([expect.stringMatching(`^${headers.cookie}; Max-Age=31536000; `)])
    expect(await door.db.sql`select account_id from session where expires_at > now() + interval '364 days'`).toEqual([{ accountId: 'wall' }])
    await door.db.sql`update session set expires_at = now() + interval '3 days' where account_id = 'wall'`
    expect((await door.ask('/api/accounts/wall/sessions', { as: 'demo-admin', method: 'DELETE' })).status).toBe(204)
    await expect.poll(() => whoIs(headers), { timeout: 5_000 }).toBeNull()
    expect(await renewed(headers)).toEqual([])
  })
})

describe('attempts are throttled', () => {
  const from = (address: string) => ({ headers: { 'x-forwarded-for': `203.0.113.9, ${address}` } })
  it('by account and address, without locking the account: the holder comes in from elsewhere', async () => {
    const app = createApp({ ...door.deps, env: readEnv({ FANGCUN_ORIGIN: 'http://127.0.0.1:8080' }) })
    const tries = (address: string, password: string) =>
      app.request('http://127.0.0.1:8080/api/session', { method: 'POST', body: JSON.stringify({ account: 'officer', password }), headers: { 'content-type': 'application/json', ...from(address).headers } })
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await tries('198.51.100.1', 'wrong wrong wrong')).status))
    expect(statuses.toSorted()).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    const late = await tries('198.51.100.1', good)
    expect([late.status, Number(late.headers.get('retry-after')) > 800]).toEqual([429, true])
    expect((await tries('198.51.100.2', good)).status).toBe(200)
    // Success makes earlier slips count no more.
    for (let round = 0; round < 3; round++) {
      for (let slip = 0; slip < 3; slip++) expect((await tries('198.51.100.3', 'wrong wrong wrong')).status).toBe(401)
      expect((await tries('198.51.100.3', good)).status).toBe(200)
    }
  })
})

describe('passwords', () => {
  it('are changed by their holder, who proves the old one; other sessions end', async () => {
    const [one, two] = [await enter(), await enter()]
    const change = (headers: Record<string, string>, password: string, newPassword: string) => nobody('/api/session/password', 'PUT', { password, newPassword }, { headers })
    expect((await change(one, 'not the old one', next)).status).toBe(401)
    expect(await (await change(one, good, 'short')).json()).toMatchObject({ status: 422, errors: [{ field: 'newPassword', expected: 'expected 12 to 128 characters' }] })
    expect((await change(one, good, 'Password2026!!')).status).toBe(422)
    expect((await change(one, good, good)).status).toBe(422)
    expect((await change(one, good, next)).status).toBe(204)
    await expect.poll(() => whoIs(two), { timeout: 5_000 }).toBeNull()
    expect(await whoIs(one)).toBe('officer')
    expect([(await signIn('officer', good)).status, (await signIn('officer', next)).status]).toEqual([401, 200])
    expect((await change(one, next, good)).status).toBe(204)
    expect((await nobody('/api/session/password', 'PUT', { password: good, newPassword: next })).status).toBe(401)
  })

  it('that an administrator gave open nothing until they are replaced', async () => {
    const held = await enter()
    expect((await door.ask('/api/accounts/officer/password', { as: 'demo-admin', method: 'PUT', body: { password: next } })).status).toBe(204)
    await expect.poll(() => whoIs(held), { timeout: 5_000 }).toBeNull()
    const asked = await signIn('officer', next)
    expect([asked.status, (await asked.json()).errors[0].field, asked.headers.getSetCookie()]).toEqual([403, 'newPassword', []])
    expect((await signIn('officer', next, { newPassword: next })).status).toBe(422)
    expect((await signIn('officer', next, { newPassword: good })).status).toBe(200)
    expect((await signIn('officer', good)).status).toBe(200)
  })

  it('grow old under the profile of GB/T 22239, and only there', async () => {
    const app = createApp({ ...door.deps, env: readEnv({ FANGCUN_PASSWORD_PROFILE: 'gbt22239-3' }) })
    const tries = (body: object) => app.request('http://127.0.0.1:8080/api/session', { method: 'POST', body: JSON.stringify({ account: 'officer', ...body }), headers: { 'content-type': 'application/json' } })
    expect((await tries({ password: good })).status).toBe(200)
    await door.db.sql`update credential set changed_at = now() - interval '91 days' where account_id = 'officer'`
    expect((await tries({ password: good })).status).toBe(403)
    expect((await signIn('officer', good)).status).toBe(200)
    expect((await tries({ password: good, newPassword: 'only small letters here' })).status).toBe(422)
    expect((await tries({ password: good, newPassword: 'Harbour-92-teapot' })).status).toBe(200)
    const [idle] = await door.db.sql`select idle_seconds from session where account_id = 'officer' order by created_at desc limit 1`
    expect(idle).toEqual({ idleSeconds: 1_800 })
  })
})

describe('who may be a demo account', () => {
  it('only on loopback, addressed so, with no proxy between', () => {
    const local = readEnv({})
    expect(mayDemo(local, '127.0.0.1:8080', false)).toBe(true)
    expect(mayDemo(local, 'localhost:8080', false)).toBe(true)
    expect(mayDemo(local, 'evil.example', false)).toBe(false)
    expect(mayDemo(local, '127.0.0.1:8080', true)).toBe(false)
    expect(mayDemo(readEnv({ HOST: '0.0.0.0' }), '127.0.0.1:8080', false)).toBe(false)
    expect(mayDemo(readEnv({ FANGCUN_ORIGIN: 'https://map.example.org' }), '127.0.0.1:8080', false)).toBe(false)
  })
  it('and the route holds to it', async () => {
    const ask = (headers: Record<string, string>) => nobody('/api/session/demo', 'POST', { id: 'demo-command' }, { headers })
    expect((await ask({})).status).toBe(200)
    for (const headers of [{ host: 'evil.example' }, { 'x-forwarded-for': '127.0.0.1' }, { via: '1.1 proxy' }] as Record<string, string>[]) expect((await ask(headers)).status).toBe(403)
    expect((await nobody('/api/session/demo', 'POST', { id: 'officer' })).status).toBe(422)
    const { methods } = await (await door.ask('/api/session', { as: null, headers: { host: 'evil.example' } })).json()
    expect(methods).toEqual({ password: true, demo: [], oidc: null })
  })
  it('behind HTTPS the cookie is bound to the host', async () => {
    const app = createApp({ ...door.deps, env: readEnv({ FANGCUN_ORIGIN: 'https://map.example.org' }) })
    await setPassword(door.db.sql, owner, 'officer', await hashPassword(good), false)
    const answer = await app.request('http://127.0.0.1:8080/api/session', { method: 'POST', body: JSON.stringify({ account: 'officer', password: good }), headers: { 'content-type': 'application/json', host: 'map.example.org', origin: 'https://map.example.org' } })
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-fangcun=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  })
})

describe('the roles in the database', () => {
  it('the application cannot read hashes or sessions, the door nothing but its functions', async () => {
    const { sql } = door.db
    for (const table of ['session', 'credential', 'account', 'assignment', 'role_right', 'team_member']) {
      await expect(asActor(sql, 'demo-admin', (tx) => tx.unsafe(`select * from ${table}`)), table).rejects.toMatchObject({ code: '42501' })
      await expect(asDoor(sql, (tx) => tx.unsafe(`select * from ${table}`)), table).rejects.toMatchObject({ code: '42501' })
    }
    for (const ask of [`select * from password_of('officer')`, `select * from open_sessions('{}', false)`, `select start_session('00', 'demo-admin', 'test', '', 1, 1)`, `select renew_password('officer', 'x', null)`, `select * from account_actor('officer')`]) {
      await expect(asActor(sql, 'demo-admin', (tx) => tx.unsafe(ask)), ask).rejects.toMatchObject({ code: '42501' })
    }
    for (const ask of ['select * from incident', 'select * from zone', 'select * from audit_entry', `select add_account('{}')`, `select * from managed_accounts()`, `select set_duties('officer', '[]')`]) {
      await expect(asDoor(sql, (tx) => tx.unsafe(ask)), ask).rejects.toMatchObject({ code: '42501' })
    }
    const granted = await sql<{ name: string }[]>`select p.proname as name from pg_proc p cross join lateral aclexplode(p.proacl) a join pg_roles r on r.oid = a.grantee where r.rolname = 'fangcun_door' order by 1`
    expect(granted.map(({ name }) => name)).toEqual(['account_of_subject', 'ask_wall_code', 'claim_wall_code', 'demo_actors', 'end_session', 'open_sessions', 'password_of', 'refuse_sign_in', 'renew_password', 'renew_wall_session', 'start_session', 'take_heartbeats'])
    const tables = await sql`select from information_schema.role_table_grants where grantee = 'fangcun_door'`
    expect(tables).toHaveLength(0)
  })
})

describe('who watches sessions', () => {
  it('is told at once whose rights changed, by whatever way', async () => {
    const { sql } = door.db
    const heard: (string | undefined)[] = []
    const stop = door.deps.sessions.onChange((account) => heard.push(account))
    const expectHeard = async (account: string | undefined, work: () => Promise<unknown>) => {
      heard.length = 0
      await work()
      await expect.poll(() => heard, { timeout: 2_000 }).toContain(account)
    }
    await expectHeard('wall', () => sql`insert into assignment (account_id, area_id, role) values ('wall', 3, 'wall_display')`)
    await expectHeard('wall', () => sql`delete from assignment where account_id = 'wall' and area_id = 3`)
    await expectHeard('wall', () => sql`update account set disabled_at = now() where id = 'wall'`)
    await expectHeard('wall', () => sql`update account set disabled_at = null where id = 'wall'`)
    await expectHeard(undefined, () => sql`insert into role_right (role, right_to) values ('wall_display', 'export')`)
    await sql`delete from role_right where role = 'wall_display' and right_to = 'export'`
    const headers = await enter('wall')
    const key = keyOf(tokenIn(headers))
    expect([...(await door.deps.sessions.check([key, 'ff'])).keys()]).toEqual([key])
    await expectHeard('wall', () => nobody('/api/session', 'DELETE', undefined, { headers }))
    expect((await door.deps.sessions.check([key])).size).toBe(0)
    stop()
    expect((await audit('duty.remove'))[0]).toMatchObject({ accountId: '-', target: 'wall' })
  })
})
