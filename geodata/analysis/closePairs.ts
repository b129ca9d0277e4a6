import { AnalysisRefusal } from './method.ts'

export type Metric = 'euclidean' | 'manhattan'

/** Bands of distance: `same` or nearer is band 0, then `bands` of `width` each, the first from `same` on. */
export type DistanceBands = { sameMeters: number; widthMeters: number; bands: number; /** (a, b] or [a, b) */ closed: 'upper' | 'lower'; metric: Metric }

/** Pairs of points near each other, each once. */
export type ClosePairs = { count: number; first: Int32Array; second: Int32Array; band: Uint8Array }

/** What 1 GB of memory and a few minutes of permutations bear. */
export const MAX_PAIRS = 20_000_000

/** The band that a distance or a time falls in, from 0; bands beyond the last are told by their number too. */
export function bandOf(value: number, width: number, closed: 'upper' | 'lower'): number {
  if (closed === 'lower') return Math.floor(value / width)
  return value === 0 ? 0 : Math.ceil(value / width) - 1
}

/**
 * All pairs within the outermost band, by the nine cells around each cell of a grid as wide as that band: the time goes with the pairs found, not with all pairs.
 * @throws AnalysisRefusal beyond 20,000,000 pairs, or `most`
 */
export function closePairs(xMeters: ArrayLike<number>, yMeters: ArrayLike<number>, bands: DistanceBands, most = MAX_PAIRS): ClosePairs {
  const { sameMeters, widthMeters, closed, metric } = bands
  const reach = Math.max(sameMeters, widthMeters * bands.bands)
  const grid = cellsOf(xMeters, yMeters, reach * (1 + 1e-9) || 1)
  const found = createList(most)
  const compare = (i: number, j: number) => {
    const [dx, dy] = [Math.abs((xMeters[i] as number) - (xMeters[j] as number)), Math.abs((yMeters[i] as number) - (yMeters[j] as number))]
    const meters = metric === 'manhattan' ? dx + dy : Math.sqrt(dx * dx + dy * dy)
    if (meters <= sameMeters) return found.add(i, j, 0)
    const band = bandOf(meters, widthMeters, closed) + 1
    if (band <= bands.bands) found.add(i, j, band)
  }
  for (const { column, row, points } of grid.cells.values()) {
    for (let a = 0; a < points.length; a++) for (let b = a + 1; b < points.length; b++) compare(points[a] as number, points[b] as number)
    for (const [dx, dy] of [[1, 0], [-1, 1], [0, 1], [1, 1]] as const) {
      const others = grid.cells.get(grid.key(column + dx, row + dy))?.points
      if (others) for (const i of points) for (const j of others) compare(i, j)
    }
  }
  return found.done()
}

type Cell = { column: number; row: number; points: number[] }

function cellsOf(xMeters: ArrayLike<number>, yMeters: ArrayLike<number>, side: number) {
  const cells = new Map<number, Cell>()
  // Rows are far enough apart in the number line that no two cells share a key.
  const key = (column: number, row: number) => row * 2 ** 26 + column
  let [west, south] = [Infinity, Infinity]
  for (let i = 0; i < xMeters.length; i++) {
    if (!Number.isFinite((xMeters[i] as number) + (yMeters[i] as number))) throw new RangeError(`point ${i} is [${xMeters[i]}, ${yMeters[i]}]`)
    west = Math.min(west, xMeters[i] as number)
    south = Math.min(south, yMeters[i] as number)
  }
  for (let i = 0; i < xMeters.length; i++) {
    const [column, row] = [Math.floor(((xMeters[i] as number) - west) / side) + 1, Math.floor(((yMeters[i] as number) - south) / side) + 1]
    const cell = cells.get(key(column, row))
    if (cell) cell.points.push(i)
    else cells.set(key(column, row), { column, row, points: [i] })
  }
  return { cells, key }
}

function createList(most: number) {
  let pairs: ClosePairs = { count: 0, first: new Int32Array(1_024), second: new Int32Array(1_024), band: new Uint8Array(1_024) }
  return {
    add(i: number, j: number, band: number): void {
      if (pairs.count === most) throw new AnalysisRefusal('too_many_pairs', `more than ${most} pairs lie that close together: take shorter distances, a shorter window or fewer categories`, 'points')
      if (pairs.count === pairs.first.length) pairs = { count: pairs.count, first: grown(pairs.first, Int32Array), second: grown(pairs.second, Int32Array), band: grown(pairs.band, Uint8Array) }
      pairs.first[pairs.count] = i
      pairs.second[pairs.count] = j
      pairs.band[pairs.count] = band
      pairs.count++
    },
    done: (): ClosePairs => pairs,
  }
}

function grown<List extends Int32Array | Uint8Array>(list: List, Made: { new (length: number): List }): List {
  const next = new Made(list.length * 2)
  next.set(list)
  return next
}
