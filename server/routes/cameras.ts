import { createRoute, z } from '@hono/zod-openapi'
import { createReproject } from '../../geodata/format/reproject.ts'
import { CameraChange, CameraKeep, type CameraRecord, type Datum } from '../../geodata/model/camera.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { cameraRecord, changeCamera, keepCamera, removeCamera, restoreCamera } from '../queries/camera.ts'
import { json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['cameras']
const path = '/api/cameras/{id}'
const request = { params: z.object({ id: rowId }) }
const record = (description: string) => json<CameraRecord>(description)

const read = createRoute({ method: 'get', path, tags, summary: 'One camera with its history and whatever stands at the same place', request, responses: { 200: record('the camera') } })
const keep = createRoute({
  method: 'post', path: '/api/cameras', tags, summary: 'A new camera; its area is where it stands. The same id again answers the camera as it is',
  request: { body: jsonBody(CameraKeep) }, responses: { 201: record('kept'), 200: record('was here already') },
})
const change = createRoute({ method: 'patch', path, tags, summary: 'Change what is given; 409 where somebody was quicker', request: { ...request, body: jsonBody(CameraChange) }, responses: { 200: record('as it is now') } })
const remove = createRoute({ method: 'delete', path, tags, summary: 'Take a camera out of the register', request, responses: { 204: { description: 'gone' } } })
const restore = createRoute({ method: 'post', path: `${path}/restore`, tags, summary: 'Take a removal back, with the history', request, responses: { 200: record('as it was') } })

function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Problem(404, 'There is no such camera for this actor.', [{ field: 'id', expected: 'the id of a camera in your areas' }])
  return row
}

/** A place as a Chinese map service gave it becomes one of WGS 84. */
function placed<Given extends { lng?: number | undefined; lat?: number | undefined; datum?: Datum | undefined }>({ datum, ...given }: Given): Omit<Given, 'datum'> {
  if (given.lng === undefined || given.lat === undefined || !datum || datum === 'WGS84') return given
  const [lng, lat] = createReproject(datum)([given.lng, given.lat])
  return { ...given, lng, lat }
}

export const cameraRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(read, async (c) => c.json(found(await cameraRecord(sql, c.var.actor, c.req.valid('param').id)), 200))
    .openapi(keep, async (c) => {
      const { record: kept, existed } = await keepCamera(sql, c.var.actor, placed(c.req.valid('json')))
      const answer = found(kept)
      return existed ? c.json(answer, 200) : c.json(answer, 201, { location: `/api/cameras/${answer.camera.id}` })
    })
    .openapi(change, async (c) => c.json(found(await changeCamera(sql, c.var.actor, c.req.valid('param').id, placed(c.req.valid('json')))), 200))
    .openapi(remove, async (c) => {
      if (!(await removeCamera(sql, c.var.actor, c.req.valid('param').id))) found(undefined)
      return c.body(null, 204)
    })
    .openapi(restore, async (c) => c.json(found(await restoreCamera(sql, c.var.actor, c.req.valid('param').id)), 200))
