/** The stream over a real socket: what the in-process tests of live.test.ts cannot see. */
import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'
import { type Event, readStream } from './stream.ts'

let door: Door
let server: Server
let port: number
const sockets: Socket[] = []
beforeAll(async () => {
  door = await openDoor()
  server = createServer(getRequestListener(createApp(door.deps).fetch))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await expect.poll(() => door.deps.live.readers).toBe(0)
})
afterAll(async () => {
  server?.closeAllConnections()
  await new Promise((done) => server.close(done))
  await door?.close()
})

const url = (path = '/live') => `http://127.0.0.1:${port}${path}`
const cookie = () => door.cookieOf('demo-command')
const fetchStream = async (headers: Record<string, string> = {}) => {
  const abort = new AbortController()
  const answer = await fetch(url(), { headers: { cookie: await cookie(), ...headers }, signal: abort.signal })
  return { answer, stream: readStream(answer), leave: () => abort.abort() }
}
const tells = (id: string) => ({ event, data }: Event) => event === 'change' && data.noun === 'incident' && data.rows.some((row: { id: string }) => row.id === id)
const post = async () => {
  const sent = report(west)
  expect((await door.ask('/api/incidents', { method: 'POST', body: sent })).status).toBe(201)
  return sent.id
}

/** What a bare socket reads, as text, from a request written by hand. */
async function bare(lines: string[]): Promise<{ socket: Socket; read: () => string; until: (text: string | RegExp) => Promise<string> }> {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  let got = ''
  socket.on('data', (bytes: Buffer) => (got += bytes.toString('latin1'))).on('error', () => {})
  socket.write(lines.join('\r\n') + '\r\n\r\n')
  const until = async (text: string | RegExp) => (await expect.poll(() => got, { timeout: 10_000, interval: 10 }).toMatch(text), got)
  return { socket, read: () => got, until }
}

it('has the headers of the app, events in whole chunks, and ends with its reader', async () => {
  const { answer, stream, leave } = await fetchStream()
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/event-stream', 'cache-control': 'no-store', vary: 'Cookie', 'x-accel-buffering': 'no', 'transfer-encoding': 'chunked', 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringContaining("default-src 'self'"),
  })
  expect(answer.headers.has('x-hono-already-sent')).toBe(false)
  const ids = [await post(), await post()]
  for (const id of ids) await stream.until(tells(id))
  expect(door.deps.live.readers).toBe(1)
  leave()
  await expect.poll(() => door.deps.live.readers).toBe(0)
})

it('HEAD answers and leaves no reader; a bad cursor is a problem that names it', async () => {
  const head = await fetch(url(), { method: 'HEAD', headers: { cookie: await cookie() } })
  expect([head.status, head.headers.get('content-type'), door.deps.live.readers]).toEqual([200, 'text/event-stream', 0])
  for (const after of ['abc', '1', '-1-1', '1-', '1-1-1', `${'9'.repeat(19)}-1`, '1-%00', '1e3-1', ' 1-1']) {
    const answer = await fetch(url(`/live?after=${encodeURIComponent(after)}`), { headers: { cookie: await cookie() } })
    expect([answer.status, answer.headers.get('content-type')], after).toEqual([400, 'application/problem+json'])
    expect(((await answer.json()) as { errors: { field: string }[] }).errors[0]?.field).toBe('after')
  }
  expect((await fetch(url())).status).toBe(401)
  expect((await fetch(url(), { method: 'POST', headers: { cookie: await cookie(), 'content-type': 'application/json' }, body: '{}' })).status).toBe(404)
  expect(door.failures).toEqual([])
})

it('an unreadable Last-Event-ID, which no browser could mend, counts as one too old: everything is read again', async () => {
  const { stream, leave } = await fetchStream({ 'last-event-id': 'something else' })
  await stream.until(({ event, id }) => (event === 'change' || event === 'refresh') && id !== undefined)
  leave()
})

it('speaks HTTP/1.0 without chunks, and waits its turn behind another answer', async () => {
  const host = `Host: 127.0.0.1:${port}`
  const old = await bare(['GET /live HTTP/1.0', host, `Cookie: ${await cookie()}`])
  const first = await old.until(/\r\n\r\nevent: hello\n/)
  expect(first).not.toMatch(/transfer-encoding/i)
  const piped = await bare(['GET /api/zones HTTP/1.1', host, `Cookie: ${await cookie()}`, '', 'GET /live HTTP/1.1', host, `Cookie: ${await cookie()}`])
  await piped.until(/event: hello\n/)
  const id = await post()
  for (const each of [old, piped]) await each.until(id)
})

/** 400 rows of 12 KB each in one statement: what a reader that does not read cannot keep up with. */
async function burst(mark: string): Promise<string[]> {
  const rows = await door.db.sql<{ id: string }[]>`insert into incident (id, area_id, category_id, severity, channel, title, details, occurred_at, geom)
    select gen_random_uuid(), 2, 1, 1, 'phone', ${mark}, repeat('字', 4000), now(), st_setsrid(st_makepoint(${west.lng}, ${west.lat}), 4326) from generate_series(1, 400) i returning id`
  return rows.map(({ id }) => id)
}

it('a reader that does not read is cut off while others go on; it resumes by its last event id and has lost nothing', async () => {
  const quick = await fetchStream()
  await quick.stream.until(({ event }) => event === 'hello')
  const slow = await new Promise<Socket>((done) => {
    void cookie().then((value) => {
      const ask = request(url(), { headers: { cookie: value } }, (answer) => {
        answer.once('data', () => {
          answer.pause()
          done(answer.socket)
        })
      })
      ask.on('error', () => {})
      ask.end()
    })
  })
  slow.on('error', () => {})
  sockets.push(slow)
  const cursor = quick.stream.events.find(({ event }) => event === 'hello')?.data.cursor as string
  const ids: string[] = []
  for (let n = 0; n < 4; n++) {
    const made = await burst(`burst ${n}`)
    ids.push(...made)
    await quick.stream.until(tells(made[0] as string))
  }
  await expect.poll(() => door.deps.live.readers, { timeout: 40_000 }).toBe(1)
  const last = await post()
  await quick.stream.until(tells(last))
  const told = ({ events }: typeof quick.stream) => new Set(events.flatMap(({ event, data }) => (event === 'change' ? data.rows.map((row: { id: string }) => row.id) : [])) as string[])
  expect(ids.filter((id) => !told(quick.stream).has(id))).toEqual([])
  const again = await fetchStream({ 'last-event-id': cursor })
  await again.stream.until(tells(last))
  expect([...ids, last].filter((id) => !told(again.stream).has(id))).toEqual([])
  quick.leave()
  again.leave()
}, 180_000)
