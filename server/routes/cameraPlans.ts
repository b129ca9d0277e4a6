import { createRoute, z } from '@hono/zod-openapi'
import { type CameraPlan, CameraPlanDraft, CameraPlanKeep, type CameraPlanRecord, CameraPlanStep } from '../../geodata/model/cameraPlan.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { cameraPlanById, cameraPlans, keepCameraPlan, saveCameraPlan, stepCameraPlan } from '../queries/cameraPlan.ts'
import { flag, json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['cameras']
const params = z.object({ id: Id })
const plan = (description: string) => json<{ plan: CameraPlan }>(description)
const path = '/api/camera-plans/{id}'

const list = createRoute({
  method: 'get', path: '/api/camera-plans', tags, summary: 'Plans of cameras, last changed first; those that were discarded only with discarded=true',
  request: { query: z.object({ areaId: rowId.optional(), discarded: flag }) }, responses: { 200: json<{ plans: CameraPlan[] }>('plans') },
})
const keep = createRoute({ method: 'post', path: '/api/camera-plans', tags, summary: 'A new draft. The same id again answers the plan as it is', request: { body: jsonBody(CameraPlanKeep) }, responses: { 201: plan('kept'), 200: plan('was here already') } })
const read = createRoute({ method: 'get', path, tags, summary: 'One plan with its sites', request: { params }, responses: { 200: json<CameraPlanRecord>('the plan') } })
const save = createRoute({ method: 'put', path, tags, summary: 'Name, note or sites of a draft; 409 where somebody was quicker', request: { params, body: jsonBody(CameraPlanDraft) }, responses: { 200: plan('as it is now') } })
const adopt = createRoute({ method: 'post', path: `${path}/adopt`, tags, summary: 'Adopt a draft: each site becomes a camera of state planned', request: { params, body: jsonBody(CameraPlanStep) }, responses: { 200: plan('as it is now') } })
const withdraw = createRoute({ method: 'post', path: `${path}/withdraw`, tags, summary: 'Take an adoption back while none of its cameras stands: they go, and the plan is a draft again', request: { params, body: jsonBody(CameraPlanStep) }, responses: { 200: plan('as it is now') } })
const discard = createRoute({ method: 'post', path: `${path}/discard`, tags, summary: 'Give up a draft', request: { params, body: jsonBody(CameraPlanStep) }, responses: { 200: plan('as it is now') } })

/** Undefined is not there, or not for this actor. */
function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Problem(404, 'There is no such plan for this actor.', [{ field: 'id', expected: 'the id of a plan in your areas' }])
  return row
}

export const cameraPlanRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => c.json({ plans: await cameraPlans(sql, c.var.actor, c.req.valid('query')) }, 200))
    .openapi(keep, async (c) => {
      const given = c.req.valid('json')
      const { plan: kept, existed } = await keepCameraPlan(sql, c.var.actor, given)
      const answer = { plan: found(kept) }
      return existed ? c.json(answer, 200) : c.json(answer, 201, { location: `/api/camera-plans/${given.id}` })
    })
    .openapi(read, async (c) => c.json(found(await cameraPlanById(sql, c.var.actor, c.req.valid('param').id)), 200))
    .openapi(save, async (c) => c.json({ plan: found(await saveCameraPlan(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))) }, 200))
    .openapi(adopt, async (c) => c.json({ plan: found(await stepCameraPlan(sql, c.var.actor, 'adopt', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(withdraw, async (c) => c.json({ plan: found(await stepCameraPlan(sql, c.var.actor, 'withdraw', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(discard, async (c) => c.json({ plan: found(await stepCameraPlan(sql, c.var.actor, 'discard', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
