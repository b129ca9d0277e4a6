import { cellOfZOrder } from '../../geodata/geometry/zOrder.ts'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import type { Sql } from '../database.ts'
import { type DayQuestion, dayCells } from '../queries/incidentDay.ts'
import { Problem } from '../problem.ts'
import { type CellBox, daysOf } from './ask.ts'

const stored = [16, 14, 12, 10] as const

/** The same from counts by day, for more incidents than memory is given to: no finer than level 16. */
export async function gridOfDays(sql: Sql, actor: string, question: DayQuestion & { level: number; box: CellBox | null; totals: boolean; /** A filter that counts by day know nothing of. */ beyondDays: string | null }): Promise<IncidentGrid> {
  if (question.beyondDays) throw new Problem(422, 'There are more incidents than this server holds in memory, and counts by day know neither states nor hours.', [{ field: question.beyondDays, expected: 'none, for this many incidents' }])
  const level = Math.min(16, question.level)
  const from = stored.findLast((each) => each >= level) ?? 16
  const { cells, totals } = await dayCells(sql, actor, from, question, question.totals)
  const counts = new Map<string, number>()
  for (const { cell, count } of cells) {
    const { x, y } = cellOfZOrder(BigInt(cell))
    const key = `${x >> (from - level)} ${y >> (from - level)}`
    counts.set(key, (counts.get(key) ?? 0) + count)
  }
  const grid: IncidentGrid = { source: 'days', level, x: [], y: [], count: [], total: 0, totals: null }
  const coarser = question.level - level
  for (const [key, count] of counts) {
    const [x = 0, y = 0] = key.split(' ').map(Number)
    if (question.box && (x < question.box.minX >> coarser || x > question.box.maxX >> coarser || y < question.box.minY >> coarser || y > question.box.maxY >> coarser)) continue
    grid.x.push(x)
    grid.y.push(y)
    grid.count.push(count)
    grid.total += count
  }
  if (totals) {
    const byCategory: Record<string, number> = {}
    for (const { kind, count } of totals.byKind) byCategory[kind >> 4] = (byCategory[kind >> 4] ?? 0) + count
    grid.totals = { byCategory, byDay: daysOf(new Map(totals.byDay.map(({ day, count }) => [day, count]))), byHourOfWeek: null }
  }
  return grid
}
