import type { Block } from './block.ts'
import type { CellBox } from './ask.ts'
import type { ColumnTable } from './table.ts'

/** A question in terms of a table: times of its columns, kinds and areas by their place in its lists, the cells of `box` at `level`. */
export type Asks = { from: number; to: number; keptKinds: Uint8Array; keptAreas: Uint8Array; allKinds: boolean; allAreas: boolean; picks: Picks | null; level: number; box: CellBox }
/**
 * What is asked of each row besides: states by their code, half hours from `firstSlot` on; `spans` are the times of the latter, [from, to) as the columns keep them, each two apart: pieces are
 * asked by them, so that rows of other hours are not read.
 */
export type Picks = { keptStates: Uint8Array; allStates: boolean; keptSlots: Uint8Array; firstSlot: number; spans: [from: number, to: number][] | null }

export const slotS = 1_800

/** What is counted while rows go by: cells, densely where they are not too many; where totals are asked for, kinds, and half hours from `firstSlot` on, since 1970. */
export type Counting = { dense: Uint32Array | undefined; sparse: Map<number, number>; byKind: Float64Array | null; bySlot: Float64Array | null; firstSlot: number }

/**
 * The hot loop: a year of ten million rows goes through here in the time of two frames. For rows that are all wanted and a box that holds all there is, so that
 * nothing but the place is looked at.
 */
export function countCells({ origin }: ColumnTable, { x, y }: Block, first: number, last: number, { level, box }: Asks, dense: Uint32Array): void {
  const shift = 20 - level - origin.shift
  const [x0, y0] = [origin.x >>> origin.shift, origin.y >>> origin.shift]
  const [minX, minY] = [box.minX, box.minY]
  const width = box.maxX - box.minX + 1
  for (let i = first; i < last; i++) dense[(((y0 + (y[i] as number)) >>> shift) - minY) * width + ((x0 + (x[i] as number)) >>> shift) - minX]!++
}

/** The same where some areas are not wanted, or some rows are gone. */
export function countChosen({ origin }: ColumnTable, { x, y, kind, area }: Block, first: number, last: number, { keptKinds, keptAreas, level, box }: Asks, dense: Uint32Array): void {
  const shift = 20 - level - origin.shift
  const [x0, y0] = [origin.x >>> origin.shift, origin.y >>> origin.shift]
  const [minX, minY] = [box.minX, box.minY]
  const width = box.maxX - box.minX + 1
  for (let i = first; i < last; i++) {
    if (((keptKinds[kind[i] as number] as number) & (keptAreas[area[i] as number] as number)) === 0) continue
    dense[(((y0 + (y[i] as number)) >>> shift) - minY) * width + ((x0 + (x[i] as number)) >>> shift) - minX]!++
  }
}

/** The same where states are asked for. */
export function countPicked({ origin }: ColumnTable, { x, y, kind, area, state }: Block, first: number, last: number, { keptKinds, keptAreas, level, box }: Asks, { keptStates }: Picks, dense: Uint32Array): void {
  const shift = 20 - level - origin.shift
  const [x0, y0] = [origin.x >>> origin.shift, origin.y >>> origin.shift]
  const [minX, minY] = [box.minX, box.minY]
  const width = box.maxX - box.minX + 1
  for (let i = first; i < last; i++) {
    if ((keptStates[state[i] as number] as number) === 0 || (keptKinds[kind[i] as number] as number) === 0 || (keptAreas[area[i] as number] as number) === 0) continue
    dense[(((y0 + (y[i] as number)) >>> shift) - minY) * width + ((x0 + (x[i] as number)) >>> shift) - minX]!++
  }
}

/** The same for whatever may lie outside of the times or the box, and with totals. */
export function countRows({ origin }: ColumnTable, { time, x, y, kind, area, state }: Block, first: number, last: number, { from, to, keptKinds, keptAreas, picks, level, box }: Asks, { dense, sparse, byKind, bySlot, firstSlot }: Counting): void {
  const shift = 20 - level - origin.shift
  const [x0, y0] = [origin.x >>> origin.shift, origin.y >>> origin.shift]
  const width = box.maxX - box.minX + 1
  const height = box.maxY - box.minY + 1
  for (let i = first; i < last; i++) {
    if ((keptKinds[kind[i] as number] as number) === 0 || (keptAreas[area[i] as number] as number) === 0) continue
    const at = time[i] as number
    if (at < from || at >= to) continue
    if (picks !== null && ((picks.keptStates[state[i] as number] as number) & (picks.keptSlots[Math.floor((at + origin.startS) / slotS) - picks.firstSlot] as number)) === 0) continue
    const column = ((x0 + (x[i] as number)) >>> shift) - box.minX
    const row = ((y0 + (y[i] as number)) >>> shift) - box.minY
    if (column < 0 || column >= width || row < 0 || row >= height) continue
    const cell = row * width + column
    if (dense === undefined) sparse.set(cell, (sparse.get(cell) ?? 0) + 1)
    else dense[cell]!++
    if (byKind === null || bySlot === null) continue
    byKind[kind[i] as number]!++
    bySlot[Math.floor((at + origin.startS) / slotS) - firstSlot]!++
  }
}
