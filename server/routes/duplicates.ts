import { createRoute, z } from '@hono/zod-openapi'
import type { Duplicate } from '../../geodata/model/duplicate.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { duplicatesAt, duplicatesOf } from '../queries/duplicate.ts'
import { createTurns } from '../turns.ts'
import { instant, integerText, json, numberText, routes } from '../valid.ts'

const draft = createRoute({
  method: 'get', path: '/api/duplicates', tags: ['incidents'], summary: 'Incidents that may be the matter that is being reported',
  request: {
    query: z.object({
      lng: numberText(-180, 180), lat: numberText(-90, 90), occurredAt: instant, categoryId: integerText(1, 32_767).optional(),
      title: z.string().max(200).transform((text) => text.replaceAll('\0', '')).default(''),
    }),
  },
  responses: { 200: json<{ duplicates: Duplicate[] }>('most likely first, at most ten') },
})
const of = createRoute({
  method: 'get', path: '/api/incidents/{id}/duplicates', tags: ['incidents'], summary: 'Incidents that may be the same matter',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: json<{ duplicates: Duplicate[] }>('most likely first, at most ten') },
})

export const duplicateRoutes = ({ sql }: Deps) => {
  const inTurn = createTurns()
  return routes()
    .openapi(draft, async (c) => {
      const { categoryId = null, ...asked } = c.req.valid('query')
      return c.json({ duplicates: await inTurn(c.var.actor, () => duplicatesAt(sql, c.var.actor, { ...asked, categoryId })) }, 200)
    })
    .openapi(of, async (c) => {
      const duplicates = await inTurn(c.var.actor, () => duplicatesOf(sql, c.var.actor, c.req.valid('param').id))
      if (!duplicates) throw new Problem(404, 'There is no such incident for this actor.', [{ field: 'id', expected: 'the id of an incident in your areas' }])
      return c.json({ duplicates }, 200)
    })
}
