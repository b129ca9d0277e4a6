import { createRoute, z } from '@hono/zod-openapi'
import type { Incident } from '../../geodata/model/incident.ts'
import { type BatchAnswer, IncidentStep, StepBatch, type Transition } from '../../geodata/model/workOrder.ts'
import type { Deps } from '../deps.ts'
import { Problem, problemOfState } from '../problem.ts'
import { type StepOutcome, stepIncident, stepIncidents, transitionsOf, undoSteps } from '../queries/incidentStep.ts'
import { json, jsonBody, routes } from '../valid.ts'

const tags = ['incidents']
const id = z.object({ id: z.uuid() })
const transitions = createRoute({
  method: 'get', path: '/api/transitions', tags, summary: 'The loop as the roles of the actor see it', responses: { 200: json<{ transitions: Transition[] }>('who may do what from where') },
})
const step = createRoute({
  method: 'post', path: '/api/incidents/{id}/steps', tags, summary: 'One step of the loop, also on a work order; the same id again changes nothing',
  request: { params: id, body: jsonBody(IncidentStep) }, responses: { 200: json<{ incident: Incident }>('after the step') },
})
const batch = createRoute({
  method: 'post', path: '/api/step-batches', tags, summary: 'The same step on many incidents; each is decided by itself',
  request: { body: jsonBody(StepBatch) }, responses: { 200: json<BatchAnswer>('what was done, and what was refused and why') },
})
const undo = createRoute({
  method: 'post', path: '/api/step-batches/{id}/undo', tags, summary: 'Take back a batch, or the single step of this id, where nothing has happened since',
  request: { params: id }, responses: { 200: json<BatchAnswer>('what was taken back, and what was not and why') },
})

const absent = () => new Problem(404, 'There is no such incident for this actor.', [{ field: 'id', expected: 'the id of an incident in your areas' }])

function answerOf(batchId: string, outcomes: StepOutcome[]): BatchAnswer {
  const refused = outcomes.flatMap(({ incidentId, code, field, message }) => {
    if (code === null) return []
    const problem = problemOfState(code, field, message)
    return [{ incidentId, reason: problem.message, status: problem.status }]
  })
  return { batchId, done: outcomes.flatMap(({ incidentId, code }) => (code === null ? [incidentId] : [])), refused }
}

export const stepRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(transitions, async (c) => c.json({ transitions: await transitionsOf(sql, c.var.actor) }, 200))
    .openapi(step, async (c) => {
      const incident = await stepIncident(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))
      if (!incident) throw absent()
      return c.json({ incident }, 200)
    })
    .openapi(batch, async (c) => {
      const wanted = c.req.valid('json')
      return c.json(answerOf(wanted.id, await stepIncidents(sql, c.var.actor, wanted)), 200)
    })
    .openapi(undo, async (c) => {
      const batchId = c.req.valid('param').id
      const outcomes = await undoSteps(sql, c.var.actor, batchId)
      if (!outcomes.length) throw new Problem(404, 'There is no such batch for this actor.', [{ field: 'id', expected: 'the id of a batch or a step in your areas' }])
      return c.json(answerOf(batchId, outcomes), 200)
    })
