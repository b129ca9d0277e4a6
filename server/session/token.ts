import { hash, randomBytes } from 'node:crypto'
import { parse } from 'hono/utils/cookie'
import { type Env, isHttps } from '../env.ts'

const shape = /^[\w-]{43}$/

/** 256 random bits, as text that a cookie or a header may hold. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What the database and our memory keep instead of the token: its SHA-256, in hex. */
export const keyOf = (token: string): string => hash('sha256', token, 'hex')

/** `__Host-` binds the cookie to this host and to HTTPS; browsers refuse it on plain http, which is left to loopback. */
export const cookieName = (env: Env): string => (isHttps(env) ? '__Host-fangcun' : 'fangcun_session')

/** A text that could be a token of ours; undefined otherwise. */
export const shapedToken = (text: string | undefined): string | undefined => (text !== undefined && shape.test(text) ? text : undefined)

type Sent = { cookie?: string | undefined; authorization?: string | undefined }

/** The token that a request brings: programs by `Authorization: Bearer`, browsers by cookie. Undefined unless it could be one of ours. */
export function tokenOf(name: string, { cookie, authorization }: Sent): string | undefined {
  const token = authorization !== undefined ? /^Bearer +([\w-]+)$/i.exec(authorization)?.[1] : cookie === undefined ? undefined : parse(cookie, name)[name]
  return shapedToken(token)
}
