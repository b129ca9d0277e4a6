import { setImmediate as breathe } from 'node:timers/promises'
import { hourOfWeekIn } from '../../geodata/format/hourOfWeek.ts'
import { IncidentState } from '../../geodata/model/incident.ts'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import { Problem } from '../problem.ts'
import { type Asks, countCells, countChosen, countPicked, type Counting, countRows, type Picks, slotS } from './count.ts'
import { eachRun, type Piece } from './piece.ts'
import { ColumnTable } from './table.ts'

export type CellBox = { minX: number; minY: number; maxX: number; maxY: number }

/** `areas` are all that the asker may see and asked for; times are whole seconds, [fromS, toS). Cells of `box` are those of `level`, last ones included; null: all there are. */
export type GridQuestion = {
  fromS: number
  toS: number
  level: number
  box: CellBox | null
  areas: ReadonlySet<number>
  keepsKind: (kind: number) => boolean
  /** By their code; null: all. */
  states: ReadonlySet<number> | null
  /** 0 to 167 from Monday 00:00 on a clock; null: all. */
  hours: { of: ReadonlySet<number>; timeZone: string } | null
  /** The clock that days and hours are told by, where totals are asked for. */
  totalsIn: string | null
  /** What each cell of the box is made of. */
  isDetailed?: boolean
}

export const mostCells = 2 ** 20
/** Others are answered in between: this many rows take some milliseconds. */
const breathEvery = 1_000_000

/** The cells of a coarser level over those of a finer one. */
export const over = ({ minX, minY, maxX, maxY }: CellBox, levels: number): CellBox => ({ minX: minX >> levels, minY: minY >> levels, maxX: maxX >> levels, maxY: maxY >> levels })
const cellsIn = ({ minX, minY, maxX, maxY }: CellBox) => (maxX - minX + 1) * (maxY - minY + 1)

/** The box to count on, which must not be too many cells. Throws Problem 422 that says which level would do. */
export function checkBox(box: CellBox, level: number, most = mostCells): CellBox {
  let fits = level
  while (cellsIn(over(box, level - fits)) > most) fits--
  if (fits < level) throw new Problem(422, `The answer would have ${cellsIn(box).toLocaleString('en')} cells.`, [{ field: 'level', expected: `at most ${fits} for this bbox` }])
  return box
}

/** Counts on cells from the columns, which must not change meanwhile. */
export async function gridOf(table: ColumnTable, question: GridQuestion): Promise<IncidentGrid> {
  const level = Math.min(question.level, 20 - table.origin.shift)
  // Who names a box is told when it is too large; without one a single place far away must not be in the way of all others.
  const box = question.box ? checkBox(over(question.box, question.level - level), level) : over(table.box, 20 - level)
  const slots = question.totalsIn === null ? null : slotsOf(table)
  const counting: Counting = {
    dense: cellsIn(box) <= mostCells ? new Uint32Array(Math.max(0, cellsIn(box))) : undefined, sparse: new Map(),
    byKind: slots && new Float64Array(table.kinds.values.length), bySlot: slots && new Float64Array(slots.count), firstSlot: slots?.first ?? 0,
  }
  const asks = { ...askers(table, question), level, box }
  let seen = 0
  for (const piece of table.pieces) {
    if (piece.toTime < asks.from || piece.fromTime >= asks.to) continue
    seen += countPiece(table, piece, asks, counting, question.box === null)
    if (seen < breathEvery) continue
    seen = 0
    await breathe()
  }
  countRows(table, table.sorted, table.open, table.sorted.count, asks, counting)
  countRows(table, table.tail, 0, table.tail.count, asks, counting)
  // Without a box nobody knew how many cells there are: too many are as much too many as in one.
  if (counting.sparse.size > mostCells) throw new Problem(422, `The answer would have more than ${mostCells.toLocaleString('en')} cells.`, [{ field: 'level', expected: `less than ${level}, or a bbox` }])
  return answerOf(table, question, level, box, counting)
}

/** Rows that were read. All that need not be asked of each row is asked of the piece: its times, its kinds, whether some are gone, whether all areas are seen. */
function countPiece(table: ColumnTable, piece: Piece, asks: Asks, counting: Counting, isWhole: boolean): number {
  const { sorted } = table
  const { dense } = counting
  let read = 0
  const count = (first: number, last: number) => {
    read += last - first
    if (!isWhole || dense === undefined || counting.byKind) countRows(table, sorted, first, last, asks, counting)
    else if (asks.picks && !asks.picks.allStates) countPicked(table, sorted, first, last, asks, asks.picks, dense)
    else if (asks.allAreas && piece.gaps === 0) countCells(table, sorted, first, last, asks, dense)
    else countChosen(table, sorted, first, last, asks, dense)
  }
  const isAll = asks.allKinds && asks.from <= piece.fromTime && piece.toTime < asks.to
  const spans = asks.picks?.spans
  if (isAll && !spans) count(piece.first, piece.last)
  else eachRun(sorted, piece, asks.keptKinds, spans ? spansOf(spans, piece, asks) : [[asks.from, asks.to]], count)
  return read
}

