import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { passwordOf, refuseSignIn, renewPassword } from '../queries/session.ts'
import { faultOfPassword, isStale } from './passwordRules.ts'
import { hashPassword, verifyPassword } from './password.ts'
import type { Throttle } from './throttle.ts'

export type Attempt = { account: string; password: string; newPassword?: string | undefined }

const wrong = () => new Problem(401, 'The account or the password is wrong.', [{ field: 'password', expected: 'the password of this account' }])

/** A new password by the rules in force, and not the one before. Throws 422 with the rule that it breaks. */
async function hashNew({ env }: Deps, accountId: string, password: string, before: string): Promise<string> {
  const fault = faultOfPassword(password, accountId, env.FANGCUN_PASSWORD_PROFILE) ?? (password === before ? 'expected another password than before' : undefined)
  if (fault) throw new Problem(422, `newPassword: ${fault}`, [{ field: 'newPassword', expected: fault }])
  return hashPassword(password)
}

/**
 * Judges a password, and renews it where that is asked for. Throws 401, the same for a wrong password and an account that is not there;
 * 403 with the field `newPassword` where a new one must come with it; 429 after too many attempts.
 */
export async function judgePassword(deps: Deps, throttle: Throttle, { account, password, newPassword }: Attempt, address: string, butSession: string | null = null): Promise<void> {
  const { sql, env } = deps
  await throttle.attempt(account, address)
  const known = await passwordOf(sql, account)
  if (!(await verifyPassword(known?.secret, password)) || !known) {
    await refuseSignIn(sql, account, 'password', address, 'wrong password')
    throw wrong()
  }
  await throttle.forget(account, address)
  if (newPassword !== undefined) return renewPassword(sql, account, await hashNew(deps, account, newPassword, password), butSession)
  if (!isStale(known, env.FANGCUN_PASSWORD_PROFILE)) return
  await refuseSignIn(sql, account, 'password', address, 'new password needed')
  throw new Problem(403, 'This password was given by somebody else or is too old; choose a new one.', [{ field: 'newPassword', expected: 'a new password with this request' }])
}
