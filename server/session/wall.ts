import type { Context } from 'hono'
import type { Entrance } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { type KnownSession, renewWallSession } from '../queries/session.ts'
import { giveCookie } from './cookie.ts'
import { cookieName, keyOf, tokenOf } from './token.ts'

/** Browsers keep no cookie for much longer. */
export const wallSeconds = 365 * 86_400
/** Seldom enough to cost nothing, often enough that answers may be lost on the way. */
const renewAfterSeconds = 7 * 86_400

/**
 * A wall's session, and the cookie that brings it, last a year from its last use and not from its first: a screen must not go dark by itself.
 * The token stays, for all windows of a browser send the one cookie; what ends it is whoever sends the screen away.
 */
export async function keepWallSession(c: Context<Entrance>, { sql, env }: Pick<Deps, 'sql' | 'env'>): Promise<void> {
  const session = c.var.session as KnownSession | undefined
  if (session?.kind !== 'wall' || Date.parse(session.expiresAt) - Date.now() > (wallSeconds - renewAfterSeconds) * 1_000) return
  const token = tokenOf(cookieName(env), { cookie: c.req.header('cookie') })
  if (token !== undefined && keyOf(token) === session.key && (await renewWallSession(sql, session.key))) giveCookie(c, env, token, wallSeconds)
}
