import { createRoute, z } from '@hono/zod-openapi'
import { tilesOfBBox } from '../../geodata/geometry/mercator.ts'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { checkBox } from '../columns/ask.ts'
import { gridOfDays } from '../columns/days.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { createTurns } from '../turns.ts'
import { reachOf } from '../queries/incidentChange.ts'
import { bbox, categoryIds, checkPeriod, integerText, json, list, period, provenances, rowId, routes, states } from '../valid.ts'

const query = z.object({
  ...period,
  categoryIds: categoryIds.optional(), provenance: provenances.optional(), states: states.optional(), minSeverity: integerText(1, 4).default(1), areaId: rowId.optional(), bbox: bbox.optional(),
  /** 0 to 167 from Monday 00:00 on the deployment's clock. */
  hoursOfWeek: list(integerText(0, 167)).optional(),
  /** 2^level cells a side of the mercator square; 16 is some 500 m in the middle latitudes. */
  level: integerText(0, 20).default(16),
  /** Also by category, day and hour of the week; of the whole bbox. */
  totals: z.enum(['true', 'false']).default('false').transform((text) => text === 'true'),
  /** Also what each cell is made of; with a bbox of at most 16,384 cells, and without totals. */
  detail: z.enum(['true', 'false']).default('false').transform((text) => text === 'true'),
})
const grid = createRoute({
  method: 'get', path: '/api/incidents/grid', tags: ['incidents'], summary: 'Counts of incidents on cells, for any number of them; times count to the second',
  request: { query },
  responses: { 200: json<IncidentGrid>('cells that hold any; geodata/model/incidentGrid.ts'), 503: { description: 'they are being read into memory; Retry-After says when to come back, the detail how far it is' } },
})
const secondOf = (text: string) => Math.ceil(Date.parse(text) / 1_000)

export const gridRoutes = ({ sql, columns }: Deps) => {
  // All questions to the columns stand in one line: an account has few places in it.
  const inTurn = createTurns(2)
  return routes().openapi(grid, async (c) => {
    const { from, to, categoryIds: categories, provenance, states: inStates, hoursOfWeek, minSeverity, areaId, bbox: degrees, level, totals, detail } = c.req.valid('query')
    checkPeriod({ from, to })
    const { areas, timeZone } = await reachOf(sql, c.var.actor, areaId)
    if (detail && !degrees) throw new Problem(400, 'What cells are made of is told of a ground.', [{ field: 'detail', expected: 'a bbox beside it' }])
    const box = degrees ? checkBox(tilesOfBBox(degrees, level), level) : null
    const [kinds, finders] = [categories && new Set(categories), provenance?.map((each) => Provenance.options.indexOf(each))]
    // As incident_kind() packs them.
    const keepsKind = (kind: number) => (!kinds || kinds.has(kind >> 4)) && (!finders || finders.includes(kind & 3)) && ((kind >> 2) & 3) + 1 >= minSeverity
    const key = JSON.stringify([c.var.rightsKey, areas, secondOf(from), secondOf(to), categories, provenance, inStates, hoursOfWeek, minSeverity, box, level, (totals || hoursOfWeek) && timeZone, totals, detail])
    const question = {
      fromS: secondOf(from), toS: secondOf(to), level, box, areas: new Set(areas), keepsKind, totalsIn: totals ? timeZone : null, isDetailed: detail,
      states: inStates ? new Set(inStates.map((each) => IncidentState.options.indexOf(each))) : null, hours: hoursOfWeek ? { of: new Set(hoursOfWeek), timeZone } : null,
    }
    const answer = await inTurn(c.var.actor, async () => (await columns.grid(key, question)) ?? (await gridOfDays(sql, c.var.actor, {
      from, to, timeZone, areas, kinds: { categoryIds: categories ?? null, provenance: finders ?? null, minSeverity }, level, box, totals, beyondDays: inStates ? 'states' : hoursOfWeek ? 'hoursOfWeek' : null,
    })))
    return c.json(answer, 200, { 'cache-control': 'private, no-cache', vary: 'Cookie, Accept-Encoding' })
  })
}
