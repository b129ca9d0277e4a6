import { createRoute, z } from '@hono/zod-openapi'
import { type CameraLook, CameraLookNew } from '../../geodata/model/cameraWatch.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { beginCameraLook, cameraLooks, endCameraLook } from '../queries/cameraLook.ts'
import { instant, integerText, json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['cameras']
const list = createRoute({
  method: 'get', path: '/api/camera-looks', tags, summary: 'Who looked at which camera when and why, the newest first; for those who watch there and for auditors',
  request: { query: z.object({ areaId: rowId.optional(), cameraId: rowId.optional(), from: instant.optional(), to: instant.optional(), limit: integerText(1, 1_000).optional() }) },
  responses: { 200: json<{ looks: CameraLook[] }>('looks') },
})
const begin = createRoute({
  method: 'post', path: '/api/camera-looks', tags, summary: 'Begin to look at a camera; pictures are fetched by the id of a look only. The same id again answers the row as it is',
  request: { body: jsonBody(CameraLookNew) }, responses: { 201: json<{ look: CameraLook }>('begun') },
})
const end = createRoute({
  method: 'post', path: '/api/camera-looks/{id}/end', tags, summary: 'Say that a look of one’s own is over', request: { params: z.object({ id: Id }), body: jsonBody(z.strictObject({})) }, responses: { 200: json<{ ended: true }>('over') },
})

export const cameraLookRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => c.json({ looks: await cameraLooks(sql, c.var.actor, { limit: 200, ...c.req.valid('query') }) }, 200))
    .openapi(begin, async (c) => {
      const look = await beginCameraLook(sql, c.var.actor, c.req.valid('json'))
      if (!look) throw new Problem(404, 'There is no such camera for this actor.', [{ field: 'cameraId', expected: 'the id of a camera in your areas' }])
      return c.json({ look }, 201)
    })
    .openapi(end, async (c) => {
      if (!(await endCameraLook(sql, c.var.actor, c.req.valid('param').id))) throw new Problem(404, 'There is no such look of this actor.', [{ field: 'id', expected: 'the id of a look of your own' }])
      return c.json({ ended: true as const }, 200)
    })
