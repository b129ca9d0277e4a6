/** One side of the fan-out, run as a child: the app's hub and sockets (`raw`), or the framework's own streamSSE (`sse`), with the same events. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { frame, framed } from '../../server/live/frame.ts'
import { createHub } from '../../server/live/hub.ts'
import { createReader, type Reader } from '../../server/live/reader.ts'
import { socketSink } from '../../server/live/sinks.ts'

export type Order = { what: 'url' } | { what: 'publish'; events: number; everyMs: number }
export type Told = { what: 'url'; url: string } | { what: 'published'; deliveries: number; cpuMicroseconds: number; readers: number }

const now = () => performance.timeOrigin + performance.now()
/** Of the size of an incident. */
const row = { areaId: 7, zoneId: 31, number: '20261125-000123', categoryId: 12, severity: 2, channel: 'phone', provenance: 'public', state: 'handling', title: '路灯不亮', details: '', address: '方城路120号', occurredAt: '2026-11-25T08:00:00.000Z', reportedAt: '2026-11-25T08:00:00.000Z', registeredAt: null, closedAt: null, dueAt: '2026-11-26T08:00:00.000Z', dueStep: 'handle', escalation: 0, extendedAt: null, extensionAskedAt: null, mergedInto: null, splitFrom: null, result: null, satisfaction: null, version: 3, lng: 121.4734567, lat: 31.2304567, shape: 'point', handler: '东一01' }
const app = new Hono()

function rawSide() {
  const hub = createHub()
  app.get('/live', (c) => {
    const response = (c.env as { outgoing: ServerResponse }).outgoing
    let reader: Reader | undefined
    const sink = socketSink(response, { 'content-type': 'text/event-stream' }, () => reader?.close())
    if (!sink) return c.text('', 503)
    const made = createReader(hub, { account: 'bench', session: 'bench', rightsKey: 'all' }, sink)
    reader = made.reader
    hub.add(reader)
    made.begin([framed(frame({ name: 'hello', data: {} }))])
    return RESPONSE_ALREADY_SENT
  })
  return { count: () => hub.size, send: (id: string, data: object) => hub.send(framed(frame({ name: 'change', id, data })), 'all') }
}

function sseSide() {
  const streams = new Set<SSEStreamingApi>()
  app.get('/live', (c) => streamSSE(c, async (stream) => {
    streams.add(stream)
    await stream.writeSSE({ event: 'hello', data: '{}' })
    await new Promise<void>((gone) => stream.onAbort(gone))
    streams.delete(stream)
  }))
  return {
    count: () => streams.size,
    send(id: string, data: object) {
      const text = JSON.stringify(data)
      for (const stream of streams) void stream.writeSSE({ event: 'change', id, data: text })
    },
  }
}

const side = process.argv[2] === 'raw' ? rawSide() : sseSide()
const server = createServer(getRequestListener(app.fetch))
await new Promise<void>((done) => server.listen(0, '127.0.0.1', 4096, done))
let n = 0

/** Events carry the moment they were due, so that a side that falls behind cannot hide it. */
function publish(events: number, everyMs: number): Promise<Told> {
  const before = process.cpuUsage()
  const begun = now()
  let sent = 0
  return new Promise((done) => {
    const next = () => {
      for (; sent < events && begun + sent * everyMs <= now(); sent++) {
        n++
        side.send(`${n}-1`, { noun: 'incident', rows: [{ id: `incident-${n}`, n, at: begun + sent * everyMs, ...row }], gone: [] })
      }
      if (sent < events) return void setTimeout(next, begun + sent * everyMs - now())
      // What is still on its way is work too.
      setTimeout(() => {
        const { user, system } = process.cpuUsage(before)
        done({ what: 'published', deliveries: events * side.count(), cpuMicroseconds: user + system, readers: side.count() })
      }, 500)
    }
    next()
  })
}

process.on('message', (order: Order) => {
  if (order.what === 'url') process.send?.({ what: 'url', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/live` } satisfies Told)
  else void publish(order.events, order.everyMs).then((told) => process.send?.(told))
})
process.on('disconnect', () => process.exit(0))
