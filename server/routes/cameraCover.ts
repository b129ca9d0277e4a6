import { createRoute, z } from '@hono/zod-openapi'
import type { CameraCover } from '../../geodata/model/cameraCover.ts'
import { createCameraCover } from '../cameras/cameraCover.ts'
import type { Deps } from '../deps.ts'
import { json, routes, rowId } from '../valid.ts'

const read = createRoute({
  method: 'get', path: '/api/camera-cover', tags: ['cameras'], summary: 'How much of the public ground of zones cameras see; of one area also of its estates and streets',
  request: { query: z.object({ areaId: rowId.optional() }) }, responses: { 200: json<CameraCover>('square metres, of streets metres') },
})

export const cameraCoverRoutes = (deps: Deps) => {
  const cover = createCameraCover(deps)
  return routes().openapi(read, async (c) => c.json(await cover({ id: c.var.actor, rightsKey: c.var.rightsKey }, c.req.valid('query').areaId), 200))
}
