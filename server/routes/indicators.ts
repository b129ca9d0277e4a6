import { createRoute, z } from '@hono/zod-openapi'
import { indicatorTable } from '../../geodata/analysis/indicatorTable.ts'
import { type IndicatorAnswer, IndicatorBy, IndicatorId, indicators, type IndicatorRowsAnswer } from '../../geodata/model/indicator.ts'
import type { Deps } from '../deps.ts'
import { indicatorData } from '../queries/indicator.ts'
import { indicatorRows } from '../queries/indicatorRows.ts'
import { createTurns } from '../turns.ts'
import { categoryIds, checkPeriod, integerText, json, past, period, routes, rowId } from '../valid.ts'

const tags = ['indicators']
/** A year before must still be a year that clocks know. */
const mostDays = 10 * 366
const scope = { ...period, categoryIds: categoryIds.optional(), areaId: rowId.optional(), at: past }
const list = createRoute({
  method: 'get', path: '/api/indicators', tags, summary: 'Figures of a period with formula, version, numerator, denominator and interval, by area, zone or category',
  request: { query: z.object({ ...scope, by: IndicatorBy }) }, responses: { 200: json<IndicatorAnswer>('figures') },
})
const rows = createRoute({
  method: 'get', path: '/api/indicators/{id}/rows', tags, summary: 'The incidents or estates behind a number',
  request: {
    params: z.object({ id: IndicatorId }),
    query: z.object({
      ...scope, part: z.enum(['numerator', 'denominator']), by: IndicatorBy.optional(), zoneId: z.union([z.literal('none'), rowId]).optional(), categoryId: integerText(1, 32_767).optional(),
      offset: integerText(0, 1_000_000).default(0), limit: integerText(1, 500).default(50),
    }),
  },
  responses: { 200: json<IndicatorRowsAnswer>('rows, newest first') },
})

const dayMs = 86_400_000
const days = ({ from, to }: { from: string; to: string }) => Math.max((Date.parse(to) - Date.parse(from)) / dayMs, 1 / 1440)

/** Where the rows of a figure are: an RFC 6570 template with what was asked filled in. */
function rowsTemplate(id: IndicatorId, asked: Record<string, string | number | number[] | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, String(value))
  return `/api/indicators/${id}/rows?${query}{&part,zoneId,areaId,categoryId,offset,limit}`
}

export const indicatorRoutes = ({ sql }: Deps) => {
  const inTurn = createTurns()
  return routes()
    .openapi(list, async (c) => {
      const { by, ...asked } = c.req.valid('query')
      checkPeriod(asked, mostDays)
      const { spans, ...data } = await inTurn(c.var.actor, () => indicatorData(sql, c.var.actor, by, asked))
      const table = indicatorTable(by, data, { now: days(spans.now), before: days(spans.before) })
      const { areaId: _, ...rest } = asked
      const defined = indicators.map((definition) => ({ ...definition, rows: rowsTemplate(definition.id, { by, ...rest }) }))
      return c.json({ by, period: spans.now, before: spans.before, beforeKnown: spans.beforeKnown, at: asked.at ?? null, smallHidden: data.smallHidden, indicators: defined, ...table }, 200)
    })
    .openapi(rows, async (c) => {
      const { part, offset, limit, by, ...asked } = c.req.valid('query')
      checkPeriod(asked, mostDays)
      // A row by area or zone leaves out what is somebody's voice; the whole and categories do not.
      const withVoice = by === undefined || by === 'category'
      return c.json(await inTurn(c.var.actor, () => indicatorRows(sql, c.var.actor, c.req.valid('param').id, { ...asked, withVoice }, { part, offset, limit })), 200)
    })
}
