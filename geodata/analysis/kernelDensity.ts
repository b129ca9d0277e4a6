import type { MetersXY } from '../geometry/lngLat.ts'
import { convolveGrid } from './convolveGrid.ts'
import { binPoints } from './binPoints.ts'
import { massAt, massInside } from './massInside.ts'
import { kernels, type Kernel, type KernelId } from './kernel.ts'

export type DensityPoints = { xMeters: ArrayLike<number>; yMeters: ArrayLike<number> }

/** Square cells from south to north; the mask says which belong to the study area. */
export type DensityGrid = { cellMeters: number; columns: number; rows: number; origin: MetersXY; mask: Uint8Array }

/**
 * What is done where the kernel reaches out of the study area. `uniform`: the sum at a place is divided by the kernel's mass inside, seen from
 * there (spatstat's `edge = TRUE`). `perEvent`: each event's kernel is divided by its own mass inside, so that all events together integrate
 * to their number (`diggle = TRUE`; Jones 1993). `none`: nothing.
 */
export type EdgeCorrection = 'uniform' | 'perEvent' | 'none'

export type DensityOptions = { kernel: KernelId; bandwidthMeters: number; edge: EdgeCorrection; sum?: 'auto' | 'exact' | 'binned' }

export type Density = {
  /** Events per square metre at the middle of each cell; NaN outside of the study area. */
  perSquareMeter: Float64Array
  sum: 'exact' | 'binned'
  /** Parts that a cell's side was cut into for binning; 0 where the sum is exact. */
  parts: number
}

/** Kernel values that are summed one by one before binning is the quicker way: less than half a second. */
const EXACT_TERMS = 5e7
/** So many bins at least make up the kernel's standard deviation (a sixth of the quartic's bandwidth each); then the root mean square of the difference to the exact sum is 0.01 to 0.2 %. */
const BINS_PER_DEVIATION = 2.12
const MAX_BINS = 8e6

/**
 * Kernel density at the middles of cells. Few events are summed one by one; many are first shared out linearly to the four nearest points of
 * a lattice (Wand 1994), the widening by which is taken off again, and the lattice is convolved with the kernel by FFT.
 * Points are taken as they come: leave out those outside of the study area first.
 * @throws RangeError unless the bandwidth is a positive number
 */
export function kernelDensity(points: DensityPoints, grid: DensityGrid, options: DensityOptions): Density {
  const { bandwidthMeters, edge } = options
  if (!(bandwidthMeters > 0 && bandwidthMeters < Infinity)) throw new RangeError(`bandwidthMeters is ${bandwidthMeters}, expected a number > 0`)
  const kernel = kernels[options.kernel]
  const parts = partsOf(points.xMeters.length, grid, kernel, options)
  const weights = edge === 'perEvent' ? massAt(points, grid, kernel, bandwidthMeters).map((mass) => 1 / mass) : null
  const { sums, mass } = parts === 0 ? { sums: exact(points, weights, grid, kernel, bandwidthMeters), mass: null } : binned(points, weights, grid, kernel, bandwidthMeters, parts)
  const divisor = edge === 'uniform' ? (mass ?? massInside(grid, kernel, bandwidthMeters)) : null
  return { perSquareMeter: finished(sums, divisor, grid), sum: parts === 0 ? 'exact' : 'binned', parts }
}

/** Odd, so that the middle of a cell is a point of the lattice. */
function partsOf(points: number, { cellMeters, columns, rows }: DensityGrid, { reach, standardDeviation }: Kernel, { bandwidthMeters, sum = 'auto' }: DensityOptions): number {
  const terms = points * Math.PI * ((bandwidthMeters * reach) / cellMeters) ** 2
  if (sum === 'exact' || (sum === 'auto' && terms <= EXACT_TERMS)) return 0
  let parts = 1
  while (cellMeters / parts > (bandwidthMeters * standardDeviation) / BINS_PER_DEVIATION && columns * rows * (parts + 2) ** 2 <= MAX_BINS) parts += 2
  return parts
}

function exact({ xMeters, yMeters }: DensityPoints, weights: Float64Array | null, { cellMeters, columns, rows, origin }: DensityGrid, kernel: Kernel, bandwidthMeters: number): Float64Array {
  const sums = new Float64Array(columns * rows)
  const reach = (kernel.reach * bandwidthMeters) / cellMeters
  const scale = (cellMeters / bandwidthMeters) ** 2
  for (let i = 0; i < xMeters.length; i++) {
    const x = ((xMeters[i] as number) - origin[0]) / cellMeters - 0.5
    const y = ((yMeters[i] as number) - origin[1]) / cellMeters - 0.5
    const weight = (weights ? weights[i]! : 1) / bandwidthMeters ** 2
    const [west, east] = [Math.max(0, Math.ceil(x - reach)), Math.min(columns - 1, Math.floor(x + reach))]
    for (let row = Math.max(0, Math.ceil(y - reach)), last = Math.min(rows - 1, Math.floor(y + reach)); row <= last; row++) {
      const north = (row - y) ** 2
      for (let column = west, cell = row * columns + west; column <= east; column++, cell++) sums[cell] = sums[cell]! + weight * kernel.at((north + (column - x) ** 2) * scale)
    }
  }
  return sums
}

/** With one part a cell, the kernel's mass inside the study area comes along in the same transform. */
function binned(points: DensityPoints, weights: Float64Array | null, grid: DensityGrid, kernel: Kernel, bandwidthMeters: number, parts: number): { sums: Float64Array; mass: Float64Array | null } {
  const { counts, inside, columns, rows, margin } = binPoints(points, weights, grid, parts)
  const step = grid.cellMeters / parts
  const scale = (step / bandwidthMeters) ** 2
  const reach = Math.floor((kernel.reach * bandwidthMeters) / step)
  const total = totalOf(kernel, reach, scale)
  convolveGrid(counts, inside, { columns, rows }, { reach, at: (dx, dy) => kernel.at((dx * dx + dy * dy) * scale) / total })
  const [sums, mass] = [new Float64Array(grid.mask.length), parts === 1 ? new Float64Array(grid.mask.length) : null]
  for (let row = 0, cell = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, cell++) {
      const at = (margin + row * parts + (parts >> 1)) * columns + margin + column * parts + (parts >> 1)
      sums[cell] = counts[at]! / (step * step)
      if (mass) mass[cell] = inside[at]!
    }
  }
  return { sums, mass }
}

/** What the taps of a lattice add up to: nearly 1 / scale, and divided by it they sum to 1. */
function totalOf(kernel: Kernel, reach: number, scale: number): number {
  let total = 0
  for (let dy = -reach; dy <= reach; dy++) for (let dx = -reach; dx <= reach; dx++) total += kernel.at((dx * dx + dy * dy) * scale)
  return total
}

/** Whatever the transform left of nothing is nothing: else cells without events would be ranked by rounding. */
function finished(sums: Float64Array, divisor: Float64Array | null, { mask }: DensityGrid): Float64Array {
  let largest = 0
  for (let cell = 0; cell < sums.length; cell++) if (mask[cell]) largest = Math.max(largest, sums[cell]!)
  const least = largest * 1e-12
  for (let cell = 0; cell < sums.length; cell++) {
    if (!mask[cell]) sums[cell] = NaN
    else if (sums[cell]! < least) sums[cell] = 0
    else if (divisor) sums[cell] = sums[cell]! / divisor[cell]!
  }
  return sums
}
