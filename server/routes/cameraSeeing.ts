import { createRoute, z } from '@hono/zod-openapi'
import type { CamerasSeeing } from '../../geodata/model/cameraSighting.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { camerasSeeingIncident, camerasSeeingPoint } from '../queries/cameraSeeing.ts'
import { json, numberText, routes } from '../valid.ts'

const seeing = createRoute({
  method: 'get', path: '/api/cameras/seeing', tags: ['cameras'], summary: 'Which cameras see a place (lng and lat) or an incident (incidentId), the best first',
  request: { query: z.object({ lng: numberText(-180, 180).optional(), lat: numberText(-90, 90).optional(), incidentId: z.uuid().optional() }) },
  responses: { 200: json<CamerasSeeing>('the cameras') },
})

export const cameraSeeingRoutes = ({ sql }: Deps) =>
  routes().openapi(seeing, async (c) => {
    const { lng, lat, incidentId } = c.req.valid('query')
    if (incidentId !== undefined) {
      const found = await camerasSeeingIncident(sql, c.var.actor, incidentId)
      if (!found) throw new Problem(404, 'There is no such incident for this actor.', [{ field: 'incidentId', expected: 'the id of an incident in your areas' }])
      return c.json(found, 200)
    }
    if (lng === undefined || lat === undefined) throw new Problem(400, 'Neither a place nor an incident is named.', ['lng', 'lat'].map((field) => ({ field, expected: 'longitude and latitude, or incidentId' })))
    return c.json(await camerasSeeingPoint(sql, c.var.actor, lng, lat), 200)
  })
