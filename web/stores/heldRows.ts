import type { IncidentRow } from '../api/answers.ts'
import type { BoardRow } from '../api/board.ts'

export const pageSize = 100
/** Pages that are kept; those farthest from the screen go first. */
const mostPages = 150

/** Rows of a long list by page, found by place and by id. */
export function createHeldRows() {
  const pages = new Map<number, BoardRow[]>()
  const placeOf = new Map<string, number>()
  const outOfSight = new Set<string>()

  const held = (index: number) => pages.get(Math.floor(index / pageSize))?.[index % pageSize]
  const indexOf = (id: string): number => placeOf.get(id) ?? -1
  /** The row at a place; null while it is not held, and for one that is no longer this reader's to see. */
  function rowAt(index: number): BoardRow | null {
    const row = held(index)
    return row && !outOfSight.has(row.id) ? row : null
  }
  /** @param middle the place on screen: pages far from it make room */
  function hold(page: number, rows: BoardRow[], middle: number) {
    pages.set(page, rows)
    rows.forEach((row, i) => placeOf.set(row.id, page * pageSize + i))
    if (pages.size <= mostPages) return
    const away = (each: number) => Math.abs(each - middle / pageSize)
    const farthest = [...pages.keys()].reduce((far, each) => (away(each) > away(far) ? each : far))
    pages.get(farthest)!.forEach((row) => placeOf.delete(row.id))
    pages.delete(farthest)
  }
  /** Changes held rows in their places. @returns the rows that are not held */
  function apply(rows: readonly (IncidentRow & { handler?: string })[], gone: readonly string[]): IncidentRow[] {
    const others: IncidentRow[] = []
    for (const row of rows) {
      const index = indexOf(row.id)
      const before = held(index)
      if (!before) { others.push(row); continue }
      outOfSight.delete(row.id)
      // News that was overtaken by a reading is not news.
      if (row.version >= before.version) pages.get(Math.floor(index / pageSize))![index % pageSize] = { ...before, ...row }
    }
    for (const id of gone) if (indexOf(id) >= 0) outOfSight.add(id)
    return others
  }
  function clear() {
    pages.clear()
    placeOf.clear()
    outOfSight.clear()
  }
  return { has: (page: number) => pages.has(page), rowAt, indexOf, hold, apply, clear, count: () => placeOf.size }
}
