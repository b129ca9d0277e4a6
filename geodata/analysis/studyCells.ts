import type { MetersXY } from '../geometry/lngLat.ts'
import { AnalysisRefusal, type PolygonXY } from './method.ts'

/**
 * Where events could have been seen, in metres: polygons, or the cells that held any event of the training data (never of test data), on request
 * with those whose middle lies within some metres of one.
 */
export type StudyAreaXY = { kind: 'polygons'; polygons: readonly PolygonXY[] } | { kind: 'occupiedCells'; xMeters: ArrayLike<number>; yMeters: ArrayLike<number>; aroundMeters?: number }

/** Square cells in a plane, in rows from south to north; cell = row * columns + column. */
export type StudyCells = {
  cellMeters: number
  columns: number
  rows: number
  /** South-west corner, a multiple of the cell size, so that grids of several runs match. */
  origin: MetersXY
  /** 1 where the cell belongs to the study area. */
  mask: Uint8Array
  cellCount: number
  description: string
  /** The cell of the study area at a point; -1 outside of it. */
  cellAt: (xMeters: number, yMeters: number) => number
}

type Frame = Pick<StudyCells, 'origin' | 'columns' | 'rows' | 'cellMeters'>

const MAX_CELLS = 4_000_000

/**
 * The grid over a study area. Of polygons, the cells whose middle lies inside belong, each as a whole: a cell cut by the
 * border would hold fewer events for its size and show as falsely cold. What lies in such a cell counts, on either side of the border.
 * @throws AnalysisRefusal on an empty area, a cell size that is no positive number, or more than 4,000,000 cells
 */
export function createStudyCells(area: StudyAreaXY, cellMeters: number): StudyCells {
  if (!(cellMeters > 0 && cellMeters < Infinity)) throw new AnalysisRefusal('cell_size', `cellMeters is ${cellMeters}, expected a number > 0`, 'cellMeters')
  const frame = frameOf(area, cellMeters)
  const { columns, rows, origin } = frame
  const mask = new Uint8Array(columns * rows)
  const index = (x: number, y: number): number => {
    const [column, row] = [Math.floor((x - origin[0]) / cellMeters), Math.floor((y - origin[1]) / cellMeters)]
    return column >= 0 && column < columns && row >= 0 && row < rows ? row * columns + column : -1
  }
  if (area.kind === 'polygons') for (const part of area.polygons.flat()) fill(part, frame, mask)
  else {
    for (let i = 0; i < area.xMeters.length; i++) {
      const cell = index(area.xMeters[i] as number, area.yMeters[i] as number)
      if (cell >= 0) mask[cell] = 1
    }
    if (area.aroundMeters) fillAround(area, area.aroundMeters, frame, mask)
  }
  let cellCount = 0
  for (let i = 0; i < mask.length; i++) cellCount += mask[i] as number
  const description = area.kind === 'polygons' ? `${area.polygons.length} polygon(s), cells whose middle lies inside` : `cells with at least one row of the training data${area.aroundMeters ? `, and those whose middle lies within ${Math.round(area.aroundMeters)} m of one` : '; empty ground is left out'}`
  return {
    ...frame,
    mask,
    cellCount,
    description,
    cellAt(x, y) {
      const cell = index(x, y) // NaN falls to -1
      return cell >= 0 && mask[cell] ? cell : -1
    },
  }
}

function frameOf(area: StudyAreaXY, cellMeters: number): Frame {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  const reach = (x: number, y: number) => {
    if (!Number.isFinite(x + y)) return
    minX = Math.min(minX, x)
    minY = Math.min(minY, y)
    maxX = Math.max(maxX, x)
    maxY = Math.max(maxY, y)
  }
  if (area.kind === 'polygons') for (const [x, y] of area.polygons.flat(3)) reach(x, y)
  else for (let i = 0; i < area.xMeters.length; i++) reach(area.xMeters[i] as number, area.yMeters[i] as number)
  if (minX > maxX) throw new AnalysisRefusal('study_area_empty', 'the study area is empty', 'studyArea')
  const margin = area.kind === 'occupiedCells' ? area.aroundMeters ?? 0 : 0
  const [west, south] = [Math.floor((minX - margin) / cellMeters), Math.floor((minY - margin) / cellMeters)]
  const [columns, rows] = [Math.floor((maxX + margin) / cellMeters) - west + 1, Math.floor((maxY + margin) / cellMeters) - south + 1]
  if (columns * rows > MAX_CELLS) throw new AnalysisRefusal('too_many_cells', `${columns} × ${rows} cells of ${cellMeters} m are more than ${MAX_CELLS}: take larger cells`, 'cellMeters')
  return { origin: [west * cellMeters, south * cellMeters], columns, rows, cellMeters }
}

/** Marks the cells whose middle lies within some metres of a point: where a disc begins and ends in each row is added up, however many discs lie over each other. */
function fillAround({ xMeters, yMeters }: Extract<StudyAreaXY, { kind: 'occupiedCells' }>, meters: number, { origin, columns, rows, cellMeters }: Frame, mask: Uint8Array): void {
  const turns = new Int32Array((columns + 1) * rows)
  const reach = meters / cellMeters
  for (let i = 0; i < xMeters.length; i++) {
    const [x, y] = toCells([xMeters[i] as number, yMeters[i] as number], origin, cellMeters)
    if (!Number.isFinite(x + y)) continue
    for (let row = Math.max(0, Math.ceil(y - reach - 0.5)); row < rows && row + 0.5 <= y + reach; row++) {
      const half = Math.sqrt(Math.max(0, reach ** 2 - (row + 0.5 - y) ** 2))
      const [from, to] = [Math.max(0, Math.ceil(x - half - 0.5)), Math.min(columns, Math.floor(x + half - 0.5) + 1)]
      if (to <= from) continue
      turns[row * (columns + 1) + from]!++
      turns[row * (columns + 1) + to]!--
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0, over = 0; column < columns; column++) {
      over += turns[row * (columns + 1) + column] as number
      if (over > 0) mask[row * columns + column] = 1
    }
  }
}

/** Marks the cells whose middle lies in a polygon (rings in metres): even-odd crossings along each row's middle line. */
function fill(rings: readonly (readonly MetersXY[])[], { origin, columns, rows, cellMeters }: Frame, mask: Uint8Array): void {
  const crossings: number[][] = Array.from({ length: rows }, () => [])
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [[x0, y0], [x1, y1]] = [ring[i - 1], ring[i]].map((at) => toCells(at as MetersXY, origin, cellMeters)) as [MetersXY, MetersXY]
      const [low, high] = [Math.min(y0, y1), Math.max(y0, y1)]
      // Rows whose middle lies in [low, high): a corner on a middle line counts for one of its two edges.
      for (let row = Math.max(0, Math.ceil(low - 0.5)); row < Math.min(rows, Math.ceil(high - 0.5)); row++) {
        crossings[row]?.push(x0 + ((row + 0.5 - y0) / (y1 - y0)) * (x1 - x0))
      }
    }
  }
  crossings.forEach((line, row) => {
    line.sort((a, b) => a - b)
    for (let k = 0; k + 1 < line.length; k += 2) {
      const from = Math.max(0, Math.ceil((line[k] as number) - 0.5))
      const to = Math.min(columns, Math.ceil((line[k + 1] as number) - 0.5))
      if (to > from) mask.fill(1, row * columns + from, row * columns + to)
    }
  })
}

const toCells = ([x, y]: MetersXY, origin: MetersXY, cellMeters: number): MetersXY => [(x - origin[0]) / cellMeters, (y - origin[1]) / cellMeters]
