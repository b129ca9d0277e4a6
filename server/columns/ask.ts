import { setImmediate as breathe } from 'node:timers/promises'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import { Problem } from '../problem.ts'
import { type Block, ColumnTable, lowerBound } from './table.ts'

export type CellBox = { minX: number; minY: number; maxX: number; maxY: number }

/** `areas` are all that the asker may see and asked for; times are whole seconds, [fromS, toS). Cells of `box` are those of `level`, last ones included; null: all there are. */
export type GridQuestion = {
  fromS: number
  toS: number
  level: number
  box: CellBox | null
  areas: ReadonlySet<number>
  keepsKind: (kind: number) => boolean
  /** The clock that days and hours are told by, where totals are asked for. */
  totalsIn: string | null
}

export const mostCells = 2 ** 20
/** Others are answered in between: this many rows take some milliseconds. */
const breathEvery = 1_000_000
const blockS = 1_800

/** What is counted while rows go by: cells, densely where they are not too many; kinds; half hours. */
type Counting = { dense: Uint32Array | undefined; sparse: Map<number, number>; byKind: Float64Array | undefined; byBlock: Map<number, number> | undefined }

/** The cells of a coarser level over those of a finer one. */
const over = ({ minX, minY, maxX, maxY }: CellBox, levels: number): CellBox => ({ minX: minX >> levels, minY: minY >> levels, maxX: maxX >> levels, maxY: maxY >> levels })
const cellsIn = ({ minX, minY, maxX, maxY }: CellBox) => (maxX - minX + 1) * (maxY - minY + 1)

/** The box to count on, which must not be too many cells. Throws Problem 422 that says which level would do. */
export function checkBox(box: CellBox, level: number): CellBox {
  let fits = level
  while (cellsIn(over(box, level - fits)) > mostCells) fits--
  if (fits < level) throw new Problem(422, `The answer would have ${cellsIn(box).toLocaleString('en')} cells.`, [{ field: 'level', expected: `at most ${fits} for this bbox` }])
  return box
}

/** Counts on cells from the columns, which must not change meanwhile. */
export async function gridOf(table: ColumnTable, question: GridQuestion): Promise<IncidentGrid> {
  const level = Math.min(question.level, 20 - table.origin.shift)
  // Who names a box is told when it is too large; without one a single place far away must not be in the way of all others.
  const box = question.box ? checkBox(over(question.box, question.level - level), level) : over(table.box, 20 - level)
  const counting: Counting = {
    dense: cellsIn(box) <= mostCells ? new Uint32Array(Math.max(0, cellsIn(box))) : undefined, sparse: new Map(),
    byKind: question.totalsIn === null ? undefined : new Float64Array(table.kinds.values.length), byBlock: question.totalsIn === null ? undefined : new Map(),
  }
  const asks = askers(table, question)
  const { sorted, tail } = table
  const last = lowerBound(sorted, asks.to)
  for (let at = lowerBound(sorted, asks.from); at < last; at += breathEvery) {
    const end = Math.min(last, at + breathEvery)
    if (counting.dense && question.box === null && question.totalsIn === null) countCells(table, sorted, at, end, { ...asks, level, box }, counting.dense)
    else countRows(table, sorted, at, end, { ...asks, level, box }, counting)
    // Without a box nobody knew how many cells there are: too many are as much too many as in one.
    if (counting.sparse.size > mostCells) throw new Problem(422, `The answer would have more than ${mostCells.toLocaleString('en')} cells.`, [{ field: 'level', expected: `less than ${level}, or a bbox` }])
    if (at + breathEvery < last) await breathe()
  }
  countRows(table, tail, 0, tail.count, { ...asks, level, box }, counting)
  return answerOf(table, question, level, box, counting)
}

type Asks = { from: number; to: number; keptKinds: Uint8Array; keptAreas: Uint8Array }

function askers(table: ColumnTable, { fromS, toS, areas, keepsKind }: GridQuestion): Asks {
  const keptKinds = Uint8Array.from(table.kinds.values, (kind, index) => Number(index !== ColumnTable.gone && keepsKind(kind)))
  const keptAreas = Uint8Array.from(table.areas.values, (area) => Number(areas.has(area)))
  return { from: table.timeOf(fromS), to: table.timeOf(toS), keptKinds, keptAreas }
}

/**
 * The hot loop: a year of ten million rows goes through here in the time of a frame or two. Rows in order of time are asked for by their places, and a box that holds
 * all there is leaves nothing out, so neither is looked at again.
 */
function countCells(table: ColumnTable, block: Block, first: number, last: number, { keptKinds, keptAreas, level, box }: Asks & { level: number; box: CellBox }, dense: Uint32Array): void {
  const { origin } = table
  const { x, y, kind, area } = block
  const shift = 20 - level - origin.shift
  const [x0, y0] = [origin.x >>> origin.shift, origin.y >>> origin.shift]
  const [minX, minY] = [box.minX, box.minY]
  const width = box.maxX - minX + 1
  for (let i = first; i < last; i++) {
    if (((keptKinds[kind[i] as number] as number) & (keptAreas[area[i] as number] as number)) === 0) continue
    dense[(((y0 + (y[i] as number)) >>> shift) - minY) * width + ((x0 + (x[i] as number)) >>> shift) - minX]!++
  }
}

