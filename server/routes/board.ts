import { createRoute, z } from '@hono/zod-openapi'
import { type BoardAnswer, BoardSort, SortDirection, Wanted } from '../../geodata/model/board.ts'
import { Channel } from '../../geodata/model/incident.ts'
import type { Deps } from '../deps.ts'
import { board } from '../queries/board.ts'
import { createTurns } from '../turns.ts'
import { categoryIds, checkPeriod, instant, integerText, json, list, provenances, routes, rowId, states } from '../valid.ts'

const flag = z.enum(['true', 'false'], { error: 'expected true or false' }).transform((text) => text === 'true')
const channels = list(z.string().pipe(Channel))
const BoardParameters = z.object({
  from: instant.optional(), to: instant.optional(), at: instant.optional(),
  states: states.optional(), categoryIds: categoryIds.optional(), minSeverity: integerText(1, 4).optional(), channels: channels.optional(), provenance: provenances.optional(),
  zoneId: rowId.optional(), areaId: rowId.optional(), overdue: flag.optional(), mine: flag.optional(), q: Wanted.optional(),
  sort: BoardSort.default('occurredAt'), direction: SortDirection.default('descending'),
  offset: integerText(0, 100_000).default(0), limit: integerText(1, 500).default(100),
})
const read = createRoute({
  method: 'get', path: '/api/board', tags: ['incidents'], summary: 'Incidents as rows, filtered and in order; total is counted up to 100,000',
  request: { query: BoardParameters }, responses: { 200: json<BoardAnswer>('one page') },
})

export const boardRoutes = ({ sql }: Deps) => {
  const inTurn = createTurns()
  return routes().openapi(read, async (c) => {
    const query = c.req.valid('query')
    // One end may be open; two must be in order.
    if (query.from !== undefined && query.to !== undefined) checkPeriod({ from: query.from, to: query.to })
    return c.json(await inTurn(c.var.actor, () => board(sql, c.var.actor, query)), 200)
  })
}
