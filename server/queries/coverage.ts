import { cellOfZOrder, zOrderOfBBox } from '../../geodata/geometry/zOrder.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { asActor, type Sql } from '../database.ts'
import { onDaysOf } from './coverageDays.ts'
import type { Span } from './incident.ts'

export type CoverageCells = { x: number[]; y: number[]; seconds: number[] }

/**
 * Seconds of presence by cell of `level` (20 and up to 10 coarser), most first. `truncated` when more than `most` cells hold something.
 * Days are the areas' own, so a period counts whole days that it touches.
 */
export async function coverageCells(sql: Sql, actor: string, { from, to }: Span, bbox: Bbox | undefined, level: number, most: number) {
  const shift = 2 * (20 - level)
  const rows = await asActor(sql, actor, async (tx) => {
    const ranges = bbox ? zOrderOfBBox([...bbox], 16) : []
    const inside = ranges.map((range) => tx`(cell >= ${String(range.from >> 22n)}::bigint and cell <= ${String((range.to - 1n) >> 22n)}::bigint)`)
    const box = inside.length ? tx`and (${inside.reduce((all, one) => tx`${all} or ${one}`)})` : tx``
    return tx<object[]>`select (cell >> ${shift}::integer)::text, round(sum(seconds)::numeric, 1)::float8, count(*)::integer from coverage c
      where ${onDaysOf(tx, { from, to })} ${box} group by 1 order by 2 desc, 1 limit ${most + 1}`.values()
  })
  const packed = rows as unknown as [string, number, number][]
  const cells: CoverageCells = { x: [], y: [], seconds: [] }
  for (const [cell, seconds] of packed.slice(0, most)) {
    const { x, y } = cellOfZOrder(BigInt(cell))
    cells.x.push(x)
    cells.y.push(y)
    cells.seconds.push(seconds)
  }
  return { cells, rows: packed.reduce((sum, [, , count]) => sum + count, 0), truncated: packed.length > most }
}
