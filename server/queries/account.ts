import type { Assignment } from '../../geodata/model/actor.ts'
import { asActorQuery, asOwnerQuery, type Sql } from '../database.ts'

export type AccountSession = { id: string; kind: 'browser' | 'token' | 'wall'; label: string; createdAt: string; seenAt: string; expiresAt: string }
/** Posts it holds and teams it rides with, of those that the administrator has. */
export type Handles = { postIds: number[]; teamIds: number[] }
/** An account as administrators see it; its open sessions newest first. */
export type Account = {
  id: string; nameZh: string; nameEn: string; demo: boolean; createdAt: string; disabledAt: string | null; assignments: Assignment[]; handles: Handles; hasPassword: boolean; hasSubject: boolean; sessions: AccountSession[]
}
export type NewAccount = { id: string; nameZh: string; nameEn: string; assignments: Assignment[]; subject?: string | undefined }
export type AccountChange = { nameZh?: string | undefined; nameEn?: string | undefined; assignments?: Assignment[] | undefined; disabled?: boolean | undefined; subject?: string | null | undefined }
export type NewToken = { id: string; label: string; days: number }

/** Who administers: an account, or the owner of the database at the command line. */
export const owner = Symbol('owner')
export type Administrator = string | typeof owner

const ask = <Row extends object>(sql: Sql, by: Administrator, build: Parameters<typeof asOwnerQuery<Row[]>>[1]) => (by === owner ? asOwnerQuery<Row[]>(sql, build) : asActorQuery<Row[]>(sql, by, build))
/** What was done; false where the account is not there, or not this administrator's. */
const done = async (sql: Sql, by: Administrator, build: Parameters<typeof asOwnerQuery<{ done: boolean }[]>>[1]): Promise<boolean> => (await ask<{ done: boolean }>(sql, by, build))[0]?.done ?? false

export const managedAccounts = async (sql: Sql, by: Administrator): Promise<Account[]> => [...(await ask<Account>(sql, by, (tx) => tx`select * from managed_accounts()`))]

/** Whether it was made now; false where the same account was there already. */
export const addAccount = (sql: Sql, by: Administrator, account: NewAccount): Promise<boolean> => done(sql, by, (tx) => tx`select add_account(${JSON.stringify(account)}::text::jsonb) as done`)

export const changeAccount = (sql: Sql, by: Administrator, id: string, change: AccountChange): Promise<boolean> => done(sql, by, (tx) => tx`select change_account(${id}, ${JSON.stringify(change)}::text::jsonb) as done`)

export const setHandles = (sql: Sql, by: Administrator, id: string, { postIds, teamIds }: Handles): Promise<boolean> => done(sql, by, (tx) => tx`select set_handles(${id}, ${postIds}::integer[], ${teamIds}::integer[]) as done`)

export const setPassword = (sql: Sql, by: Administrator, id: string, hashed: string, temporary: boolean): Promise<boolean> => done(sql, by, (tx) => tx`select set_password(${id}, ${hashed}, ${temporary}) as done`)

export const revokeSessions = (sql: Sql, by: Administrator, id: string, only: string | null = null): Promise<boolean> => done(sql, by, (tx) => tx`select revoke_sessions(${id}, ${only}::uuid) as done`)

export const addToken = (sql: Sql, by: Administrator, id: string, token: NewToken, key: string): Promise<boolean> => done(sql, by, (tx) => tx`select add_token(${id}, ${JSON.stringify(token)}::text::jsonb, ${key}) as done`)
