import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import { type WallAnswer, WallHeartbeat, WallScreenChange, WallScreenDraft } from '../../geodata/model/mapWall.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { addWallScreen, changeWallScreen, hearScreen, removeWallScreen, sendWindowAway } from '../queries/wallScreen.ts'
import { keepWallSession } from '../session/wall.ts'
import { json, jsonBody, routes } from '../valid.ts'
import { foundWall } from './mapWalls.ts'

const tags = ['map walls']
const params = z.object({ id: Id, screenId: Id })
const path = '/api/map-walls/{id}/screens/{screenId}'
const now = { 200: json<WallAnswer>('the wall as it is now') }

const add = createRoute({ method: 'post', path: '/api/map-walls/{id}/screens', tags, summary: 'A screen that was drawn. The same id again leaves it as it is', request: { params: params.pick({ id: true }), body: jsonBody(WallScreenDraft) }, responses: now })
const change = createRoute({ method: 'patch', path, tags, summary: 'Name, place, content, panels; 409 where somebody was quicker', request: { params, body: jsonBody(WallScreenChange) }, responses: now })
const remove = createRoute({ method: 'delete', path, tags, summary: 'The screen goes, and its window with it', request: { params }, responses: now })
const sendAway = createRoute({ method: 'delete', path: `${path}/window`, tags, summary: 'The window that is this screen is signed out; the screen stays', request: { params }, responses: now })
const beat = createRoute({
  method: 'post', path: '/api/wall-heartbeats', tags, summary: 'What a window says of the screen that it is; 404 where it is not (any more): it asks to join again',
  request: { body: jsonBody(WallHeartbeat) }, responses: { 204: { description: 'heard' } },
})

export const wallScreenRoutes = ({ sql, env }: Deps) =>
  routes()
    .openapi(add, async (c) => c.json(foundWall(await addWallScreen(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))), 200))
    .openapi(change, async (c) => {
      const { id, screenId } = c.req.valid('param')
      return c.json(foundWall(await changeWallScreen(sql, c.var.actor, id, screenId, c.req.valid('json'))), 200)
    })
    .openapi(remove, async (c) => {
      const { id, screenId } = c.req.valid('param')
      return c.json(foundWall(await removeWallScreen(sql, c.var.actor, id, screenId)), 200)
    })
    .openapi(sendAway, async (c) => {
      const { id, screenId } = c.req.valid('param')
      return c.json(foundWall(await sendWindowAway(sql, c.var.actor, id, screenId)), 200)
    })
    .openapi(beat, async (c) => {
      const heard = await hearScreen(sql, c.var.actor, { ...c.req.valid('json'), sessionId: c.var.session.sessionId })
      if (!heard) throw new Problem(404, 'This window is not this screen.', [{ field: 'screenId', expected: 'the screen that this window joined as' }])
      await keepWallSession(c, { sql, env })
      return c.body(null, 204)
    })
