import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Env } from '../env.ts'

/** Whether some proxy says that it brought this request. */
export const isForwarded = (c: Context): boolean => ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'].some((name) => c.req.header(name) !== undefined)

/** Where a request comes from. Behind the proxy of FANGCUN_ORIGIN it is the last address of `X-Forwarded-For`, which that proxy wrote itself. */
export function addressOf(c: Context, env: Env): string {
  const forwarded = env.FANGCUN_ORIGIN === undefined ? undefined : c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  if (forwarded) return forwarded.slice(0, 64)
  // In process, as tests ask, there is no socket.
  return c.env && 'incoming' in (c.env as object) ? (getConnInfo(c).remote.address ?? '') : ''
}
