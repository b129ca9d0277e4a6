import { setImmediate as breathe } from 'node:timers/promises'
import { IncidentState } from '../../geodata/model/incident.ts'
import type { GridDetail, IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import { askers, type CellBox, checkBox, type GridQuestion, over } from './ask.ts'
import type { Block } from './block.ts'
import { type Asks, slotS } from './count.ts'
import { eachRun } from './piece.ts'
import type { ColumnTable } from './table.ts'

/** Squares of a screen, of which each is told in all its categories. */
const mostDetailed = 16_384
const breathEvery = 1_000_000
const firstClosed = IncidentState.options.indexOf('closed')

type Sums = { count: Uint32Array; open: Uint32Array; severity: Uint8Array; x: Float64Array; y: Float64Array; byCategory: Uint32Array; categories: number[]; /** The place among `categories` of each kind. */ placeOf: Uint16Array }

function sumsFor({ kinds }: ColumnTable, { keptKinds }: Pick<Asks, 'keptKinds'>, cells: number): Sums {
  const categories = [...new Set(kinds.values.filter((_, index) => keptKinds[index] === 1).map((kind) => kind >> 4))].toSorted((a, b) => a - b)
  return {
    count: new Uint32Array(cells), open: new Uint32Array(cells), severity: new Uint8Array(cells), x: new Float64Array(cells), y: new Float64Array(cells),
    byCategory: new Uint32Array(cells * categories.length), categories, placeOf: Uint16Array.from(kinds.values, (kind) => Math.max(0, categories.indexOf(kind >> 4))),
  }
}

/** Counts on cells of a box with what each cell is made of, as clusters on a map show it. */
export async function detailOf(table: ColumnTable, question: GridQuestion & { box: CellBox }): Promise<IncidentGrid> {
  const level = Math.min(question.level, 20 - table.origin.shift)
  const box = checkBox(over(question.box, question.level - level), level, mostDetailed)
  const asks: Asks = { ...askers(table, question), level, box }
  const sums = sumsFor(table, asks, (box.maxX - box.minX + 1) * (box.maxY - box.minY + 1))
  let seen = 0
  const take = (first: number, last: number) => {
    seen += last - first
    addRows(table, table.sorted, first, last, asks, sums)
  }
  for (const piece of table.pieces) {
    if (piece.toTime < asks.from || piece.fromTime >= asks.to) continue
    eachRun(table.sorted, piece, asks.keptKinds, [[asks.from, asks.to]], take)
    if (seen < breathEvery) continue
    seen = 0
    await breathe()
  }
  addRows(table, table.sorted, table.open, table.sorted.count, asks, sums)
  addRows(table, table.tail, 0, table.tail.count, asks, sums)
  return answerOf(level, box, sums)
}

function addRows({ origin, kinds }: ColumnTable, { time, x, y, kind, area, state }: Block, first: number, last: number, { from, to, keptKinds, keptAreas, picks, level, box }: Asks, sums: Sums): void {
  const shift = 20 - level - origin.shift
  const [x0, y0] = [origin.x >>> origin.shift, origin.y >>> origin.shift]
  const [width, height] = [box.maxX - box.minX + 1, box.maxY - box.minY + 1]
  const { placeOf, categories } = sums
  for (let i = first; i < last; i++) {
    const [at, inKind] = [time[i] as number, kind[i] as number]
    if (((keptKinds[inKind] as number) & (keptAreas[area[i] as number] as number)) === 0 || at < from || at >= to) continue
    if (picks !== null && ((picks.keptStates[state[i] as number] as number) & (picks.keptSlots[Math.floor((at + origin.startS) / slotS) - picks.firstSlot] as number)) === 0) continue
    const [placeX, placeY] = [x0 + (x[i] as number), y0 + (y[i] as number)]
    const [column, row] = [(placeX >>> shift) - box.minX, (placeY >>> shift) - box.minY]
    if (column < 0 || column >= width || row < 0 || row >= height) continue
    const cell = row * width + column
    sums.count[cell]!++
    if ((state[i] as number) < firstClosed) sums.open[cell]!++
    const severity = (((kinds.values[inKind] as number) >> 2) & 3) + 1
    if (severity > (sums.severity[cell] as number)) sums.severity[cell] = severity
    sums.x[cell]! += (placeX + 0.5) * 2 ** origin.shift
    sums.y[cell]! += (placeY + 0.5) * 2 ** origin.shift
    sums.byCategory[cell * categories.length + (placeOf[inKind] as number)]!++
  }
}

function answerOf(level: number, box: CellBox, { count, open, severity, x, y, byCategory, categories }: Sums): IncidentGrid {
  const held = Array.from(count.keys()).filter((cell) => count[cell] !== 0)
  const width = box.maxX - box.minX + 1
  const middle = (sum: Float64Array) => held.map((cell) => Math.round(((sum[cell] as number) / (count[cell] as number)) * 16) / 16)
  const detail: GridDetail = {
    open: held.map((cell) => open[cell] as number), severity: held.map((cell) => severity[cell] as number), middleX: middle(x), middleY: middle(y),
    categoryIds: categories, byCategory: categories.map((_, place) => held.map((cell) => byCategory[cell * categories.length + place] as number)),
  }
  return { source: 'rows', level, x: held.map((cell) => box.minX + (cell % width)), y: held.map((cell) => box.minY + Math.floor(cell / width)), count: held.map((cell) => count[cell] as number), total: count.reduce((sum, one) => sum + one, 0), totals: null, detail }
}
