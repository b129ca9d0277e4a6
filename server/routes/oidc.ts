import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isHttps } from '../env.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { accountOfSubject, refuseSignIn } from '../queries/session.ts'
import { addressOf } from '../session/address.ts'
import { beginSession } from '../session/begin.ts'
import { createOidc, type Errand } from '../session/oidc.ts'
import { originOf } from './collections.ts'
import { routes } from '../valid.ts'

/** A page of ours: browsers read a second slash or a backslash as another site. */
const page = z.string().max(2_000).regex(/^\/(?![/\\])[^\\\s]*$/, 'expected a path of this app')
const away = { 302: { description: 'to the provider, or back to the app' } }
const begin = createRoute({ method: 'get', path: '/api/session/oidc', tags: ['session'], summary: 'Sign in at the OpenID provider', request: { query: z.object({ to: page.default('/') }) }, responses: away })
const callback = createRoute({ method: 'get', path: '/api/session/oidc/callback', tags: ['session'], summary: 'Where the provider sends the browser back to', responses: away })

/** The sign-in page says why when it is asked so. */
const refused = '/sign-in?problem=oidc'
const errandSeconds = 600

export const oidcRoutes = (deps: Deps) => {
  const { sql, env, log } = deps
  const oidc = createOidc(env)
  const cookie = isHttps(env) ? '__Host-fangcun-oidc' : 'fangcun_oidc'
  // Lax: the way back from the provider is one from another site, on which strict cookies stay at home.
  const options = { path: '/', httpOnly: true, secure: isHttps(env), sameSite: 'Lax' as const }
  const here = (c: Context) => `${originOf(c, deps)}/api/session/oidc/callback`
  const configured = () => {
    if (!oidc) throw new Problem(404, 'No OpenID provider is set on this server.')
    return oidc
  }
  return routes()
    .openapi(begin, async (c) => {
      const { provider, errand } = await configured().begin(here(c), c.req.valid('query').to).catch((error: unknown) => {
        if (error instanceof Problem) throw error
        log.error({ error: String(error) }, 'the OpenID provider does not answer')
        throw new Problem(503, 'The OpenID provider does not answer now; try again.')
      })
      setCookie(c, cookie, Buffer.from(JSON.stringify(errand)).toString('base64url'), { ...options, maxAge: errandSeconds })
      return c.redirect(provider, 302)
    })
    .openapi(callback, async (c) => {
      const provider = configured()
      const errand = errandOf(getCookie(c, cookie))
      deleteCookie(c, cookie, options)
      const refuse = async (reason: string) => {
        await refuseSignIn(sql, '', 'oidc', addressOf(c, env), reason)
        return c.redirect(refused, 302)
      }
      if (!errand) return refuse('no errand')
      const subject = await provider.finish(new URL(new URL(c.req.url).search, here(c)), errand).catch((error: unknown) => void log.warn({ error: String(error) }, 'a sign-in through the OpenID provider failed'))
      if (!subject) return refuse('provider')
      const account = await accountOfSubject(sql, subject)
      if (account === undefined || !(await beginSession(c, deps, account, 'oidc'))) return refuse('no account')
      return c.redirect(errand.to, 302)
    })
}

function errandOf(text: string | undefined): Errand | undefined {
  try {
    const { state, nonce, verifier, to } = JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8')) as Record<string, unknown>
    return typeof state === 'string' && typeof nonce === 'string' && typeof verifier === 'string' && page.safeParse(to).success ? { state, nonce, verifier, to: to as string } : undefined
  } catch {
    return undefined
  }
}
