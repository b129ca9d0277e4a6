import { createRoute, z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { routes } from '../valid.ts'

const cursor = z.string().regex(/^\d{1,18}-\d{1,18}$/, 'expected a cursor as the stream gave it')
const live = createRoute({
  method: 'get', path: '/live', tags: ['live'], summary: 'Server-sent events: hello, change, position, refresh, beat',
  request: { query: z.object({ after: cursor.optional() }) },
  responses: { 200: { description: 'the stream; resumes by Last-Event-ID or ?after=', content: { 'text/event-stream': { schema: z.string() } } } },
})

export const liveRoutes = ({ live: stream }: Deps) =>
  routes().openapi(live, (c) => {
    if (stream.isFull()) throw new Problem(503, 'Too many open streams; try again later.')
    const after = c.req.header('last-event-id') || c.req.valid('query').after
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', vary: 'Cookie', 'x-accel-buffering': 'no' }
    // Nobody reads the body of a HEAD, so its reader would stay for ever.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers)
    return c.body(stream.open(c.var.actor, c.var.rightsKey, after), 200, headers)
  })
