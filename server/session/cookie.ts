import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { type Env, isHttps } from '../env.ts'
import { cookieName } from './token.ts'

const options = (env: Env) => ({ path: '/', httpOnly: true, secure: isHttps(env), sameSite: 'Strict' as const })

/** Browsers keep no cookie longer than 400 days. */
export const giveCookie = (c: Context, env: Env, token: string, lastsSeconds: number): void => setCookie(c, cookieName(env), token, { ...options(env), maxAge: lastsSeconds })

export const takeCookie = (c: Context, env: Env): void => void deleteCookie(c, cookieName(env), options(env))
