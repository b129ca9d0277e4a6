import { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { security } from '../headers.ts'
import { Problem } from '../problem.ts'
import { standingWalls } from '../queries/wallMove.ts'
import { list, routes } from '../valid.ts'

const cursor = z.string().regex(/^\d{1,18}-\d{1,18}$/, 'expected a cursor as the stream gave it')
const live = createRoute({
  method: 'get', path: '/live', tags: ['live'], summary: 'Server-sent events: hello, change, position, refresh, beat; wall where walls are named',
  request: { query: z.object({ after: cursor.optional(), wall: list(Id, 8).optional() }) },
  responses: { 200: { description: 'the stream; resumes by Last-Event-ID or ?after=', content: { 'text/event-stream': { schema: z.string() } } } },
})
const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', vary: 'Cookie', 'x-accel-buffering': 'no' }

export const liveRoutes = ({ sql, live: stream }: Deps) =>
  routes().openapi(live, async (c) => {
    const { after: asked, wall: walls = [] } = c.req.valid('query')
    const after = c.req.header('last-event-id') || asked
    // Nobody reads the body of a HEAD, so its reader would stay for ever.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers)
    const who = { account: c.var.actor, session: c.var.session.key, rightsKey: c.var.rightsKey, walls: walls.map((id) => id.toLowerCase()) }
    if (stream.isFull()) throw new Problem(503, 'Too many open streams; try again later.')
    if (stream.hasMany(who.account)) throw new Problem(429, 'This account has too many open streams; close some of them.')
    if (walls.length && (await standingWalls(sql, who.account, walls)).length < new Set(walls).size) throw new Problem(404, 'There is no such wall for this actor.', [{ field: 'wall', expected: 'ids of walls that you operate or show' }])
    // Where there is a socket the app steps aside: from here on each change is one write of bytes that all readers share.
    const response = (c.env as { outgoing?: unknown } | undefined)?.outgoing
    if (response instanceof ServerResponse && stream.serve(who, after, response, { ...headers, ...security })) return RESPONSE_ALREADY_SENT
    return c.body(stream.open(who, after), 200, headers)
  })
