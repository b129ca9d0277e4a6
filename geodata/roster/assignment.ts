/**
 * Rows to columns for the least sum of costs, each row to one column or to none at its own price, each column to one row at most: the linear assignment problem by shortest augmenting paths (Jonker & Volgenant 1987;
 * Crouse 2016 for rectangles). Exact. `cost` is row by row; Infinity: never. O(rows² · columns) at worst.
 */
export function assign(rows: number, columns: number, cost: Float64Array, alonePrice: Float64Array): Int32Array {
  const columnOf = new Int32Array(rows).fill(-1)
  const rowOf = new Int32Array(columns).fill(-1)
  const [u, v] = [new Float64Array(rows), new Float64Array(columns)]
  const [distance, from, done] = [new Float64Array(columns), new Int32Array(columns), new Uint8Array(columns)]
  const [open, scanned] = [new Int32Array(columns), new Int32Array(columns)]
  for (let start = 0; start < rows; start++) {
    for (let j = 0; j < columns; j++) { distance[j] = Infinity; done[j] = 0; open[j] = j }
    let [left, seen, row, reached, end, loose, looseAt] = [columns, 0, start, 0, -1, alonePrice[start]! - u[start]!, start]
    for (;;) {
      const base = row * columns
      const reduced = reached - u[row]!
      let [best, bestAt] = [Infinity, -1]
      for (let k = 0; k < left; k++) {
        const j = open[k]!
        const through = reduced + cost[base + j]! - v[j]!
        if (through < distance[j]!) { distance[j] = through; from[j] = row }
        if (distance[j]! < best) { best = distance[j]!; bestAt = k }
      }
      // A row on the way may stay alone at its price instead.
      if (loose <= best) { reached = loose; break }
      const j = open[bestAt]!
      open[bestAt] = open[--left]!
      reached = best
      if (rowOf[j]! < 0) { end = j; break }
      done[j] = 1
      scanned[seen++] = j
      row = rowOf[j]!
      const alone = reached + alonePrice[row]! - u[row]!
      if (alone < loose) { loose = alone; looseAt = row }
    }
    u[start]! += reached
    for (let k = 0; k < seen; k++) {
      const j = scanned[k]!
      u[rowOf[j]!]! += reached - distance[j]!
      v[j]! -= reached - distance[j]!
    }
    flip(end, looseAt, start, { columnOf, rowOf, from })
  }
  return columnOf
}

/** Along the way back to its start every row takes the column before it; `end` -1: the row `looseAt` gives its column up and stays alone. */
function flip(end: number, looseAt: number, start: number, { columnOf, rowOf, from }: { columnOf: Int32Array; rowOf: Int32Array; from: Int32Array }): void {
  let j = end
  if (end < 0) {
    j = columnOf[looseAt]!
    columnOf[looseAt] = -1
    if (looseAt === start) return
  }
  for (;;) {
    const i = from[j]!
    const next = columnOf[i]!
    columnOf[i] = j
    rowOf[j] = i
    if (i === start) return
    j = next
  }
}
