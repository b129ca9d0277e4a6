/** Sign-in through a provider of one's own: oidc-provider, the certified implementation of panva, on loopback. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
// @ts-expect-error it brings no types
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAdaptorServer } from '@hono/node-server'
import { createApp } from '../../server/app.ts'
import { readEnv } from '../../server/env.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
let url: string
const servers: { close(done?: () => void): unknown }[] = []
const listen = (server: Server) => new Promise<string>((done) => { servers.push(server); server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)) })

beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into account (id, name_zh, name_en) values ('officer', '网格员', 'Officer')`
    await sql`insert into assignment (account_id, area_id, role) values ('officer', 2, 'grid_officer')`
    await sql`insert into credential (account_id, kind, secret) values ('officer', 'oidc', 'subject-of-officer')`
  })
  // Both sides must know the other's address before they begin.
  let answerProvider: (...args: any[]) => void = () => {}
  let answerApp: (...args: any[]) => void = () => {}
  const issuer = await listen(createServer((request, response) => answerProvider(request, response)))
  url = await listen(createServer((request, response) => answerApp(request, response)))
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'fangcun', client_secret: 'between-us-and-the-provider', redirect_uris: [`${url}/api/session/oidc/callback`], grant_types: ['authorization_code'], response_types: ['code'] }],
    pkce: { required: () => true },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
  })
  answerProvider = provider.callback()
  const env = readEnv({ FANGCUN_OIDC_ISSUER: issuer, FANGCUN_OIDC_CLIENT_ID: 'fangcun', FANGCUN_OIDC_CLIENT_SECRET: 'between-us-and-the-provider', FANGCUN_OIDC_NAME: '市民政务账号' })
  const app = createAdaptorServer({ fetch: createApp({ ...door.deps, env }).fetch })
  answerApp = (request, response) => void app.emit('request', request, response)
}, 120_000)
afterAll(async () => {
  for (const server of servers) server.close()
  await door?.close()
})

/** A browser that keeps cookies by origin and stops at each redirect. */
function browser() {
  const jars = new Map<string, Map<string, string>>()
  return async (address: string, form?: Record<string, string>) => {
    const { origin } = new URL(address)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    const headers = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }
    const answer = await fetch(address, { redirect: 'manual', headers, ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}) })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '' || /max-age=0/i.test(set)) jar.delete(name)
      else jar.set(name, value)
    }
    return { status: answer.status, text: await answer.text(), to: answer.headers.has('location') ? new URL(answer.headers.get('location') as string, address).href : '', set: answer.headers.getSetCookie() }
  }
}
type Browser = ReturnType<typeof browser>

/** From our door through the provider's sign-in and consent to the address that it sends back to. */
async function comeBack(go: Browser, subject: string, to = ''): Promise<string> {
  let step = await go(`${url}/api/session/oidc${to}`)
  for (let hops = 0; hops < 12; hops++) {
    if (step.to.startsWith(`${url}/api/session/oidc/callback`)) return step.to
    if (step.to) { step = await go(step.to); continue }
    const action = /action="([^"]+)"/.exec(step.text)?.[1] ?? ''
    step = await go(action, /name="login"/.test(step.text) ? { prompt: 'login', login: subject, password: 'any' } : { prompt: 'consent' })
  }
  throw new Error(`the provider does not send back: ${step.status} ${step.text.slice(0, 300)}`)
}
const whoIs = async (go: Browser) => (JSON.parse((await go(`${url}/api/session`)).text) as { actor: { id: string } | null }).actor?.id ?? null

describe('an OpenID provider', () => {
  it('is named among the ways in', async () => {
    expect(JSON.parse((await browser()(`${url}/api/session`)).text)).toMatchObject({ actor: null, methods: { oidc: { name: '市民政务账号' } } })
  })

  it('is asked with PKCE, state and nonce; whom it vouches for is signed in as the account of that subject', async () => {
    const go = browser()
    const asked = new URL((await go(`${url}/api/session/oidc`)).to).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', scope: 'openid', client_id: 'fangcun', code_challenge_method: 'S256', redirect_uri: `${url}/api/session/oidc/callback` })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length, name).toBeGreaterThanOrEqual(32)
    const answer = await go(await comeBack(go, 'subject-of-officer'))
    expect([answer.status, answer.to]).toEqual([302, `${url}/`])
    expect(answer.set.find((each) => each.startsWith('fangcun_session='))).toMatch(/HttpOnly; SameSite=Strict$/)
    expect(await whoIs(go)).toBe('officer')
    const [entry] = await door.db.sql<{ detail: { method: string } }[]>`select detail from audit_entry where action = 'sign_in' and account_id = 'officer' order by id desc limit 1`
    expect(entry?.detail.method).toBe('oidc')
  })

  it('goes on where one came from, and never to another site', async () => {
    const go = browser()
    expect((await go(await comeBack(go, 'subject-of-officer', `?to=${encodeURIComponent('/?c=121.4,31.2,14&l=zones')}`))).to).toBe(`${url}/?c=121.4,31.2,14&l=zones`)
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example']) expect((await browser()(`${url}/api/session/oidc?to=${encodeURIComponent(to)}`)).status, to).toBe(400)
  })

  it('lets nobody in whose subject has no account, or whose account is disabled', async () => {
    const stranger = browser()
    expect((await stranger(await comeBack(stranger, 'somebody-else'))).to).toBe(`${url}/sign-in?problem=oidc`)
    expect(await whoIs(stranger)).toBeNull()
    await door.db.sql`update account set disabled_at = now() where id = 'officer'`
    const former = browser()
    expect((await former(await comeBack(former, 'subject-of-officer'))).to).toBe(`${url}/sign-in?problem=oidc`)
    await door.db.sql`update account set disabled_at = null where id = 'officer'`
    expect(await whoIs(former)).toBeNull()
  })

  it('an answer that belongs to another browser, was used, or was changed on the way opens nothing', async () => {
    const [victim, attacker] = [browser(), browser()]
    const stolen = await comeBack(attacker, 'subject-of-officer')
    // Another browser, without and with an errand of its own.
    expect((await victim(stolen)).to).toContain('problem')
    await victim(`${url}/api/session/oidc`)
    expect((await victim(stolen)).to).toContain('problem')
    expect(await whoIs(victim)).toBeNull()
    const go = browser()
    const back = await comeBack(go, 'subject-of-officer')
    expect((await go(`${back}x`.replace(/state=[^&]+/, 'state=forged'))).to).toContain('problem')
    // The errand is gone with the first try.
    expect((await go(back)).to).toContain('problem')
    expect(await whoIs(go)).toBeNull()
    const again = browser()
    const good = await comeBack(again, 'subject-of-officer')
    expect((await again(good)).to).toBe(`${url}/`)
    expect((await again(good)).to).toContain('problem')
  })
})

it('a provider that is away is said to be away, and no provider is no way in', async () => {
  const away = createApp({ ...door.deps, env: readEnv({ FANGCUN_OIDC_ISSUER: 'http://127.0.0.1:9', FANGCUN_OIDC_CLIENT_ID: 'a', FANGCUN_OIDC_CLIENT_SECRET: 'b' }) })
  const answer = await away.request('http://127.0.0.1:8080/api/session/oidc')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  expect((await door.ask('/api/session/oidc', { as: null })).status).toBe(404)
})
