import { createRoute, z } from '@hono/zod-openapi'
import type { PatrolDoses } from '../../geodata/model/patrolDose.ts'
import type { Deps } from '../deps.ts'
import { patrolDoses } from '../queries/patrolDose.ts'
import { checkPeriod, integerText, json, period, routes } from '../valid.ts'

/** A month: longer ones would read positions that an area no longer keeps. */
const mostDays = 31

const read = createRoute({
  method: 'get', path: '/api/patrol-doses', tags: ['patrols'], summary: 'Minutes and visits at each hotspot, needed, planned and delivered (as an interval), most open need first; for those who plan patrols or brief',
  request: { query: z.object({ ...period, dwellMinutes: integerText(1, 240).default(12), revisitMinutes: integerText(15, 1_440).default(120) }) }, responses: { 200: json<PatrolDoses>('the ledger') },
})

export const patrolDoseRoutes = ({ sql }: Deps) =>
  routes().openapi(read, async (c) => {
    const { from, to, dwellMinutes, revisitMinutes } = c.req.valid('query')
    const span = checkPeriod({ from, to }, mostDays)
    return c.json({ period: span, dwellMinutes, revisitMinutes, rows: await patrolDoses(sql, c.var.actor, span, { dwellMinutes, revisitMinutes }) }, 200)
  })
