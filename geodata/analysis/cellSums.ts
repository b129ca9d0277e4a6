/** Numbers of the cells of a tile: cells ascending, every column as long as `cells`. The last of five columns is a moment, of which the latest counts; all others are summed. */
export type CellSums = { cells: Uint16Array; columns: Float64Array[] }

/** Seconds, lowest and highest seconds, visits, last visit. */
export const wholeColumns = 5
const momentColumn = 4

/** What both hold together. @throws RangeError where they have different columns */
const addCells = (a: CellSums, b: CellSums): CellSums => merged(a, b, (x, y) => x + y, Math.max)

/** What came between `before` and `after`; of a moment only one that is later. Cells in which nothing came are left out. @throws RangeError where they have different columns */
function cellsBetween(before: CellSums, after: CellSums): CellSums {
  return withoutEmpty(merged(after, before, (x, y) => x - y, (x, y) => (x > y ? x : 0)))
}

type Combine = (a: number, b: number) => number

function merged(a: CellSums, b: CellSums, sum: Combine, moment: Combine): CellSums {
  if (a.columns.length !== b.columns.length) throw new RangeError(`${a.columns.length} and ${b.columns.length} columns`)
  const cells = unionOf(a.cells, b.cells)
  const columns = a.columns.map((column, k) => combined(cells, [a.cells, column], [b.cells, b.columns[k] as Float64Array], k === momentColumn ? moment : sum))
  return { cells, columns }
}

function unionOf(a: Uint16Array, b: Uint16Array): Uint16Array {
  const cells = new Uint16Array(a.length + b.length)
  let count = 0
  for (let i = 0, j = 0; i < a.length || j < b.length; count++) {
    const next = Math.min(a[i] ?? Infinity, b[j] ?? Infinity)
    cells[count] = next
    if (a[i] === next) i++
    if (b[j] === next) j++
  }
  return cells.slice(0, count)
}

function combined(cells: Uint16Array, [aCells, a]: [Uint16Array, Float64Array], [bCells, b]: [Uint16Array, Float64Array], combine: Combine): Float64Array {
  const column = new Float64Array(cells.length)
  for (let n = 0, i = 0, j = 0; n < cells.length; n++) column[n] = combine(aCells[i] === cells[n] ? (a[i++] as number) : 0, bCells[j] === cells[n] ? (b[j++] as number) : 0)
  return column
}

/** Seconds came in as floats of 32 bits; less than this is what their sums leave behind. */
const leastValue = 1e-6

function withoutEmpty({ cells, columns }: CellSums): CellSums {
  const kept = Array.from(cells.keys()).filter((i) => columns.some((column) => Math.abs(column[i] as number) > leastValue))
  if (kept.length === cells.length) return { cells, columns }
  return { cells: Uint16Array.from(kept, (i) => cells[i] as number), columns: columns.map((column) => Float64Array.from(kept, (i) => column[i] as number)) }
}

export const noCells = (columns: number): CellSums => ({ cells: new Uint16Array(0), columns: Array.from({ length: columns }, () => new Float64Array(0)) })

/** Cells of a tile of 64 x 64. */
export const tileCells = 4096
/** Reused: most tiles hold few cells, of which many come several times. */
const scratch = new Float64Array(tileCells * wholeColumns)
const touched = new Uint8Array(tileCells)

/** From values by cell, in any order; a cell may come several times. @param values those of one cell after the other, `columns` each */
export function cellsOf(places: readonly number[], values: readonly number[], columns: number): CellSums {
  places.forEach((cell, i) => {
    for (let k = 0; k < columns; k++) {
      const at = cell * wholeColumns + k
      const value = values[i * columns + k] as number
      scratch[at] = k === momentColumn ? Math.max(scratch[at] as number, value) : (scratch[at] as number) + value
    }
    touched[cell] = 1
  })
  const cells = Uint16Array.from(places.length < 64 ? [...new Set(places)].toSorted((a, b) => a - b) : Array.from(touched.keys()).filter((cell) => touched[cell]))
  const sums = Array.from({ length: columns }, (_, k) => Float64Array.from(cells, (cell) => scratch[cell * wholeColumns + k] as number))
  for (const cell of cells) {
    touched[cell] = 0
    scratch.fill(0, cell * wholeColumns, (cell + 1) * wholeColumns)
  }
  return { cells, columns: sums }
}

/**
 * Prefix sums by day with some days' own values replaced: what was built of them before is taken out of them and of all later days.
 * @param rows ascending by day, each what the tile held from the first day up to that day's end; the first may lie before all that changes
 * @param fresh what the days hold now; days without a row get one, days that hold nothing lose theirs
 * @returns the rows that differ from before, null where a row goes
 */
export function replaceDays(rows: readonly { day: string; sums: CellSums }[], fresh: ReadonlyMap<string, CellSums>, columns: number): { day: string; sums: CellSums | null }[] {
  const own = new Map<string, CellSums>()
  rows.forEach(({ day, sums }, i) => own.set(day, cellsBetween(rows[i - 1]?.sums ?? noCells(columns), sums)))
  const first = [...fresh.keys()].toSorted()[0]
  if (first === undefined) return []
  const before = rows.filter(({ day }) => day < first).at(-1)
  const had = new Set(rows.map(({ day }) => day))
  let sums = before?.sums ?? noCells(columns)
  const changed: { day: string; sums: CellSums | null }[] = []
  for (const day of [...new Set([...had, ...fresh.keys()])].filter((each) => each >= first).toSorted()) {
    const part = fresh.get(day) ?? (own.get(day) as CellSums)
    if (part.cells.length) changed.push({ day, sums: (sums = addCells(sums, part)) })
    else if (had.has(day)) changed.push({ day, sums: null })
  }
  return changed
}
