import { createRoute, z } from '@hono/zod-openapi'
import type { BlindSpots } from '../../geodata/model/blindSpot.ts'
import { createBlindSpots } from '../cameras/blindSpots.ts'
import type { Deps } from '../deps.ts'
import { json, routes, rowId } from '../valid.ts'

const read = createRoute({
  method: 'get', path: '/api/blind-spots', tags: ['cameras'], summary: 'Public ground of an area that no camera watches, by cell and by street, with the hours of the week in which patrols were there and the incidents of each hour; for those who brief',
  request: { query: z.object({ areaId: rowId, days: z.coerce.number({ error: 'expected a whole number of days from 1 to 366' }).int().min(1).max(366).default(90) }) },
  responses: { 200: json<BlindSpots>('columns by cell, pieces of streets') },
})

export const blindSpotRoutes = ({ sql }: Deps) => {
  const blindSpots = createBlindSpots(sql)
  return routes().openapi(read, async (c) => {
    const { areaId, days } = c.req.valid('query')
    return c.json(await blindSpots(c.var.actor, areaId, days, c.req.raw.signal), 200)
  })
}
