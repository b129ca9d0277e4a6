import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { endSession, type SignIn, startSession } from '../queries/session.ts'
import type { Entrance } from '../auth.ts'
import { addressOf } from './address.ts'
import { giveCookie } from './cookie.ts'
import { keyOf, newToken } from './token.ts'
import { wallSeconds } from './wall.ts'

/** A shift; after it one signs in again. */
const lastsSeconds = 12 * 3_600

/** Opens a session under a new token and ends the one that the browser had. Answers whether the account may have one. */
export async function beginSession(c: Context<Entrance>, { sql, env, sessions }: Deps, accountId: string, method: SignIn['method']): Promise<boolean> {
  const token = newToken()
  const idleSeconds = env.FANGCUN_PASSWORD_PROFILE === 'asvs' ? 2 * 3_600 : 1_800
  if (!(await startSession(sql, { key: keyOf(token), accountId, method, address: addressOf(c, env), idleSeconds, lastsSeconds }))) return false
  if (c.var.session && c.var.session.kind !== 'token') await endSession(sql, c.var.session.key)
  const begun = await sessions.find(token)
  if (!begun) return false
  giveCookie(c, env, token, begun.kind === 'wall' ? wallSeconds : lastsSeconds)
  c.set('session', begun)
  return true
}
