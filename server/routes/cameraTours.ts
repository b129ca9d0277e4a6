import { createRoute, z } from '@hono/zod-openapi'
import { type CameraTour, CameraTourChange, CameraTourNew } from '../../geodata/model/cameraWatch.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { cameraTour, cameraTours, changeCameraTour, makeCameraTour } from '../queries/cameraTour.ts'
import { flag, json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['cameras']
const params = z.object({ id: Id })
const list = createRoute({
  method: 'get', path: '/api/camera-tours', tags, summary: 'Tours of video patrol, the most urgent first, with their cameras; those that were retired only with retired=true',
  request: { query: z.object({ areaId: rowId.optional(), retired: flag }) }, responses: { 200: json<{ tours: CameraTour[] }>('tours') },
})
const make = createRoute({
  method: 'post', path: '/api/camera-tours', tags, summary: 'Make a tour; all its cameras stand in its area. The same id again answers the row as it is',
  request: { body: jsonBody(CameraTourNew) }, responses: { 201: json<{ tour: CameraTour }>('made'), 200: json<{ tour: CameraTour }>('was here already') },
})
const read = createRoute({ method: 'get', path: '/api/camera-tours/{id}', tags, summary: 'One tour', request: { params }, responses: { 200: json<{ tour: CameraTour }>('the tour') } })
const change = createRoute({
  method: 'patch', path: '/api/camera-tours/{id}', tags, summary: 'Name, priority, way, time, cameras, retired or not; 409 where somebody was quicker',
  request: { params, body: jsonBody(CameraTourChange) }, responses: { 200: json<{ tour: CameraTour }>('as it is now') },
})

const absent = () => new Problem(404, 'There is no such tour for this actor.', [{ field: 'id', expected: 'the id of a tour in areas where you may watch' }])

export const cameraTourRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => c.json({ tours: await cameraTours(sql, c.var.actor, c.req.valid('query')) }, 200))
    .openapi(make, async (c) => {
      const { tour, existed } = await makeCameraTour(sql, c.var.actor, c.req.valid('json'))
      if (!tour) throw absent()
      return existed ? c.json({ tour }, 200) : c.json({ tour }, 201, { location: `/api/camera-tours/${tour.id}` })
    })
    .openapi(read, async (c) => {
      const tour = await cameraTour(sql, c.var.actor, c.req.valid('param').id)
      if (!tour) throw absent()
      return c.json({ tour }, 200)
    })
    .openapi(change, async (c) => {
      const tour = await changeCameraTour(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))
      if (!tour) throw absent()
      return c.json({ tour }, 200)
    })
