import { createRoute, z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import type { HotspotAnswer } from '../hotspots.ts'
import { categoryIds, checkPeriod, integerText, json, period, provenances, routes } from '../valid.ts'

const query = z.object({
  ...period,
  categoryIds: categoryIds.optional(),
  provenance: provenances.optional(),
  method: z.enum(['cells', 'clusters']).default('cells'),
  cellMeters: integerText(20, 5_000).default(150),
  radiusMeters: integerText(10, 2_000).default(100),
  windowDays: integerText(1, 366).default(14),
  /** Left out: as many as chance alone would hardly bring together at the city's density. */
  minPoints: integerText(2, 1_000).optional(),
})
const hotspots = createRoute({
  method: 'get', path: '/api/hotspots', tags: ['hotspots'], summary: 'Where incidents stand together more than chance, or in bursts; never from somebody’s voice',
  request: { query }, responses: { 200: json<HotspotAnswer>('findings with their evidence') },
})

export const hotspotRoutes = ({ hotspots: questions }: Deps) =>
  routes().openapi(hotspots, async (c) => {
    const { from, to, provenance = ['public'], ...rest } = c.req.valid('query')
    checkPeriod({ from, to }, 3_700)
    return c.json(await questions.ask(c.var.actor, c.var.rightsKey, { from, to, provenance, ...rest }, c.req.raw.signal), 200)
  })
