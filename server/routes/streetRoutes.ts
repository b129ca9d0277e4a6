import { createRoute, z } from '@hono/zod-openapi'
import { graphReport, type GraphReport } from '../../geodata/graph/graphReport.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { Vehicle } from '../../geodata/model/patrolPlan.ts'
import type { StreetRoute } from '../../geodata/model/streetRoute.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { areaBox } from '../queries/street.ts'
import { streetGraphsOf } from '../streets/streetGraphs.ts'
import { wayBetween } from '../streets/wayBetween.ts'
import { bbox, instant, json, numberText, routes, rowId } from '../valid.ts'

const place = z.string().max(60).regex(/^-?\d{1,3}(\.\d+)?,-?\d{1,2}(\.\d+)?$/, 'expected longitude,latitude in degrees')
  .transform((text) => text.split(',').map(Number) as LngLat).refine(([lng, lat]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90, 'expected longitude,latitude in degrees').openapi({ type: 'string', description: 'longitude,latitude' })
const profile = z.string().pipe(Vehicle as z.ZodType<Vehicle, string>).default('foot').openapi({ type: 'string', enum: [...Vehicle.options] })
const at = instant.optional().openapi({ type: 'string', format: 'date-time', description: 'for gates and streets with hours; left out: whatever opens at all is open' })

const route = createRoute({
  method: 'get', path: '/api/street-route', tags: ['streets'], summary: 'The quickest way between two places on foot, by bicycle or by car, in words too; what streets are missing for it',
  request: { query: z.object({ from: place, to: place, profile, at, speed: numberText(0.3, 30).optional() }) }, responses: { 200: json<StreetRoute>('the way, or null with the reason at the end that is cut off') },
})
const report = createRoute({
  method: 'get', path: '/api/street-graph', tags: ['streets'], summary: 'What streets of an area or a box can be travelled, which are cut off from the others, and what to beware of',
  request: { query: z.object({ areaId: rowId.optional(), bbox: bbox.optional(), profile, at }) }, responses: { 200: json<GraphReport>('connected parts; streets that are cut off, by name') },
})

export const streetRoutes = (deps: Deps) => {
  const graphs = streetGraphsOf(deps)
  return routes()
    .openapi(route, async (c) => {
      const { from, to, speed, ...ask } = c.req.valid('query')
      return c.json(await wayBetween(graphs, c.var.actor, from, to, { ...ask, speedMetersPerSecond: speed }), 200)
    })
    .openapi(report, async (c) => {
      const { areaId, bbox: asked, ...ask } = c.req.valid('query')
      if ((areaId === undefined) === (asked === undefined)) throw new Problem(400, 'Ask for an area or for a box.', [{ field: 'areaId', expected: 'either areaId or bbox' }])
      const box = asked ?? (await areaBox(deps.sql, c.var.actor, areaId as number))
      if (box === undefined) throw new Problem(404, 'There is no such area for this actor.', [{ field: 'areaId', expected: 'the id of one of your areas' }])
      if (box === null) throw new Problem(422, 'This area has no outline.', [{ field: 'areaId', expected: 'an area with an outline', code: 'no_outline' }])
      return c.json(graphReport(await graphs.within(c.var.actor, box, ask)), 200)
    })
}
