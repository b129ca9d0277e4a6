import { createRoute, z } from '@hono/zod-openapi'
import type { LastVisits } from '../../geodata/model/lastVisit.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { isTooWide, lastVisits } from '../queries/lastVisit.ts'
import { bbox, json, routes } from '../valid.ts'

const read = createRoute({
  method: 'get', path: '/api/last-visits', tags: ['patrols'], summary: 'When patrols were last on record in cells, streets, zones and hotspots of a part of the map; for those who plan patrols or brief',
  request: { query: z.object({ bbox }) }, responses: { 200: json<LastVisits>('last visits') },
})

export const lastVisitRoutes = ({ sql }: Deps) =>
  routes().openapi(read, async (c) => {
    const { bbox: box } = c.req.valid('query')
    if (isTooWide(box)) throw new Problem(422, 'This part of the map is too large.', [{ field: 'bbox', expected: 'a part of the map of at most some 35 km on a side' }])
    return c.json(await lastVisits(sql, c.var.actor, box, new Date()), 200)
  })