/** The same for whatever may lie outside of the times or the box, and with totals. */
function countRows(table: ColumnTable, block: Block, first: number, last: number, { from, to, keptKinds, keptAreas, level, box }: Asks & { level: number; box: CellBox }, { dense, sparse, byKind, byBlock }: Counting): void {
  const { origin } = table
  const { time, x, y, kind, area } = block
  const shift = 20 - level - origin.shift
  const [x0, y0] = [origin.x >>> origin.shift, origin.y >>> origin.shift]
  const width = box.maxX - box.minX + 1
  const height = box.maxY - box.minY + 1
  for (let i = first; i < last; i++) {
    if ((keptKinds[kind[i] as number] as number) === 0 || (keptAreas[area[i] as number] as number) === 0) continue
    const at = time[i] as number
    if (at < from || at >= to) continue
    const column = ((x0 + (x[i] as number)) >>> shift) - box.minX
    const row = ((y0 + (y[i] as number)) >>> shift) - box.minY
    if (column < 0 || column >= width || row < 0 || row >= height) continue
    const cell = row * width + column
    if (dense === undefined) sparse.set(cell, (sparse.get(cell) ?? 0) + 1)
    else dense[cell]!++
    if (byKind === undefined || byBlock === undefined) continue
    byKind[kind[i] as number]!++
    const slot = Math.floor((at + origin.startS) / blockS)
    byBlock.set(slot, (byBlock.get(slot) ?? 0) + 1)
  }
}

function answerOf(table: ColumnTable, { totalsIn }: GridQuestion, level: number, box: CellBox, { dense, sparse, byKind, byBlock }: Counting): IncidentGrid {
  const grid: IncidentGrid = { source: 'rows', level, ...listed(box, dense, sparse), totals: null }
  if (totalsIn !== null && byKind && byBlock) {
    const byCategory: Record<string, number> = {}
    table.kinds.values.forEach((kind, index) => { if (byKind[index]) byCategory[kind >> 4] = (byCategory[kind >> 4] ?? 0) + (byKind[index] as number) })
    grid.totals = { byCategory, ...byClock(byBlock, totalsIn) }
  }
  return grid
}

/** Cells that hold one at least. Lists are made as long as they will be: half a million pushes take longer than counting the rows. */
function listed(box: CellBox, dense: Uint32Array | undefined, sparse: ReadonlyMap<number, number>): Pick<IncidentGrid, 'x' | 'y' | 'count' | 'total'> {
  const width = box.maxX - box.minX + 1
  let held = sparse.size
  if (dense) for (let cell = 0; cell < dense.length; cell++) if (dense[cell] !== 0) held++
  const [x, y, count]: [number[], number[], number[]] = [[], [], []]
  x.length = y.length = count.length = held
  let total = 0
  let next = 0
  const tell = (column: number, row: number, rows: number) => {
    x[next] = box.minX + column
    y[next] = box.minY + row
    count[next++] = rows
    total += rows
  }
  if (dense) for (let cell = 0, row = 0; cell < dense.length; row++) for (let column = 0; column < width; column++, cell++) if (dense[cell] !== 0) tell(column, row, dense[cell] as number)
  for (const [cell, rows] of sparse) tell(cell % width, Math.floor(cell / width), rows)
  return { x, y, count, total }
}

const dayMs = 86_400_000

/** Half hours of UTC as days and hours of a clock: no clock is put forward or back in between. */
function byClock(byBlock: ReadonlyMap<number, number>, timeZone: string): { byDay: { first: string; counts: number[] }; byHourOfWeek: number[] } {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' })
  const days = new Map<number, number>()
  const byHourOfWeek = Array.from({ length: 168 }, () => 0)
  for (const [slot, count] of byBlock) {
    const part = Object.fromEntries(format.formatToParts(slot * blockS * 1_000).map(({ type, value }) => [type, Number(value)]))
    const day = Math.floor(Date.UTC(part.year as number, (part.month as number) - 1, part.day) / dayMs)
    days.set(day, (days.get(day) ?? 0) + count)
    // Day 0 of 1970 was a Thursday.
    const hour = ((((day + 3) % 7) + 7) % 7) * 24 + (part.hour as number)
    byHourOfWeek[hour] = (byHourOfWeek[hour] as number) + count
  }
  return { byDay: daysOf(days), byHourOfWeek }
}

export function daysOf(days: ReadonlyMap<number, number>): { first: string; counts: number[] } {
  const known = [...days.keys()]
  if (!known.length) return { first: '', counts: [] }
  const [first, last] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))]
  return { first: new Date(first * dayMs).toISOString().slice(0, 10), counts: Array.from({ length: last - first + 1 }, (_, i) => days.get(first + i) ?? 0) }
}
