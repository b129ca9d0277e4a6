import { giStarZ, momentsOf } from './giStar.ts'

export type Grid = {
  /** Values row by row; `columns * rows` of them. */
  values: ArrayLike<number>
  columns: number
  rows: number
  /** 1 where a cell belongs to the study area, 0 where not; left out, all belong. */
  mask?: ArrayLike<number>
}

export type Neighbourhood = {
  /** Cells to each side; 1 is the cell and its eight (box) or four (disc) neighbours. Need not be whole for a disc. */
  radiusCells: number
  shape: 'box' | 'disc'
}

/**
 * Gi* with weights 1 on a regular grid, the cell itself included, by running sums along the rows: the same as `giStar` on the
 * neighbour lists, in time cells × (2 radius + 1) instead of cells × neighbours. Cells off the study area are no neighbours.
 * @returns z for each cell; NaN off the study area and where `giStar` has none
 * @throws RangeError when sizes differ or the radius is negative
 */
export function giStarGrid({ values, columns, rows, mask }: Grid, { radiusCells, shape }: Neighbourhood): Float64Array {
  const cells = columns * rows
  if (values.length !== cells || (mask && mask.length !== cells))
    throw new RangeError(`expected ${columns} × ${rows} values, got ${values.length}`)
  if (!(radiusCells >= 0)) throw new RangeError(`radiusCells is ${radiusCells}, expected a number >= 0`)
  const inside = mask ? Array.from({ length: cells }, (_, i) => i).filter((i) => mask[i]) : undefined
  const moments = momentsOf(inside ? inside.map((i) => values[i] as number) : values)
  const sums = windowSums(
    rowPrefixes(columns, rows, (i) => (!mask || mask[i] ? (values[i] as number) : 0)),
    columns,
    rows,
    radiusCells,
    shape,
  )
  const counts = windowSums(
    rowPrefixes(columns, rows, (i) => (!mask || mask[i] ? 1 : 0)),
    columns,
    rows,
    radiusCells,
    shape,
  )
  const z = new Float64Array(cells).fill(NaN)
  for (let i = 0; i < cells; i++) {
    if (mask && !mask[i]) continue
    const count = counts[i] as number
    const value = giStarZ(sums[i] as number, count, count, moments)
    if (Number.isFinite(value)) z[i] = value
  }
  return z
}

/** Sums along each row: entry (row, c) of columns + 1 holds the sum of the first c cells. */
function rowPrefixes(columns: number, rows: number, valueOf: (i: number) => number): Float64Array {
  const prefixes = new Float64Array((columns + 1) * rows)
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let column = 0; column < columns; column++) {
      sum += valueOf(row * columns + column)
      prefixes[row * (columns + 1) + column + 1] = sum
    }
  }
  return prefixes
}

function windowSums(prefixes: Float64Array, columns: number, rows: number, radius: number, shape: 'box' | 'disc'): Float64Array {
  const sums = new Float64Array(columns * rows)
  const reach = Math.floor(radius)
  for (let dy = -reach; dy <= reach; dy++) {
    const half = shape === 'box' ? reach : Math.floor(Math.sqrt(radius * radius - dy * dy))
    for (let row = Math.max(0, -dy); row < Math.min(rows, rows - dy); row++) {
      const start = (row + dy) * (columns + 1)
      for (let column = 0; column < columns; column++) {
        const from = column > half ? column - half : 0
        const to = column + half + 1 < columns ? column + half + 1 : columns
        const i = row * columns + column
        sums[i] = (sums[i] as number) + (prefixes[start + to] as number) - (prefixes[start + from] as number)
      }
    }
  }
  return sums
}
