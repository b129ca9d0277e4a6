import type { MiddlewareHandler } from 'hono'
import { isDeviceText, isPhotoUpload } from './body.ts'
import { type Env, isLoopback } from './env.ts'
import { Problem } from './problem.ts'
import type { KnownSession } from './queries/session.ts'
import type { Sessions } from './session/sessions.ts'
import { cookieName, tokenOf } from './session/token.ts'

/** What every handler behind the door knows: who acts, the key of those who see the same, and by which session. */
export type Entrance = { Variables: { actor: string; rightsKey: string; session: KnownSession } }

const hostOf = (host: string) => host.replace(/:\d+$/, '')

/** Whether `host` is a name of ours: on loopback without a public origin nothing else is, so a page that rebinds its name to ours is nobody. */
export const knowsHost = (env: Env, host: string): boolean => env.FANGCUN_ORIGIN !== undefined || !isLoopback(env.HOST) || isLoopback(hostOf(host))

/** Demo accounts need no password, so they are for one machine alone: it listens on loopback, was addressed so, and no proxy brought the request. */
export const mayDemo = (env: Env, host: string, forwarded: boolean): boolean =>
  !forwarded && isLoopback(env.HOST) && isLoopback(hostOf(host)) && (env.FANGCUN_ORIGIN === undefined || isLoopback(new URL(env.FANGCUN_ORIGIN).hostname))

/** Where one may be nobody: these say who somebody is; gateways and devices come with a key of their own, windows that ask to be a screen with a secret. */
const open = new Set(['/api/camera-heartbeats', '/api/device/gpx', '/api/device/osmand', '/api/device/owntracks', '/api/session', '/api/session/demo', '/api/session/oidc', '/api/session/oidc/callback', '/api/wall-codes', '/api/wall-codes/claims'])

/** A desk asks by itself whether its session stands: that is no use of it, or no untouched desk would ever be idle. */
const asksWhether = ({ method, path }: { method: string; path: string }) => method === 'GET' && path === '/api/session'

/** The session's account acts; without a session there is nothing here but the way to one. */
export function becomeActor(env: Env, sessions: Sessions): MiddlewareHandler<Entrance> {
  const name = cookieName(env)
  return async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host
    const token = knowsHost(env, host) ? tokenOf(name, { cookie: c.req.header('cookie'), authorization: c.req.header('authorization') }) : undefined
    const session = token === undefined ? undefined : await (asksWhether(c.req) ? sessions.look(token) : sessions.find(token))
    if (session) {
      c.set('actor', session.id)
      c.set('rightsKey', session.rightsKey)
      c.set('session', session)
    } else if (!open.has(c.req.path)) throw new Problem(401, 'Sign in first: there is no session, or it has ended.')
    await next()
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Requests that change something must come from our own pages or from programs, never from another site's page. */
export function checkOrigin(env: Env): MiddlewareHandler {
  return async (c, next) => {
    if (safe.has(c.req.method)) return next()
    const own = new URL(c.req.url)
    const host = c.req.header('host') ?? own.host
    const origin = c.req.header('origin')
    const allowed = [`http://${host}`, `https://${host}`, env.FANGCUN_ORIGIN]
    if (origin !== undefined && !allowed.includes(origin)) throw new Problem(403, 'The request comes from another site.', [{ field: 'Origin', expected: 'this server' }])
    const site = c.req.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem(403, 'The request comes from another site.', [{ field: 'Sec-Fetch-Site', expected: 'same-origin' }])
    const type = c.req.header('content-type') ?? ''
    if (isPhotoUpload(c.req.method, c.req.path)) {
      // A form of another site cannot send these types, as it cannot send JSON.
      if (!/^image\/(jpeg|png|webp)$/i.test(type)) throw new Problem(415, 'The body must be a picture.', [{ field: 'Content-Type', expected: 'image/jpeg, image/png or image/webp' }])
    } else if (c.req.method !== 'DELETE' && !isDeviceText(c.req.method, c.req.path, c.req.header('content-type')) && !/^application\/json\s*(;|$)/i.test(type)) throw new Problem(415, 'The body must be JSON.', [{ field: 'Content-Type', expected: 'application/json' }])
    await next()
  }
}
