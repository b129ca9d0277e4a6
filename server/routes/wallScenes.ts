import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import { type WallAnswer, WallSceneChange, WallSceneDraft, WallSceneOrder } from '../../geodata/model/mapWall.ts'
import type { Deps } from '../deps.ts'
import { changeWallScene, keepWallScene, orderWallScenes, removeWallScene } from '../queries/wallScene.ts'
import { json, jsonBody, routes } from '../valid.ts'
import { foundWall } from './mapWalls.ts'

const tags = ['map walls']
const params = z.object({ id: Id, sceneId: Id })
const ofWall = params.pick({ id: true })
const path = '/api/map-walls/{id}/scenes'
const now = { 200: json<WallAnswer>('the wall as it is now') }

const keep = createRoute({ method: 'post', path, tags, summary: 'A new scene, the last. The same id again leaves it as it is', request: { params: ofWall, body: jsonBody(WallSceneDraft) }, responses: now })
const order = createRoute({ method: 'put', path, tags, summary: 'The order of all scenes', request: { params: ofWall, body: jsonBody(WallSceneOrder) }, responses: now })
const change = createRoute({ method: 'patch', path: `${path}/{sceneId}`, tags, summary: 'Name, view, panels; 409 where somebody was quicker', request: { params, body: jsonBody(WallSceneChange) }, responses: now })
const remove = createRoute({ method: 'delete', path: `${path}/{sceneId}`, tags, summary: 'The scene goes; screens that showed it show their part of the shared map', request: { params }, responses: now })

export const wallSceneRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(keep, async (c) => c.json(foundWall(await keepWallScene(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))), 200))
    .openapi(order, async (c) => c.json(foundWall(await orderWallScenes(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json').sceneIds)), 200))
    .openapi(change, async (c) => {
      const { id, sceneId } = c.req.valid('param')
      return c.json(foundWall(await changeWallScene(sql, c.var.actor, id, sceneId, c.req.valid('json'))), 200)
    })
    .openapi(remove, async (c) => {
      const { id, sceneId } = c.req.valid('param')
      return c.json(foundWall(await removeWallScene(sql, c.var.actor, id, sceneId)), 200)
    })
