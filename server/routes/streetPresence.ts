import { createRoute, z } from '@hono/zod-openapi'
import type { StreetPresenceAnswer } from '../../geodata/model/streetPresence.ts'
import type { Deps } from '../deps.ts'
import { streetPresenceIn } from '../queries/streetPresence.ts'
import { bbox, checkPeriod, json, period, routes } from '../valid.ts'

const read = createRoute({
  method: 'get', path: '/api/street-presence', tags: ['patrols'], summary: 'Presence by piece of street, from crossing to crossing, from matched tracks: seconds surely, likely and perhaps there, visits, last visit; for those who plan patrols or brief',
  request: { query: z.object({ ...period, bbox }) }, responses: { 200: json<StreetPresenceAnswer>('pieces that are on record; others are not known') },
})

export const streetPresenceRoutes = ({ sql }: Deps) =>
  routes().openapi(read, async (c) => {
    const { bbox: box, ...span } = c.req.valid('query')
    return c.json(await streetPresenceIn(sql, c.var.actor, checkPeriod(span), box), 200)
  })
