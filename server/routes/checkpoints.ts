import { createRoute, z } from '@hono/zod-openapi'
import { CheckpointChange, CheckpointKeep } from '../../geodata/model/checkpoint.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Checkpoint } from '../../geodata/model/patrolPlan.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { changeCheckpoint, checkpoints, keepCheckpoint } from '../queries/checkpoint.ts'
import { flag, json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['patrols']
const one = (description: string) => json<{ checkpoint: Checkpoint }>(description)

const list = createRoute({
  method: 'get', path: '/api/checkpoints', tags, summary: 'Places that patrols must reach, by name; those that were retired only with retired=true',
  request: { query: z.object({ areaId: rowId.optional(), retired: flag }) }, responses: { 200: json<{ checkpoints: Checkpoint[] }>('checkpoints') },
})
const keep = createRoute({ method: 'post', path: '/api/checkpoints', tags, summary: 'A new checkpoint. The same id again answers it as it is', request: { body: jsonBody(CheckpointKeep) }, responses: { 201: one('kept'), 200: one('was here already') } })
const change = createRoute({
  method: 'patch', path: '/api/checkpoints/{id}', tags, summary: 'Change, retire or bring back a checkpoint; 409 where somebody was quicker',
  request: { params: z.object({ id: Id }), body: jsonBody(CheckpointChange) }, responses: { 200: one('as it is now') },
})

/** Undefined is not there, or not for this actor. */
function found(checkpoint: Checkpoint | undefined): Checkpoint {
  if (checkpoint === undefined) throw new Problem(404, 'There is no such checkpoint for this actor.', [{ field: 'id', expected: 'the id of a checkpoint in your areas' }])
  return checkpoint
}

export const checkpointRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => c.json({ checkpoints: await checkpoints(sql, c.var.actor, c.req.valid('query')) }, 200))
    .openapi(keep, async (c) => {
      const { checkpoint, existed } = await keepCheckpoint(sql, c.var.actor, c.req.valid('json'))
      return c.json({ checkpoint: found(checkpoint) }, existed ? 200 : 201)
    })
    .openapi(change, async (c) => c.json({ checkpoint: found(await changeCheckpoint(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))) }, 200))
