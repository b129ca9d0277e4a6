import { isIPv6 } from 'node:net'
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

/** The network that an address is counted with: one customer has 2^64 addresses of IPv6 (RFC 6177), so its first 64 bits; IPv4 as it is, also where it is written as IPv6. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::')
  const front = head ? head.split(':') : []
  const back = tail ? tail.split(':') : []
  const missing = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length - (address.includes('.') ? 1 : 0))
  const groups = [...front, ...Array.from({ length: missing }, () => '0'), ...back]
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}
