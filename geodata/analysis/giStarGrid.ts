import { momentsOf, type Moments } from './giStar.ts'

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
 * Gi* with weights 1 on a regular grid, the cell itself included, by running sums: the same as `giStar` on the neighbour lists, for a box in time
 * proportional to cells, for a disc to cells × (2 radius + 1), instead of cells × neighbours. Cells off the study area are no neighbours.
 * @returns z for each cell; NaN off the study area and where `giStar` has none
 * @throws RangeError when sizes differ or the radius is negative
 */
export function giStarGrid({ values, columns, rows, mask }: Grid, { radiusCells, shape }: Neighbourhood): Float64Array {
  const cells = columns * rows
  if (values.length !== cells || (mask && mask.length !== cells)) throw new RangeError(`expected ${columns} × ${rows} values, got ${values.length}`)
  if (!(radiusCells >= 0)) throw new RangeError(`radiusCells is ${radiusCells}, expected a number >= 0`)
  const moments = momentsInside(values, mask)
  const window = (of: Float64Array) => (shape === 'box' ? boxSums(of, columns, rows, Math.floor(radiusCells)) : discSums(of, columns, rows, radiusCells))
  const inside = new Float64Array(cells) // loops: `Float64Array.from` with a function costs more than all sums
  const own = new Float64Array(cells)
  for (let i = 0; i < cells; i++)
    if (!mask || mask[i]) {
      inside[i] = 1
      own[i] = values[i] as number
    }
  const counts = window(inside)
  const z = window(own)
  // sum -> (sum - mean n) / (deviation √((N n - n²) / (N - 1))), the divisor once for each number n of cells in a window
  const divisors = new Float64Array(Math.min(cells, (2 * Math.floor(radiusCells) + 1) ** 2) + 1).fill(NaN)
  for (let i = 0; i < cells; i++) {
    const count = counts[i] as number
    let divisor = divisors[count] as number
    if (Number.isNaN(divisor)) divisor = divisors[count] = moments.deviation * Math.sqrt(Math.max(0, moments.count * count - count * count) / (moments.count - 1))
    z[i] = inside[i] && divisor > 0 ? ((z[i] as number) - moments.mean * count) / divisor : NaN
  }
  return z
}

function momentsInside(values: ArrayLike<number>, mask: Grid['mask']): Moments {
  if (!mask) return momentsOf(values)
  const inside = new Float64Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) if (mask[i]) inside[count++] = values[i] as number
  return momentsOf(inside.subarray(0, count))
}

/** Sums over squares, first along each row, then up the columns row by row; both by what enters and what leaves. */
function boxSums(values: Float64Array, columns: number, rows: number, reach: number): Float64Array {
  const along = new Float64Array(values.length)
  for (let start = 0; start < values.length; start += columns) {
    let sum = 0
    for (let column = 0; column < Math.min(reach, columns); column++) sum += values[start + column] as number
    for (let column = 0; column < columns; column++) {
      if (column + reach < columns) sum += values[start + column + reach] as number
      if (column > reach) sum -= values[start + column - reach - 1] as number
      along[start + column] = sum
    }
  }
  const sums = new Float64Array(values.length)
  const running = new Float64Array(columns)
  for (let row = -reach; row < rows; row++) {
    const entering = row + reach < rows ? (row + reach) * columns : -1
    const leaving = row > reach ? (row - reach - 1) * columns : -1
    for (let column = 0; column < columns; column++) {
      let sum = running[column] as number
      if (entering >= 0) sum += along[entering + column] as number
      if (leaving >= 0) sum -= along[leaving + column] as number
      running[column] = sum
      if (row >= 0) sums[row * columns + column] = sum
    }
  }
  return sums
}

function discSums(values: Float64Array, columns: number, rows: number, radius: number): Float64Array {
  const sums = new Float64Array(columns * rows)
  const prefixes = rowPrefixes(values, columns, rows)
  const reach = Math.floor(radius)
  for (let dy = -reach; dy <= reach; dy++) {
    const half = Math.floor(Math.sqrt(radius * radius - dy * dy))
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

/** Sums along each row: entry (row, c) of columns + 1 holds the sum of the first c cells. */
function rowPrefixes(values: Float64Array, columns: number, rows: number): Float64Array {
  const prefixes = new Float64Array((columns + 1) * rows)
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let column = 0; column < columns; column++) {
      sum += values[row * columns + column] as number
      prefixes[row * (columns + 1) + column + 1] = sum
    }
  }
  return prefixes
}
