import type { Actor } from '../../geodata/model/actor.ts'
import { asDoor, type Sql } from '../database.ts'

/** An open session and who acts by it; `rightsKey` is the same for those who see the same rows, `key` is the hash of the token. */
export type KnownSession = Actor & { rightsKey: string; key: string; sessionId: string; kind: 'browser' | 'token' | 'wall'; expiresAt: string }
export type Password = { secret: string; temporary: boolean; changedAt: string }
export type SignIn = { key: string; accountId: string; method: 'password' | 'demo' | 'oidc'; address: string; idleSeconds: number; lastsSeconds: number }

export const openSessions = async (sql: Sql, keys: readonly string[], seen: boolean): Promise<KnownSession[]> =>
  keys.length ? [...(await asDoor<KnownSession>(sql, (tx) => tx`select key, session_id, kind, expires_at, id, name_zh, name_en, assignments, rights, rights_key from open_sessions(${keys as string[]}::text[], ${seen})`))] : []

/** Whether it was opened: an account that was disabled meanwhile, or is no demo account where it must be one, gets none. */
export async function startSession(sql: Sql, { key, accountId, method, address, idleSeconds, lastsSeconds }: SignIn): Promise<boolean> {
  const [row] = await asDoor<{ id: string | null }>(sql, (tx) => tx`select start_session(${key}, ${accountId}, ${method}, ${address}, ${idleSeconds}, ${lastsSeconds}) as id`)
  return Boolean(row?.id)
}

/** Whether it goes on: not where it was revoked or is over, or is none of a wall. */
export const renewWallSession = async (sql: Sql, key: string): Promise<boolean> =>
  (await asDoor<{ renewed: boolean }>(sql, (tx) => tx`select renew_wall_session(${key}) as renewed`))[0]?.renewed ?? false

export const refuseSignIn = async (sql: Sql, accountId: string, method: SignIn['method'], address: string, reason: string): Promise<void> =>
  void (await asDoor(sql, (tx) => tx`select refuse_sign_in(${accountId}, ${method}, ${address}, ${reason})`))

export const endSession = async (sql: Sql, key: string): Promise<void> => void (await asDoor(sql, (tx) => tx`select end_session(${key})`))

export const demoActors = async (sql: Sql): Promise<Actor[]> => [...(await asDoor<Actor>(sql, (tx) => tx`select id, name_zh, name_en, assignments, rights from demo_actors()`))]

export const passwordOf = async (sql: Sql, accountId: string): Promise<Password | undefined> =>
  (await asDoor<Password>(sql, (tx) => tx`select secret, temporary, changed_at from password_of(${accountId})`))[0]

export const renewPassword = async (sql: Sql, accountId: string, hashed: string, butSession: string | null): Promise<void> =>
  void (await asDoor(sql, (tx) => tx`select renew_password(${accountId}, ${hashed}, ${butSession})`))

export const accountOfSubject = async (sql: Sql, subject: string): Promise<string | undefined> =>
  (await asDoor<{ id: string | null }>(sql, (tx) => tx`select account_of_subject(${subject}) as id`))[0]?.id ?? undefined
