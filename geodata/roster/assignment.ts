type Matching = { rows: number; columns: number; cost: Float64Array; alonePrice: Float64Array; columnOf: Int32Array; rowOf: Int32Array; /** Prices of rows and columns; no pair is dearer than its cost. */ u: Float64Array; v: Float64Array }

/**
 * Rows to columns for the least sum of costs, each row to one column or to none at its own price, each column to one row at most: the linear assignment problem by shortest augmenting paths (Jonker & Volgenant 1987;
 * Crouse 2016 for rectangles). Exact. `cost` is row by row; Infinity: never. O(rows² · columns) at worst.
 *
 * Columns begin with the price of what sets them apart, or every path would go through all that are cheaper; those that end without a row and with a price are mended last.
 */
export function assign(rows: number, columns: number, cost: Float64Array, alonePrice: Float64Array): Int32Array {
  const matching: Matching = { rows, columns, cost, alonePrice, columnOf: new Int32Array(rows).fill(-1), rowOf: new Int32Array(columns).fill(-1), u: new Float64Array(rows), v: startPrices(rows, columns, cost) }
  seatRows(matching)
  const priced = [...matching.v.keys()].filter((j) => matching.rowOf[j]! < 0 && matching.v[j]! < 0)
  if (priced.length) {
    const byColumn = new Float64Array(cost.length)
    for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) byColumn[j * rows + i] = cost[i * columns + j]!
    for (const j of priced) mendColumn(matching, byColumn, j)
  }
  return matching.columnOf
}

/** By how much the cheapest use of a column is cheaper than that of the last one that could be needed. */
function startPrices(rows: number, columns: number, cost: Float64Array): Float64Array {
  const least = new Float64Array(columns).fill(Infinity)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) if (cost[i * columns + j]! < least[j]!) least[j] = cost[i * columns + j]!
  const edge = least.filter(Number.isFinite).toSorted()[Math.min(rows, least.length) - 1] ?? least.filter(Number.isFinite).reduce((a, b) => Math.max(a, b), -Infinity)
  return least.map((each) => (Number.isFinite(each) ? Math.min(0, each - edge) : 0))
}

function seatRows({ rows, columns, cost, alonePrice, columnOf, rowOf, u, v }: Matching): void {
  const [distance, from, open, scanned] = [new Float64Array(columns), new Int32Array(columns), new Int32Array(columns), new Int32Array(columns)]
  for (let start = 0; start < rows; start++) {
    for (let j = 0; j < columns; j++) { distance[j] = Infinity; open[j] = j }
    let [left, seen, row, reached, end, loose, looseAt] = [columns, 0, start, 0, -1, alonePrice[start]! - u[start]!, start]
    while (left > 0) {
      const base = row * columns
      const reduced = reached - u[row]!
      let [best, bestAt] = [Infinity, -1]
      for (let k = 0; k < left; k++) {
        const j = open[k]!
        const through = reduced + cost[base + j]! - v[j]!
        if (through < distance[j]!) { distance[j] = through; from[j] = row }
        const here = distance[j]!
        // Of columns that are as near, one without a row ends the way.
        if (here < best || (here === best && bestAt >= 0 && rowOf[j]! < 0 && rowOf[open[bestAt]!]! >= 0)) { best = here; bestAt = k }
      }
      // A row on the way may stay alone at its price instead.
      if (loose <= best) break
      const j = open[bestAt]!
      open[bestAt] = open[--left]!
      reached = best
      if (rowOf[j]! < 0) { end = j; break }
      scanned[seen++] = j
      row = rowOf[j]!
      const alone = reached + alonePrice[row]! - u[row]!
      if (alone < loose) { loose = alone; looseAt = row }
    }
    if (end < 0) reached = loose
    u[start]! += reached
    for (let k = 0; k < seen; k++) {
      const j = scanned[k]!
      u[rowOf[j]!]! += reached - distance[j]!
      v[j]! -= reached - distance[j]!
    }
    flip(end, looseAt, start, { columnOf, rowOf, from })
  }
}

/** Along the way back to its start every row takes the column before it; `end` -1: the row `looseAt` gives its column up and stays alone. */
function flip(end: number, looseAt: number, start: number, { columnOf, rowOf, from }: Pick<Matching, 'columnOf' | 'rowOf'> & { from: Int32Array }): void {
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

/** A column without a row has no price in an optimum: its price is taken away, or a row moves to it along the shortest path and leaves a column that is free for nothing. */
function mendColumn({ rows, columns, columnOf, rowOf, u, v }: Matching, byColumn: Float64Array, start: number): void {
  const [distance, by, done] = [new Float64Array(columns).fill(Infinity), new Int32Array(columns).fill(-1), new Uint8Array(columns)]
  const list: number[] = []
  // Columns that were reached and are not done yet.
  const open: number[] = []
  let [j, end, endRow, most] = [start, start, -1, -v[start]!]
  distance[start] = 0
  while (j >= 0 && distance[j]! < most) {
    done[j] = 1
    list.push(j)
    if (distance[j]! - v[j]! < most) { most = distance[j]! - v[j]!; end = j; endRow = -1 }
    const [base, away] = [j * rows, distance[j]! - v[j]!]
    for (let i = 0; i < rows; i++) {
      const through = away + byColumn[base + i]! - u[i]!
      if (through >= most) continue
      const k = columnOf[i]!
      if (k < 0) { most = through; end = j; endRow = i }
      else if (!done[k] && through < distance[k]!) { if (distance[k] === Infinity) open.push(k); distance[k] = through; by[k] = j }
    }
    let at = -1
    for (let k = 0; k < open.length; k++) if (at < 0 || distance[open[k]!]! < distance[open[at]!]!) at = k
    j = at < 0 ? -1 : open[at]!
    if (at >= 0) { open[at] = open.at(-1)!; open.pop() }
  }
  for (const each of list) {
    if (rowOf[each]! >= 0) u[rowOf[each]!]! -= most - distance[each]!
    v[each]! += most - distance[each]!
  }
  // The last column takes the row that was alone, or stays free; each before it takes the row of the next.
  let coming = endRow
  for (let column = end; ; column = by[column]!) {
    const leaving = rowOf[column]!
    rowOf[column] = coming
    if (coming >= 0) columnOf[coming] = column
    if (column === start) return
    coming = leaving
  }
}
