import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import type { WallFigures } from '../../geodata/model/wallFigures.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { wallFigures } from '../queries/wallFigures.ts'
import { createTurns } from '../turns.ts'
import { json, routes } from '../valid.ts'

const read = createRoute({
  method: 'get', path: '/api/wall-figures', tags: ['map walls'], summary: 'What the panels of a map wall count in its area: the last 24 hours and the 24 before, queue, shifts, cameras, coverage',
  request: { query: z.object({ wallId: Id }) }, responses: { 200: json<WallFigures>('counts at one moment') },
})

export const wallFigureRoutes = ({ sql }: Deps) => {
  const inTurn = createTurns()
  return routes().openapi(read, async (c) => {
    const figures = await inTurn(c.var.actor, () => wallFigures(sql, c.var.actor, c.req.valid('query').wallId))
    if (!figures) throw new Problem(404, 'There is no such wall for this actor.', [{ field: 'wallId', expected: 'the id of a wall in your areas' }])
    return c.json(figures, 200)
  })
}
