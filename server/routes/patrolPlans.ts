import { createRoute, z } from '@hono/zod-openapi'
import { patrolGpx } from '../../geodata/format/patrolGpx.ts'
import { Id } from '../../geodata/model/id.ts'
import { type PatrolPlan, PatrolPlanChange, PatrolPlanKeep, type PatrolPlanRecord, PatrolPlanStep } from '../../geodata/model/patrolPlan.ts'
import type { MyRounds } from '../../geodata/model/patrolRound.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { myRounds } from '../queries/myRound.ts'
import { keepPatrolPlan, patrolPlanById, patrolPlans, patrolRounds, savePatrolPlan, stepPatrolPlan } from '../queries/patrolPlan.ts'
import { flag, instant, json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['patrols']
const params = z.object({ id: Id })
const plan = (description: string) => json<{ plan: PatrolPlan }>(description)
const path = '/api/patrol-plans/{id}'

const list = createRoute({
  method: 'get', path: '/api/patrol-plans', tags, summary: 'Plans of patrols, last changed first; those that were discarded only with discarded=true; those of a period only with from and to',
  request: { query: z.object({ areaId: rowId.optional(), discarded: flag, from: instant.optional(), to: instant.optional() }) }, responses: { 200: json<{ plans: PatrolPlan[] }>('plans') },
})
const keep = createRoute({ method: 'post', path: '/api/patrol-plans', tags, summary: 'A new draft. The same id again answers the plan as it is', request: { body: jsonBody(PatrolPlanKeep) }, responses: { 201: plan('kept'), 200: plan('was here already') } })
const read = createRoute({ method: 'get', path, tags, summary: 'One plan with its question, its figures and the routes of its teams', request: { params }, responses: { 200: json<PatrolPlanRecord>('the plan') } })
const gpx = createRoute({
  method: 'get', path: `${path}/rounds.gpx`, tags, summary: 'The rounds of a plan as GPX 1.1, or that of one team: its stops as a route, its way as a track',
  request: { params, query: z.object({ teamId: rowId.optional() }) }, responses: { 200: { description: 'the file', content: { 'application/gpx+xml': { schema: z.string() } } } },
})
const save = createRoute({ method: 'put', path, tags, summary: 'Change a draft or a published plan; 409 where somebody was quicker', request: { params, body: jsonBody(PatrolPlanChange) }, responses: { 200: plan('as it is now') } })
const step = <Verb extends string>(verb: Verb, summary: string) => createRoute({ method: 'post', path: `${path}/${verb}`, tags, summary, request: { params, body: jsonBody(PatrolPlanStep) }, responses: { 200: plan('as it is now') } })
const publish = step('publish', 'Give the rounds to the teams')
const withdraw = step('withdraw', 'Take the rounds back from the teams')
const discard = step('discard', 'Give up a plan that is not published')
const restore = step('restore', 'A draft again: of a plan that was given up or withdrawn')
const mine = createRoute({ method: 'get', path: '/api/my-round', tags, summary: 'The published rounds of the own teams, now and next', responses: { 200: json<MyRounds>('rounds') } })

/** Undefined is not there, or not for this actor. */
function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Problem(404, 'There is no such plan for this actor.', [{ field: 'id', expected: 'the id of a plan of patrols in your areas' }])
  return row
}

export const patrolPlanRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => c.json({ plans: await patrolPlans(sql, c.var.actor, c.req.valid('query')) }, 200))
    .openapi(keep, async (c) => {
      const given = c.req.valid('json')
      const { plan: kept, existed } = await keepPatrolPlan(sql, c.var.actor, given)
      const answer = { plan: found(kept) }
      return existed ? c.json(answer, 200) : c.json(answer, 201, { location: `/api/patrol-plans/${given.id}` })
    })
    .openapi(read, async (c) => c.json(found(await patrolPlanById(sql, c.var.actor, c.req.valid('param').id)), 200))
    .openapi(gpx, async (c) => {
      const { id } = c.req.valid('param')
      const { teamId } = c.req.valid('query')
      const { plan: of, rounds } = found(await patrolRounds(sql, c.var.actor, id, teamId))
      if (teamId !== undefined && !rounds.length) throw new Problem(404, 'This team has no round in the plan that this actor sees.', [{ field: 'teamId', expected: 'the id of a team with a round in the plan' }])
      const name = `patrol-${of.from.slice(0, 10)}${teamId === undefined ? '' : `-${teamId}`}.gpx`
      return c.body(patrolGpx(of, rounds), 200, { 'content-type': 'application/gpx+xml; charset=utf-8', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'private, no-store', vary: 'Cookie' }) as never
    })
    .openapi(save, async (c) => c.json({ plan: found(await savePatrolPlan(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))) }, 200))
    .openapi(publish, async (c) => c.json({ plan: found(await stepPatrolPlan(sql, c.var.actor, 'publish', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(withdraw, async (c) => c.json({ plan: found(await stepPatrolPlan(sql, c.var.actor, 'withdraw', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(discard, async (c) => c.json({ plan: found(await stepPatrolPlan(sql, c.var.actor, 'discard', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(restore, async (c) => c.json({ plan: found(await stepPatrolPlan(sql, c.var.actor, 'restore', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(mine, async (c) => c.json(await myRounds(sql, c.var.actor), 200))
