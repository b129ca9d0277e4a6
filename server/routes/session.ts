import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { AccountId, type Actor } from '../../geodata/model/actor.ts'
import { type Entrance, mayDemo } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { revokeSessions } from '../queries/account.ts'
import { demoActors, endSession, type KnownSession } from '../queries/session.ts'
import { addressOf, isForwarded } from '../session/address.ts'
import { beginSession } from '../session/begin.ts'
import { takeCookie } from '../session/cookie.ts'
import { judgePassword } from '../session/signIn.ts'
import { createThrottle } from '../session/throttle.ts'
import { keepWallSession } from '../session/wall.ts'
import { json, jsonBody, routes } from '../valid.ts'

/** Who acts, and by which ways somebody may become known here. */
export type SessionAnswer = { actor: Actor | null; methods: { password: true; demo: Actor[]; oidc: { name: string } | null } }

const now = createRoute({ method: 'get', path: '/api/session', tags: ['session'], summary: 'Who acts, and how to sign in', responses: { 200: json<SessionAnswer>('the session') } })
const demo = createRoute({
  method: 'post', path: '/api/session/demo', tags: ['session'], summary: 'Sign in as a demo account, on loopback only',
  request: { body: jsonBody(z.strictObject({ id: AccountId })) },
  responses: { 200: json<SessionAnswer>('the session') },
})
const password = z.string().min(1).max(400)
const signIn = createRoute({
  method: 'post', path: '/api/session', tags: ['session'], summary: 'Sign in with a password',
  request: { body: jsonBody(z.strictObject({ account: AccountId, password, newPassword: password.optional() })) },
  responses: { 200: json<SessionAnswer>('the session') },
})
const change = createRoute({
  method: 'put', path: '/api/session/password', tags: ['session'], summary: 'Change the own password; other sessions end',
  request: { body: jsonBody(z.strictObject({ password, newPassword: password })) },
  responses: { 204: { description: 'changed' } },
})
const endAll = createRoute({ method: 'delete', path: '/api/sessions', tags: ['session'], summary: 'Sign out everywhere', responses: { 204: { description: 'every session has ended' } } })
const end = createRoute({ method: 'delete', path: '/api/session', tags: ['session'], summary: 'Sign out', responses: { 204: { description: 'signed out' } } })

const actorOf = ({ id, nameZh, nameEn, assignments, rights }: KnownSession): Actor => ({ id, nameZh, nameEn, assignments, rights })

const demoAllowed = (c: Context, { env }: Deps) => mayDemo(env, c.req.header('host') ?? new URL(c.req.url).host, isForwarded(c))

export async function sessionAnswer(c: Context<Entrance>, deps: Deps): Promise<SessionAnswer> {
  const { env } = deps
  const session = c.var.session as KnownSession | undefined
  return {
    actor: session ? actorOf(session) : null,
    methods: { password: true, demo: demoAllowed(c, deps) ? await demoActors(deps.sql) : [], oidc: env.FANGCUN_OIDC_ISSUER ? { name: env.FANGCUN_OIDC_NAME } : null },
  }
}

const noStore = { 'cache-control': 'no-store' }

export const sessionRoutes = (deps: Deps) => {
  const throttle = createThrottle()
  return routes()
    .openapi(now, async (c) => {
      await keepWallSession(c, deps)
      return c.json(await sessionAnswer(c, deps), 200, noStore)
    })
    .openapi(demo, async (c) => {
      const { id } = c.req.valid('json')
      if (!demoAllowed(c, deps)) throw new Problem(403, 'Demo accounts are for the machine that the server runs on.')
      if (!(await beginSession(c, deps, id, 'demo'))) throw new Problem(422, 'There is no such demo account.', [{ field: 'id', expected: 'a demo account' }])
      return c.json(await sessionAnswer(c, deps), 200, noStore)
    })
    .openapi(signIn, async (c) => {
      const attempt = c.req.valid('json')
      await judgePassword(deps, throttle, attempt, addressOf(c, deps.env))
      if (!(await beginSession(c, deps, attempt.account, 'password'))) throw new Problem(401, 'This account is not open any more.')
      return c.json(await sessionAnswer(c, deps), 200, noStore)
    })
    .openapi(change, async (c) => {
      await judgePassword(deps, throttle, { account: c.var.actor, ...c.req.valid('json') }, addressOf(c, deps.env), c.var.session.key)
      return c.body(null, 204)
    })
    .openapi(endAll, async (c) => {
      await revokeSessions(deps.sql, c.var.actor, c.var.actor)
      takeCookie(c, deps.env)
      return c.body(null, 204)
    })
    .openapi(end, async (c) => {
      const session = c.var.session as KnownSession | undefined
      if (session) await endSession(deps.sql, session.key)
      takeCookie(c, deps.env)
      return c.body(null, 204)
    })
}
