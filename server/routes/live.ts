import { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createRoute, z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { security } from '../headers.ts'
import { Problem } from '../problem.ts'
import { routes } from '../valid.ts'

const cursor = z.string().regex(/^\d{1,18}-\d{1,18}$/, 'expected a cursor as the stream gave it')
const live = createRoute({
  method: 'get', path: '/live', tags: ['live'], summary: 'Server-sent events: hello, change, position, refresh, beat',
  request: { query: z.object({ after: cursor.optional() }) },
  responses: { 200: { description: 'the stream; resumes by Last-Event-ID or ?after=', content: { 'text/event-stream': { schema: z.string() } } } },
})
const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', vary: 'Cookie', 'x-accel-buffering': 'no' }

export const liveRoutes = ({ live: stream }: Deps) =>
  routes().openapi(live, (c) => {
    const after = c.req.header('last-event-id') || c.req.valid('query').after
    // Nobody reads the body of a HEAD, so its reader would stay for ever.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers)
    const who = { account: c.var.actor, session: c.var.session.key, rightsKey: c.var.rightsKey }
    if (stream.isFull()) throw new Problem(503, 'Too many open streams; try again later.')
    if (stream.hasMany(who.account)) throw new Problem(429, 'This account has too many open streams; close some of them.')
    // Where there is a socket the app steps aside: from here on each change is one write of bytes that all readers share.
    const response = (c.env as { outgoing?: unknown } | undefined)?.outgoing
    if (response instanceof ServerResponse && stream.serve(who, after, response, { ...headers, ...security })) return RESPONSE_ALREADY_SENT
    return c.body(stream.open(who, after), 200, headers)
  })
