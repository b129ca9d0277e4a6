import { createRoute, z } from '@hono/zod-openapi'
import type { PlanGround } from '../../geodata/model/zonePlan.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { mostPlanBuildings, planGround } from '../queries/planGround.ts'
import { createTurns } from '../turns.ts'
import { json, routes, rowId } from '../valid.ts'

const ground = createRoute({
  method: 'get', path: '/api/areas/{id}/ground', tags: ['zones'], summary: 'What plans of zones are drawn over: buildings, estates, streets, water, walls and the zones of today',
  request: { params: z.object({ id: rowId }) }, responses: { 200: json<PlanGround>('the ground') },
})

const id = (expected: string) => [{ field: 'id', expected }]

export const planGroundRoutes = ({ sql }: Deps) => {
  // A ground is large: several at once would fill the memory and the database.
  const inTurn = createTurns(2)
  return routes().openapi(ground, async (c) => {
    const found = await inTurn(c.var.actor, () => planGround(sql, c.var.actor, c.req.valid('param').id))
    if (!found) throw new Problem(404, 'There is no such area for this actor.', id('the id of an area in which you may plan'))
    if ('ground' in found) return c.json(found.ground, 200)
    if (found.unfit === 'no_shape') throw new Problem(422, 'This area has no outline, so no zones can be drawn in it.', id('an area with an outline; import one first'))
    throw new Problem(413, `There are more than ${mostPlanBuildings} buildings in this area.`, id(`an area of at most ${mostPlanBuildings} buildings`))
  })
}
