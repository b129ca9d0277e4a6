import { createRoute, z } from '@hono/zod-openapi'
import { type CameraPlacementLine, CameraPlacementQuestion, type CameraPlacementStage } from '../../geodata/model/cameraPlacement.ts'
import { answerStream, seldom, streamHeaders } from '../answerStream.ts'
import type { Deps } from '../deps.ts'
import { integerText, json, jsonBody, routes } from '../valid.ts'

const propose = createRoute({
  method: 'post', path: '/api/camera-placements', tags: ['cameras'], summary: 'Propose where the next cameras should stand in an area in which one may plan; nothing is stored',
  request: { body: jsonBody(CameraPlacementQuestion) },
  responses: { 200: { description: 'lines {"progress","stage"}, and last {"answer"} or {"problem"}; ending the request ends the work', content: { 'application/x-ndjson': { schema: z.string() } } } },
})

const lights = createRoute({
  method: 'get', path: '/api/street-lights', tags: ['cameras'], summary: 'Where known street lights of an area or zone stand, on which cameras could be hung; for those who may plan there',
  request: { query: z.object({ areaId: integerText(1, 2_147_483_647), zoneId: integerText(1, 2_147_483_647).optional() }) },
  responses: { 200: json<{ lights: [lng: number, lat: number][] }>('the lights') },
})

export const cameraPlacementRoutes = ({ cameraPlacements, log }: Deps) =>
  routes().openapi(lights, async (c) => {
    const { areaId, zoneId = null } = c.req.valid('query')
    return c.json({ lights: await cameraPlacements.lights(c.var.actor, { areaId, zoneId }) }, 200)
  }).openapi(propose, async (c) => {
    const question = c.req.valid('json')
    const { actor } = c.var
    const place = cameraPlacements.order()
    await cameraPlacements.check(actor, question)
    const failed = (error: unknown) => log.error({ path: c.req.path, error: String((error as Error).stack ?? error) }, 'a placement of cameras failed')
    const body = answerStream<CameraPlacementLine>(c.req.raw.signal, failed, async (say, signal) => {
      const told = seldom((stage: CameraPlacementStage, progress: number) => say({ progress: Math.round(progress * 1000) / 1000, stage }))
      say({ answer: await cameraPlacements.ask(actor, place, question, { signal, told }) })
    })
    return c.body(body, 200, streamHeaders) as never
  })
