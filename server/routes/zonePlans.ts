import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import { type ZonePlan, ZonePlanAdoption, type ZonePlanComparison, ZonePlanDraft, ZonePlanKeep, type ZonePlanRecord, ZonePlanStep } from '../../geodata/model/zonePlan.ts'
import type { Deps } from '../deps.ts'
import { checkPlanShapes } from '../planShapes.ts'
import { Problem } from '../problem.ts'
import { discardZonePlan, keepZonePlan, saveZonePlan, withdrawZonePlan, zonePlanById, zonePlans } from '../queries/zonePlan.ts'
import { zonePlanComparison } from '../queries/zonePlanComparison.ts'
import { createTurns } from '../turns.ts'
import { flag, json, jsonBody, routes, rowId } from '../valid.ts'
import { adoptCheckedPlan } from '../zonePlanAdoption.ts'

const tags = ['zones']
const params = z.object({ id: Id })
const plan = (description: string) => json<{ plan: ZonePlan }>(description)
const path = '/api/zone-plans/{id}'

const list = createRoute({
  method: 'get', path: '/api/zone-plans', tags, summary: 'Plans of zones, last changed first; those that were discarded only with discarded=true',
  request: { query: z.object({ areaId: rowId.optional(), discarded: flag }) }, responses: { 200: json<{ plans: ZonePlan[] }>('plans') },
})
const keep = createRoute({
  method: 'post', path: '/api/zone-plans', tags, summary: 'A new draft, with the zones that are given or those of today. The same id again answers the plan as it is',
  request: { body: jsonBody(ZonePlanKeep) }, responses: { 201: plan('kept'), 200: plan('was here already') },
})
const read = createRoute({ method: 'get', path, tags, summary: 'One plan with its zones', request: { params }, responses: { 200: json<ZonePlanRecord>('the plan') } })
const save = createRoute({ method: 'put', path, tags, summary: 'The whole draft as it stands on the desk; 409 where somebody was quicker', request: { params, body: jsonBody(ZonePlanDraft) }, responses: { 200: plan('as it is now') } })
const adopt = createRoute({
  method: 'post', path: `${path}/adopt`, tags, summary: 'Adopt a draft for a day, today or later; 422 with `problems` where it does not cover the area exactly once',
  request: { params, body: jsonBody(ZonePlanAdoption) }, responses: { 200: plan('as it is now') },
})
const withdraw = createRoute({ method: 'post', path: `${path}/withdraw`, tags, summary: 'A plan that waits for its day is a draft again', request: { params, body: jsonBody(ZonePlanStep) }, responses: { 200: plan('as it is now') } })
const discard = createRoute({ method: 'post', path: `${path}/discard`, tags, summary: 'Give up a draft', request: { params, body: jsonBody(ZonePlanStep) }, responses: { 200: plan('as it is now') } })
const comparison = createRoute({ method: 'get', path: `${path}/comparison`, tags, summary: 'Each zone before and after, and what moves', request: { params }, responses: { 200: json<ZonePlanComparison>('the comparison') } })

/** Undefined is not there, or not for this actor. */
function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Problem(404, 'There is no such plan for this actor.', [{ field: 'id', expected: 'the id of a plan in your areas' }])
  return row
}

export const zonePlanRoutes = ({ sql }: Deps) => {
  // The whole ground is read and measured.
  const inTurn = createTurns(1)
  return routes()
    .openapi(list, async (c) => c.json({ plans: await zonePlans(sql, c.var.actor, c.req.valid('query')) }, 200))
    .openapi(keep, async (c) => {
      const given = c.req.valid('json')
      checkPlanShapes(given.zones)
      const { plan: kept, existed } = await keepZonePlan(sql, c.var.actor, given)
      const answer = { plan: found(kept) }
      return existed ? c.json(answer, 200) : c.json(answer, 201, { location: `/api/zone-plans/${given.id}` })
    })
    .openapi(read, async (c) => c.json(found(await zonePlanById(sql, c.var.actor, c.req.valid('param').id)), 200))
    .openapi(save, async (c) => {
      const draft = c.req.valid('json')
      checkPlanShapes(draft.zones ?? [])
      return c.json({ plan: found(await saveZonePlan(sql, c.var.actor, c.req.valid('param').id, draft)) }, 200)
    })
    .openapi(adopt, async (c) => {
      const { id } = c.req.valid('param')
      return c.json({ plan: found(await inTurn(c.var.actor, () => adoptCheckedPlan(sql, c.var.actor, id, c.req.valid('json')))) }, 200)
    })
    .openapi(withdraw, async (c) => c.json({ plan: found(await withdrawZonePlan(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(discard, async (c) => c.json({ plan: found(await discardZonePlan(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(comparison, async (c) => c.json(found(await zonePlanComparison(sql, c.var.actor, c.req.valid('param').id)), 200))
}
