import { createRoute, z } from '@hono/zod-openapi'
import type { CameraSightState } from '../../geodata/model/camera.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { cameraSight } from '../queries/cameraSight.ts'
import { json, routes, rowId } from '../valid.ts'

const read = createRoute({
  method: 'get', path: '/api/cameras/{id}/sight', tags: ['cameras'], summary: 'What was made of a camera: how much ground it sees, what was assumed, whether that is being worked out anew',
  request: { params: z.object({ id: rowId }) }, responses: { 200: json<CameraSightState>('its sight') },
})

export const cameraSightRoutes = ({ sql }: Deps) =>
  routes().openapi(read, async (c) => {
    const found = await cameraSight(sql, c.var.actor, c.req.valid('param').id)
    if (!found) throw new Problem(404, 'There is no such camera for this actor.', [{ field: 'id', expected: 'the id of a camera in your areas' }])
    return c.json(found, 200)
  })
