import { createRoute, z } from '@hono/zod-openapi'
import type { CameraHealth, OneCameraHealth } from '../../geodata/model/cameraHealth.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { cameraHealth, oneCameraHealth } from '../queries/cameraHealth.ts'
import { createTurns } from '../turns.ts'
import { checkPeriod, json, period, routes, rowId } from '../valid.ts'

const tags = ['cameras']
const board = createRoute({
  method: 'get', path: '/api/camera-health', tags, summary: 'How cameras are and were: by zone and by time, and those that are down with the ground that nobody watches for want of them',
  request: { query: z.object({ ...period, areaId: rowId.optional() }) }, responses: { 200: json<CameraHealth>('how cameras are') },
})
const one = createRoute({ method: 'get', path: '/api/cameras/{id}/health', tags, summary: 'What one camera alone watches, and how it went in the last 30 days', request: { params: z.object({ id: rowId }) }, responses: { 200: json<OneCameraHealth>('how it is') } })
const dayMs = 86_400_000

export const cameraHealthRoutes = ({ sql }: Deps) => {
  // Unions of many views are work: of each actor two at a time.
  const inTurn = createTurns(2)
  return routes()
    .openapi(board, async (c) => {
      const { areaId, ...span } = c.req.valid('query')
      checkPeriod(span, 400)
      return c.json(await inTurn(c.var.actor, () => cameraHealth(sql, c.var.actor, areaId, span)), 200)
    })
    .openapi(one, async (c) => {
      const found = await oneCameraHealth(sql, c.var.actor, c.req.valid('param').id, { from: new Date(Date.now() - 30 * dayMs).toISOString(), to: new Date().toISOString() })
      if (!found) throw new Problem(404, 'There is no such camera for this actor.', [{ field: 'id', expected: 'the id of a camera in your areas' }])
      return c.json(found, 200)
    })
}
