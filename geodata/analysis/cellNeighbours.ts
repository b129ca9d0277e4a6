import { AnalysisRefusal, type Units } from './method.ts'
import type { NeighbourTable } from './neighbourTable.ts'

type Cells = Extract<Units, { kind: 'cells' }>
type Step = readonly [columns: number, rows: number]

/** A hundred million pairs are 400 MB. */
const MAX_PAIRS = 100_000_000

/** The eight cells around a cell, or the four beside it. */
export const stepsOf = (rule: 'queen' | 'rook'): Step[] => disc(rule === 'queen' ? Math.SQRT2 : 1)

/** Steps to all cells whose middles are at most so many cells away, itself left out. */
export function disc(radiusCells: number): Step[] {
  const reach = Math.floor(radiusCells + 1e-9)
  const steps: Step[] = []
  for (let dy = -reach; dy <= reach; dy++) for (let dx = -reach; dx <= reach; dx++) if ((dx || dy) && dx * dx + dy * dy <= radiusCells * radiusCells * (1 + 1e-9)) steps.push([dx, dy])
  return steps
}

/** Neighbours among the cells of the study area, by steps on the grid. */
export function cellNeighbours({ columns, rows, cell }: Cells, steps: readonly Step[]): NeighbourTable {
  const count = cell.length
  if (count * steps.length > MAX_PAIRS) throw new AnalysisRefusal('too_many_neighbours', `${count} cells with up to ${steps.length} neighbours each are more than can be held: take a shorter distance or larger cells`, 'distanceMeters')
  const unitOfCell = new Int32Array(columns * rows).fill(-1)
  for (let i = 0; i < count; i++) unitOfCell[cell[i] as number] = i
  const starts = new Uint32Array(count + 1)
  const others = new Uint32Array(count * steps.length)
  let size = 0
  for (let i = 0; i < count; i++) {
    const column = (cell[i] as number) % columns
    const row = Math.floor((cell[i] as number) / columns)
    for (const [dx, dy] of steps) {
      if (column + dx < 0 || column + dx >= columns || row + dy < 0 || row + dy >= rows) continue
      const j = unitOfCell[(row + dy) * columns + column + dx] as number
      if (j >= 0) others[size++] = j
    }
    starts[i + 1] = size
  }
  return { count, starts, others: others.subarray(0, size), weights: null }
}
