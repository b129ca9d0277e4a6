import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import { MapWallChange, MapWallDraft, MapWallRelay, MapWallStep, type MapWallSummary, type WallAnswer, WallMove, WallRotationChange } from '../../geodata/model/mapWall.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { changeMapWall, layOutWall, makeMapWall, mapWalls, retireMapWall, rotateWall, wallAnswer } from '../queries/mapWall.ts'
import { flag, json, jsonBody, routes } from '../valid.ts'
import { createMoveThrottle } from '../wallThrottle.ts'

const tags = ['map walls']
const params = z.object({ id: Id })
const path = '/api/map-walls/{id}'
const now = { 200: json<WallAnswer>('the wall as it is now') }

const list = createRoute({
  method: 'get', path: '/api/map-walls', tags, summary: 'Walls that the actor operates or shows, by name; those that were retired only with retired=true',
  request: { query: z.object({ retired: flag }) }, responses: { 200: json<{ walls: MapWallSummary[] }>('walls') },
})
const make = createRoute({
  method: 'post', path: '/api/map-walls', tags, summary: 'A new wall with screens in rows and columns. The same id again answers the wall as it is',
  request: { body: jsonBody(MapWallDraft) }, responses: { 201: json<WallAnswer>('made'), 200: json<WallAnswer>('was here already') },
})
const read = createRoute({ method: 'get', path, tags, summary: 'A wall with its screens, what they last said, scenes, and the alarms of its area', request: { params }, responses: { 200: json<WallAnswer>('the wall') } })
const change = createRoute({ method: 'patch', path, tags, summary: 'Name, shared view, the screen that flies to alarms; 409 where somebody was quicker', request: { params, body: jsonBody(MapWallChange) }, responses: now })
const retire = createRoute({ method: 'post', path: `${path}/retire`, tags, summary: 'Its windows are sent away, and nobody becomes a screen of it', request: { params, body: jsonBody(MapWallStep) }, responses: { 204: { description: 'retired' } } })
const restore = createRoute({ method: 'post', path: `${path}/restore`, tags, summary: 'A retired wall stands again; its screens ask to join anew', request: { params, body: jsonBody(MapWallStep) }, responses: now })
const layOut = createRoute({ method: 'put', path: `${path}/layout`, tags, summary: 'Screens in rows and columns anew; those that remain, in the order of reading, keep their window', request: { params, body: jsonBody(MapWallRelay) }, responses: now })
const rotate = createRoute({ method: 'put', path: `${path}/rotation`, tags, summary: 'Seconds of a scene, held or going on, or which scene stands now', request: { params, body: jsonBody(WallRotationChange) }, responses: now })
const move = createRoute({ method: 'post', path: `${path}/moves`, tags, summary: 'The shared camera moves: told at once to all screens, kept when it stands still', request: { params, body: jsonBody(WallMove) }, responses: { 204: { description: 'told' } } })

/** Undefined is not there, or not for this actor. */
export function foundWall<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Problem(404, 'There is no such wall for this actor.', [{ field: 'id', expected: 'the id of a wall that you operate, and of a screen or scene of it' }])
  return row
}
const fresh = { 'cache-control': 'private, no-store' }

export const mapWallRoutes = ({ sql, live }: Deps) => {
  const throttle = createMoveThrottle()
  return routes()
    .openapi(list, async (c) => c.json({ walls: await mapWalls(sql, c.var.actor, c.req.valid('query').retired) }, 200))
    .openapi(make, async (c) => {
      const draft = c.req.valid('json')
      const { answer, existed } = await makeMapWall(sql, c.var.actor, draft)
      return existed ? c.json(foundWall(answer), 200) : c.json(foundWall(answer), 201, { location: `/api/map-walls/${draft.id}` })
    })
    .openapi(read, async (c) => c.json(foundWall(await wallAnswer(sql, c.var.actor, c.req.valid('param').id)), 200, fresh))
    .openapi(change, async (c) => c.json(foundWall(await changeMapWall(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))), 200))
    .openapi(retire, async (c) => {
      foundWall(await retireMapWall(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json').version, true))
      return c.body(null, 204)
    })
    .openapi(restore, async (c) => c.json(foundWall(await retireMapWall(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json').version, false)), 200))
    .openapi(layOut, async (c) => c.json(foundWall(await layOutWall(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))), 200))
    .openapi(rotate, async (c) => c.json(foundWall(await rotateWall(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))), 200))
    .openapi(move, async (c) => {
      const { id } = c.req.valid('param')
      await throttle(c.var.actor)
      if (!(await live.moveWall(c.var.actor, id, c.req.valid('json')))) foundWall(undefined)
      return c.body(null, 204)
    })
}