/** What the times that are asked for leave of those that meet the times of a piece. */
function spansOf(spans: [number, number][], { fromTime, toTime }: Piece, asks: Asks): [number, number][] {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((spans[middle] as [number, number])[1] <= fromTime) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < spans.length && (spans[end] as [number, number])[0] <= toTime) end++
  return spans.slice(low, end).map(([from, to]): [number, number] => [Math.max(from, asks.from), Math.min(to, asks.to)]).filter(([from, to]) => from < to)
}

export function askers(table: ColumnTable, question: GridQuestion): Omit<Asks, 'level' | 'box'> {
  const { fromS, toS, areas, keepsKind } = question
  const keptKinds = Uint8Array.from(table.kinds.values, (kind, index) => Number(index !== ColumnTable.gone && keepsKind(kind)))
  const keptAreas = Uint8Array.from(table.areas.values, (area) => Number(areas.has(area)))
  return { from: table.timeOf(fromS), to: table.timeOf(toS), keptKinds, keptAreas, allKinds: keptKinds.every((kept, index) => kept === 1 || index === ColumnTable.gone), allAreas: keptAreas.every((kept) => kept === 1), picks: picksOf(table, question) }
}

/** Half hours outside of the times are not judged: telling the hour of each of fifty years takes longer than counting. */
function picksOf(table: ColumnTable, { fromS, toS, states, hours }: GridQuestion): Picks | null {
  if (!states && !hours) return null
  const { first, count } = slotsOf(table)
  const isAsked = (slot: number) => (first + slot + 1) * slotS > fromS && (first + slot) * slotS < toS
  const keptStates = Uint8Array.from(IncidentState.options, (_, code) => Number(!states || states.has(code)))
  const hourOf = hours && hourOfWeekIn(hours.timeZone)
  const keptSlots = Uint8Array.from({ length: count }, (_, slot) => Number(isAsked(slot) && (!hours || !hourOf || hours.of.has(hourOf((first + slot) * slotS * 1_000)))))
  return { keptStates, allStates: !states, keptSlots, firstSlot: first, spans: hours && timesOf(keptSlots, first * slotS - table.origin.startS) }
}

/** Half hours that are kept, those that follow each other as one; the first begins at `start`. */
function timesOf(keptSlots: Uint8Array, start: number): [number, number][] {
  const spans: [number, number][] = []
  for (let slot = 0, from = 0; slot <= keptSlots.length; slot++) {
    const [was, is] = [slot > 0 && keptSlots[slot - 1] === 1, keptSlots[slot] === 1]
    if (is && !was) from = slot
    if (was && !is) spans.push([start + from * slotS, start + slot * slotS])
  }
  return spans
}

/** The half hours that rows lie in. */
function slotsOf({ origin, pieces, sorted, tail, open }: ColumnTable): { first: number; count: number } {
  let [low, high] = [Infinity, -Infinity]
  const take = (time: number) => {
    if (time < low) low = time
    if (time > high) high = time
  }
  for (const end of [pieces[0]?.fromTime, pieces.at(-1)?.toTime]) if (end !== undefined) take(end)
  for (let i = open; i < sorted.count; i++) take(sorted.time[i] as number)
  for (let i = 0; i < tail.count; i++) take(tail.time[i] as number)
  if (low > high) return { first: 0, count: 0 }
  const first = Math.floor((low + origin.startS) / slotS)
  return { first, count: Math.floor((high + origin.startS) / slotS) - first + 1 }
}

function answerOf(table: ColumnTable, { totalsIn }: GridQuestion, level: number, box: CellBox, { dense, sparse, byKind, bySlot, firstSlot }: Counting): IncidentGrid {
  const grid: IncidentGrid = { source: 'rows', level, ...listed(box, dense, sparse), totals: null }
  if (totalsIn !== null && byKind && bySlot) {
    const byCategory: Record<string, number> = {}
    table.kinds.values.forEach((kind, index) => { if (byKind[index]) byCategory[kind >> 4] = (byCategory[kind >> 4] ?? 0) + (byKind[index] as number) })
    grid.totals = { byCategory, ...byClock(bySlot, firstSlot, totalsIn) }
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
function byClock(bySlot: Float64Array, firstSlot: number, timeZone: string): { byDay: { first: string; counts: number[] }; byHourOfWeek: number[] } {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' })
  const days = new Map<number, number>()
  const byHourOfWeek = Array.from({ length: 168 }, () => 0)
  for (const [at, count] of bySlot.entries()) {
    if (count === 0) continue
    const part = Object.fromEntries(format.formatToParts((firstSlot + at) * slotS * 1_000).map(({ type, value }) => [type, Number(value)]))
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
