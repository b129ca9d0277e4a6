import type { MiddlewareHandler } from 'hono'
import { parse } from 'hono/utils/cookie'
import type { Actor } from '../geodata/model/actor.ts'
import { type Env, isLoopback } from './env.ts'
import { Problem } from './problem.ts'

/** What every handler behind the door knows: who acts, and the key of those who see the same. */
export type Entrance = { Variables: { actor: string; rightsKey: string } }
export type KnownActor = Actor & { rightsKey: string }
/** Who may be chosen, and when that was read. */
export type Actors = { list(): Promise<KnownActor[]>; fresh(): readonly KnownActor[] }

export const actorCookie = 'fangcun_actor'

const hostOf = (host: string) => host.replace(/:\d+$/, '')

/** Whether a request to `host` may say who acts. */
export const mayChoose = (env: Env, host: string): boolean => isLoopback(env.HOST) && isLoopback(hostOf(host))

/** The actor that the cookie names, else the first. */
export function chosenActor(known: readonly KnownActor[], cookie: string | undefined): KnownActor | undefined {
  const wanted = cookie === undefined ? undefined : parse(cookie, actorCookie)[actorCookie]
  return known.find(({ id }) => id === wanted) ?? known[0]
}

/** Until sign-in comes, demo actors stand in, on loopback only: another machine, or a page that rebinds its name to ours, is nobody. */
export function becomeActor(env: Env, actors: Actors): MiddlewareHandler<Entrance> {
  return async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host
    if (!mayChoose(env, host)) throw new Problem(401, 'Sign-in is not part of this version; demo actors exist on loopback only.')
    const actor = chosenActor(await actors.list(), c.req.header('cookie'))
    if (!actor) throw new Problem(401, 'No actor exists yet; load the demo town or import data.')
    c.set('actor', actor.id)
    c.set('rightsKey', actor.rightsKey)
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
    if (c.req.method !== 'DELETE' && !/^application\/json\s*(;|$)/i.test(type)) throw new Problem(415, 'The body must be JSON.', [{ field: 'Content-Type', expected: 'application/json' }])
    await next()
  }
}
