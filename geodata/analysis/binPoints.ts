import type { DensityGrid, DensityPoints } from './kernelDensity.ts'

export type Bins = { counts: Float64Array; inside: Float64Array; columns: number; rows: number; /** Lattice points around the grid on each side. */ margin: number }

/** Sharing reaches one point over the edge, taking the widening off one more. */
const MARGIN = 2

/**
 * Each point shared out to the four nearest points of a lattice by distance along both axes, and the study area as ones on it. Sharing widens
 * what a kernel makes of the points by 1/6 of a squared step on average, taking a square for its middle narrows the area by 1/12: both are taken
 * off to second order by a share of the lattice's Laplacian.
 */
export function binPoints({ xMeters, yMeters }: DensityPoints, weights: Float64Array | null, grid: DensityGrid, parts: number): Bins {
  const [columns, rows] = [grid.columns * parts + 2 * MARGIN, grid.rows * parts + 2 * MARGIN]
  const counts = new Float64Array(columns * rows)
  const scale = parts / grid.cellMeters
  const [startX, startY] = [MARGIN - 0.5 - grid.origin[0] * scale, MARGIN - 0.5 - grid.origin[1] * scale]
  for (let i = 0; i < xMeters.length; i++) {
    const x = (xMeters[i] as number) * scale + startX
    const y = (yMeters[i] as number) * scale + startY
    const [west, south] = [Math.floor(x), Math.floor(y)]
    const [f, g] = [x - west, y - south]
    const weight = weights ? weights[i]! : 1
    const at = south * columns + west
    counts[at] = counts[at]! + weight * (1 - f) * (1 - g)
    counts[at + 1] = counts[at + 1]! + weight * f * (1 - g)
    counts[at + columns] = counts[at + columns]! + weight * (1 - f) * g
    counts[at + columns + 1] = counts[at + columns + 1]! + weight * f * g
  }
  const inside = new Float64Array(columns * rows)
  for (let row = MARGIN; row < rows - MARGIN; row++) {
    const from = Math.floor((row - MARGIN) / parts) * grid.columns
    for (let column = MARGIN; column < columns - MARGIN; column++) inside[row * columns + column] = grid.mask[from + Math.floor((column - MARGIN) / parts)]!
  }
  return { counts: withLaplacian(counts, columns, -1 / 12), inside: withLaplacian(inside, columns, 1 / 24), columns, rows, margin: MARGIN }
}

/** `share` of the second difference along both axes added to each value but those of the first and last row. */
export function withLaplacian(values: Float64Array, columns: number, share: number): Float64Array {
  const result = values.slice()
  for (let i = columns; i < values.length - columns; i++) {
    const centre = values[i]!
    result[i] = centre + share * (values[i - 1]! + values[i + 1]! + values[i - columns]! + values[i + columns]! - 4 * centre)
  }
  return result
}
