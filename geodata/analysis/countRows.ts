import type { PointRows } from './method.ts'

/** Rows counted by the unit that `locate` puts them in, -1 for none. */
export function countRows(points: PointRows | null, count: number, locate: (xMeters: number, yMeters: number) => number) {
  const rows = points?.count ?? 0
  const values = new Float64Array(count)
  const unitOfRow = new Int32Array(rows).fill(-1)
  let rowsUsed = 0
  for (let row = 0; row < rows; row++) {
    const unit = locate(points?.xMeters[row] as number, points?.yMeters[row] as number)
    if (unit < 0) continue
    unitOfRow[row] = unit
    values[unit] = (values[unit] as number) + 1
    rowsUsed++
  }
  return { values, unitOfRow, rowsUsed, outside: rows - rowsUsed }
}
