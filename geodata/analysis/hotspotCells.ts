import type { LngLat } from '../geometry/lngLat.ts'
import { createRandom } from '../random.ts'
import { isInWindow, windowText, type Evidence, type TimeWindow } from './evidence.ts'
import { falseDiscoveryRate } from './falseDiscoveryRate.ts'
import { giStarPermutationP } from './giStar.ts'
import { giStarGrid, type Neighbourhood } from './giStarGrid.ts'
import { twoSidedP } from './normal.ts'
import { cellCenter, createStudyGrid, type StudyArea, type StudyGrid } from './studyGrid.ts'

/** Events: one place each, [lng, lat] in degrees, and its time in milliseconds since 1970 UTC. */
export type Events = { places: readonly LngLat[]; timesMs: ArrayLike<number> }

export type HotspotCellOptions = TimeWindow & {
  studyArea: StudyArea
  cellMeters: number
  /** Default: the cell and its eight neighbours. */
  neighbourhood?: Neighbourhood
  /** Share of false calls that is borne among all calls, default 0.05. */
  alpha?: number
  /** 0 (default): p of the normal approximation; else that many conditional permutations, for example 999. */
  permutations?: number
  /** Used for permutations only. Default 1. */
  seed?: number
  /** Of the local plane; see `createStudyGrid`. */
  center?: LngLat
}

export type HotspotCell = {
  cell: number
  center: LngLat
  count: number
  /** Gi* and its p before and q after the correction for many tests; null where there is none. */
  z: number | null
  p: number | null
  q: number | null
  finding: 'hot' | 'cold' | 'none'
}

export type HotspotCells = {
  evidence: Evidence
  grid: StudyGrid
  /** Every cell of the study area, those without a finding included. */
  cells: HotspotCell[]
  totals: { cells: number; hot: number; cold: number; none: number }
}

/**
 * Counts per cell -> Gi* -> false discovery rate. Says where counts stand together more than if they were shuffled over the study
 * area; it does not know opportunity or population, and cells at the area's edge have fewer neighbours.
 * @throws RangeError on options that make no grid, or when places and times differ in number
 */
export function hotspotCells({ places, timesMs }: Events, options: HotspotCellOptions): HotspotCells {
  if (places.length !== timesMs.length) throw new RangeError(`${places.length} places have ${timesMs.length} times`)
  const { cellMeters, neighbourhood = { radiusCells: 1, shape: 'box' }, alpha = 0.05, permutations = 0, seed = 1 } = options
  const grid = createStudyGrid(options.studyArea, cellMeters, options.center)
  const { counts, rowsUsed, rowsLeftOut } = countRows({ places, timesMs }, grid, options)
  const z = giStarGrid({ values: counts, columns: grid.columns, rows: grid.rows, mask: grid.mask }, neighbourhood)
  const p = permutations > 0 ? permutedP(counts, grid, neighbourhood, permutations, seed, z) : z.map(twoSidedP)
  const q = falseDiscoveryRate(p)
  const cells: HotspotCell[] = []
  const totals = { cells: grid.cellCount, hot: 0, cold: 0, none: 0 }
  for (let cell = 0; cell < grid.mask.length; cell++) {
    if (!grid.mask[cell]) continue
    const isCalled = (q[cell] as number) <= alpha // false for NaN
    const finding = !isCalled ? 'none' : (z[cell] as number) > 0 ? 'hot' : 'cold'
    totals[finding]++
    cells.push({
      cell,
      center: cellCenter(grid, cell),
      count: counts[cell] as number,
      z: orNull(z[cell]),
      p: orNull(p[cell]),
      q: orNull(q[cell]),
      finding,
    })
  }
  const evidence: Evidence = {
    method: `Getis-Ord Gi* of counts per cell, ${permutations > 0 ? 'conditional permutation' : 'normal approximation'}, false discovery rate after Benjamini-Hochberg`,
    source: 'Ord & Getis 1995; Benjamini & Hochberg 1995',
    parameters: { cellMeters, radiusCells: neighbourhood.radiusCells, shape: neighbourhood.shape, alpha, permutations },
    seed: permutations > 0 ? seed : null,
    window: windowText(options),
    rowsUsed,
    rowsLeftOut,
    studyArea: `${grid.description}: ${grid.cellCount} cells of ${cellMeters} m`,
  }
  return { evidence, grid, cells, totals }
}

const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value)

function countRows({ places, timesMs }: Events, grid: StudyGrid, window: TimeWindow) {
  const counts = new Float64Array(grid.mask.length)
  const rowsLeftOut = { withoutPlace: 0, outsideWindow: 0, outsideStudyArea: 0 }
  let rowsUsed = 0
  places.forEach((place, i) => {
    if (!place.every(Number.isFinite)) rowsLeftOut.withoutPlace++
    else if (!isInWindow(timesMs[i] as number, window)) rowsLeftOut.outsideWindow++
    else {
      const cell = grid.cellOf(place)
      if (cell < 0) rowsLeftOut.outsideStudyArea++
      else {
        counts[cell] = (counts[cell] as number) + 1
        rowsUsed++
      }
    }
  })
  return { counts, rowsUsed, rowsLeftOut }
}

function permutedP(
  counts: Float64Array,
  grid: StudyGrid,
  { radiusCells, shape }: Neighbourhood,
  permutations: number,
  seed: number,
  z: Float64Array,
): Float64Array {
  const inside = [...grid.mask.keys()].filter((cell) => grid.mask[cell])
  const place = new Map(inside.map((cell, i) => [cell, i]))
  const reach = Math.floor(radiusCells)
  const neighbours = inside.map((cell) => {
    const list: number[] = []
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const column = (cell % grid.columns) + dx
        const isNear = shape === 'box' || dx * dx + dy * dy <= radiusCells * radiusCells
        const other = isNear && column >= 0 && column < grid.columns ? place.get(cell + dy * grid.columns + dx) : undefined
        if (other !== undefined) list.push(other)
      }
    }
    return list
  })
  const p = giStarPermutationP(
    inside.map((cell) => counts[cell] as number),
    neighbours,
    permutations,
    createRandom(seed),
  )
  return z.map((value, cell) => (Number.isNaN(value) ? NaN : (p[place.get(cell) as number] as number)))
}
