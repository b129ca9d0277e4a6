import { BlockList, isIP } from 'node:net'
import { StreamFault } from './streamFault.ts'

const entryPattern = /^(?:\[([0-9a-f:.]+)(?:\/(\d{1,3}))?\]|([a-z0-9._-]+)(?:\/(\d{1,2}))?)(?::(\d{1,5}))?$/i
export const streamHostsFault = 'expected hosts with commas: camera.example.org, gateway.lan:8080, 10.20.0.5, 10.20.0.0/16:80, [fd00::5]:8080'

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
const list = (ranges: readonly [string, number][]) => {
  const made = new BlockList()
  for (const [address, bits] of ranges) made.addSubnet(address, bits, family(address))
  return made
}
/** What names must not lead to unless the address is listed itself, or whoever answers for a listed name could point it into our network. */
const inside = list([
  ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24],
  ['::', 96], ['::ffff:0:0:0', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fec0::', 10],
])
/** No camera is ever there: nowhere, link-local (where clouds keep their keys), many, none yet. */
const never = list([['0.0.0.0', 8], ['169.254.0.0', 16], ['224.0.0.0', 4], ['240.0.0.0', 4], ['::', 128], ['fe80::', 10], ['ff00::', 8]])

type Entry = { name: string | undefined; range: BlockList | undefined; ports: readonly number[] }
const usual: readonly number[] = [80, 443]

/** @throws Error that says what is expected */
function readEntry(text: string): Entry {
  const [, v6, v6Bits, host, bits, port] = entryPattern.exec(text.trim()) ?? []
  const address = v6 ?? (host && isIP(host) ? host : undefined)
  const ports = port === undefined ? usual : [Number(port)]
  const most = v6 ? 128 : 32
  const wide = Number(v6Bits ?? bits ?? most)
  if ((!address && (!host || bits !== undefined || /^[\d.]+$/.test(host))) || (address && (!isIP(address) || wide > most)) || ports.some((each) => each < 1 || each > 65_535)) throw new Error(streamHostsFault)
  return address ? { name: undefined, range: list([[address, wide]]), ports } : { name: host?.toLowerCase(), range: undefined, ports }
}

export const isStreamHosts = (text: string): boolean => {
  try {
    return text.split(',').map(readEntry).length > 0
  } catch {
    return false
  }
}

/** An address as it is compared: those of IPv4 inside of IPv6 are judged as what they are. */
const plainAddress = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address

export type StreamHosts = {
  /** The address of a picture, without user and password. @throws StreamFault */
  judge(text: string | URL, base?: URL): URL
  /** Whether a host of a judged URL may be reached there. */
  mayConnect(address: string, url: URL): boolean
}

const hostOf = (url: URL) => plainAddress(mappedToDotted(url.hostname.replace(/^\[|\]$/g, '').toLowerCase()))
/** `::ffff:7f00:1`, as URLs write `::ffff:127.0.0.1`. */
const mappedToDotted = (host: string) => {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host) ?? []
  if (high === undefined || low === undefined) return host
  const bytes = [high, low].flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255])
  return bytes.join('.')
}
export const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80)

/** Nothing is allowed where nothing is listed. */
export function createStreamHosts(text: string | undefined): StreamHosts {
  const entries = text ? text.split(',').map(readEntry) : []
  const listed = (address: string, port: number) => entries.some(({ range, ports }) => range?.check(address, family(address)) && ports.includes(port))
  return {
    judge(given, base) {
      if (!URL.canParse(String(given), base?.href)) throw new StreamFault('notHttp')
      const url = new URL(given, base)
      if (!/^https?:$/.test(url.protocol)) throw new StreamFault('notHttp')
      url.username = ''
      url.password = ''
      url.hash = ''
      const [host, port] = [hostOf(url), portOf(url)]
      const known = isIP(host) ? listed(host, port) && !never.check(host, family(host)) : entries.some(({ name, ports }) => name === host && ports.includes(port))
      if (!known) throw new StreamFault('notListed')
      return url
    },
    mayConnect(given, url) {
      const address = plainAddress(given)
      if (!isIP(address) || never.check(address, family(address))) return false
      return listed(address, portOf(url)) || !inside.check(address, family(address))
    },
  }
}
