import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { StreamFault } from './streamFault.ts'
import { portOf, type StreamHosts } from './streamHosts.ts'

export type FetchLimits = { /** Until the answer begins. */ startMs: number; /** Until it has ended. */ totalMs: number; bytes: number }
export type Fetched = { status: number; headers: IncomingMessage['headers']; /** In pieces; fails with a StreamFault when it takes too long or grows too large. */ body: AsyncGenerator<Uint8Array> }
type Asked = { hosts: StreamHosts; limits: FetchLimits; signal?: AbortSignal | undefined; headers?: Record<string, string> }

/** The one address that is connected to: it is checked after the name was resolved, and the name is not asked again. */
async function addressOf(url: URL, hosts: StreamHosts): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true }).catch(() => [])
  const [first] = found
  if (!first) throw new StreamFault('unresolved')
  if (!found.every(({ address }) => hosts.mayConnect(address, url))) throw new StreamFault('private')
  return first.address
}

const faultOf = (error: unknown, timer: AbortSignal) => (error instanceof StreamFault ? error : new StreamFault(timer.aborted ? 'slow' : 'refused'))

/**
 * One question to a judged address: no redirect is followed, nothing but the address that was checked is connected to, and the answer is bounded in time and size.
 * @throws StreamFault
 */
export async function fetchStream(url: URL, { hosts, limits, signal, headers = {} }: Asked): Promise<Fetched> {
  const begin = Date.now()
  const starting = AbortSignal.timeout(limits.startMs)
  const started = signal ? AbortSignal.any([starting, signal]) : starting
  const response = await within(started, addressOf(url, hosts).then((address) => ask(url, address, headers, started))).catch((error: unknown) => { throw faultOf(error, starting) })
  const status = response.statusCode ?? 0
  const refuse = (code: ConstructorParameters<typeof StreamFault>[0]) => {
    response.destroy()
    return new StreamFault(code)
  }
  if (status >= 300 && status < 400) throw refuse('redirect')
  if (Number(response.headers['content-length'] ?? 0) > limits.bytes) throw refuse('huge')
  if (!/^(identity)?$/i.test(response.headers['content-encoding'] ?? '')) throw refuse('packed')
  return { status, headers: response.headers, body: pieces(response, { ...limits, totalMs: Math.max(1, limits.totalMs - (Date.now() - begin)) }, signal) }
}

const within = <Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> =>
  new Promise((done, fail) => {
    signal.addEventListener('abort', () => fail(new Error('aborted')), { once: true })
    work.then(done, fail)
  })

function ask(url: URL, address: string, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return new Promise((done, fail) => {
    if (signal.aborted) return fail(new Error('aborted'))
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)({
      // By address: there is no name to resolve another time. The certificate is that of the name.
      host: address, port: portOf(url), path: `${url.pathname}${url.search}`, method: 'GET', agent: false, ...(isIP(host) ? {} : { servername: host }),
      headers: { host: url.host, accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'fangcun', connection: 'close', ...headers },
    })
    const stop = () => request.destroy(new Error('aborted'))
    signal.addEventListener('abort', stop, { once: true })
    request.on('error', fail)
    request.on('response', (response) => {
      signal.removeEventListener('abort', stop)
      done(response)
    })
    request.end()
  })
}

async function* pieces(response: IncomingMessage, { totalMs, bytes }: FetchLimits, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  let fault: StreamFault | undefined
  const stop = (code: 'slow' | 'refused') => {
    fault ??= new StreamFault(code)
    response.destroy()
  }
  const timer = setTimeout(() => stop('slow'), totalMs)
  const leave = () => stop('refused')
  signal?.addEventListener('abort', leave, { once: true })
  if (signal?.aborted) leave()
  let size = 0
  try {
    for await (const piece of response) {
      size += (piece as Uint8Array).byteLength
      if (size > bytes) throw new StreamFault('huge')
      yield piece as Uint8Array
    }
    if (fault) throw fault
  } catch (error) {
    throw fault ?? (error instanceof StreamFault ? error : new StreamFault('refused'))
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', leave)
    response.destroy()
  }
}

/** The whole of a small answer. @throws StreamFault */
export async function wholeOf({ body }: Fetched): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts)
}
