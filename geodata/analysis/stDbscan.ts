export type SpaceTimePoints = {
  /** Metres in a local plane. */
  xMeters: ArrayLike<number>
  yMeters: ArrayLike<number>
  /** Milliseconds since 1970 UTC. */
  timesMs: ArrayLike<number>
}

export type StDbscanOptions = {
  /** Neighbours are at most this far apart in metres ... */
  radiusMeters: number
  /** ... and at most this far apart in time, in milliseconds (Infinity: time does not count). */
  windowMs: number
  /** Neighbours that make a point a core point, the point itself counted. */
  minPoints: number
}

export type StDbscanResult = {
  /** Cluster of each point from 0, in the order of their first core point; -1 is noise. */
  labels: Int32Array
  isCore: Uint8Array
  clusterCount: number
}

type Visit = (j: number) => void

/**
 * ST-DBSCAN (Birant & Kut 2007) without its non-spatial distance: core points within reach of each other share a cluster; a border
 * point joins its nearest core point (then the nearer in time, then the earlier in the list), so that, ties apart, clusters do
 * not depend on the order of points. Distances are Euclidean in metres, both limits included; points at one place count.
 * @throws RangeError naming an option or a point that is no number
 */
export function stDbscan(points: SpaceTimePoints, options: StDbscanOptions): StDbscanResult {
  checkInput(points, options)
  const count = points.xMeters.length
  const forEachNeighbour = neighbourSearch(points, options)
  const isCore = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    let neighbours = 0
    forEachNeighbour(i, () => neighbours++)
    isCore[i] = neighbours >= options.minPoints ? 1 : 0
  }
  const roots = joinCores(count, isCore, forEachNeighbour)
  const labels = new Int32Array(count).fill(-1)
  const numbers = new Map<number, number>()
  for (let i = 0; i < count; i++) {
    if (!isCore[i]) continue
    const root = find(roots, i)
    if (!numbers.has(root)) numbers.set(root, numbers.size)
    labels[i] = numbers.get(root) as number
  }
  for (let i = 0; i < count; i++) {
    const core = isCore[i] ? -1 : nearestCore(i, points, isCore, forEachNeighbour)
    if (core >= 0) labels[i] = labels[core] as number
  }
  return { labels, isCore, clusterCount: numbers.size }
}

function checkInput({ xMeters, yMeters, timesMs }: SpaceTimePoints, { radiusMeters, windowMs, minPoints }: StDbscanOptions): void {
  if (xMeters.length !== yMeters.length || xMeters.length !== timesMs.length) {
    throw new RangeError(`${xMeters.length} x, ${yMeters.length} y and ${timesMs.length} times do not match`)
  }
  if (!(radiusMeters > 0 && radiusMeters < Infinity)) throw new RangeError(`radiusMeters is ${radiusMeters}, expected a number > 0`)
  if (!(windowMs >= 0)) throw new RangeError(`windowMs is ${windowMs}, expected a number >= 0`)
  if (!(Number.isInteger(minPoints) && minPoints >= 1)) throw new RangeError(`minPoints is ${minPoints}, expected a positive integer`)
  for (let i = 0; i < xMeters.length; i++) {
    if (!Number.isFinite((xMeters[i] as number) + (yMeters[i] as number) + (timesMs[i] as number))) {
      throw new RangeError(`point ${i} is [${xMeters[i]}, ${yMeters[i]}] at ${timesMs[i]}`)
    }
  }
}

/**
 * Points by boxes as wide as the radius, within a box in order of time: all neighbours of a point lie in its box or the eight around it, and there
 * in one run, whose start is found by halving.
 */
function neighbourSearch({ xMeters, yMeters, timesMs }: SpaceTimePoints, { radiusMeters, windowMs }: StDbscanOptions) {
  const count = xMeters.length
  const [minX, minY] = [least(xMeters), least(yMeters)]
  const side = radiusMeters * (1 + 1e-9) // a hair more, so that rounding puts no neighbour two boxes away
  const columnOf = (i: number) => Math.floor(((xMeters[i] as number) - minX) / side)
  const rowOf = (i: number) => Math.floor(((yMeters[i] as number) - minY) / side)
  const boxes = new Map<number, number>()
  const boxOf = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    const key = boxKey(columnOf(i), rowOf(i))
    const known = boxes.get(key) ?? boxes.size
    if (known === boxes.size) boxes.set(key, known)
    boxOf[i] = known
  }
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => (boxOf[a] as number) - (boxOf[b] as number) || (timesMs[a] as number) - (timesMs[b] as number))
  const start = new Uint32Array(boxes.size + 1)
  for (const box of boxOf) start[box + 1] = (start[box + 1] as number) + 1
  for (let box = 0; box < boxes.size; box++) start[box + 1] = (start[box + 1] as number) + (start[box] as number)
  const times = Float64Array.from(order, (i) => timesMs[i] as number)
  const squared = radiusMeters * radiusMeters
  return (i: number, visit: Visit): void => {
    const [x, y, t] = [xMeters[i] as number, yMeters[i] as number, timesMs[i] as number]
    const [column, row] = [columnOf(i), rowOf(i)]
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const box = boxes.get(boxKey(column + dx, row + dy))
        if (box === undefined) continue
        const end = start[box + 1] as number
        // By differences, as the definition has it: t - windowMs would round.
        for (let k = firstWithin(times, start[box] as number, end, t, windowMs); k < end && (times[k] as number) - t <= windowMs; k++) {
          const j = order[k] as number
          const gapX = (xMeters[j] as number) - x
          const gapY = (yMeters[j] as number) - y
          if (gapX * gapX + gapY * gapY <= squared) visit(j)
        }
      }
    }
  }
}

/** Exact for any grid of up to some ninety million boxes a side. */
const boxKey = (column: number, row: number) => (row + 1) * 94_906_265 + column + 1

function firstWithin(times: Float64Array, from: number, to: number, t: number, windowMs: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >> 1
    if (t - (times[middle] as number) > windowMs) low = middle + 1
    else high = middle
  }
  return low
}

function least(values: ArrayLike<number>): number {
  let result = Infinity
  for (let i = 0; i < values.length; i++) result = Math.min(result, values[i] as number)
  return result
}

function joinCores(count: number, isCore: Uint8Array, forEachNeighbour: (i: number, visit: Visit) => void): Int32Array {
  const roots = Int32Array.from({ length: count }, (_, i) => i)
  for (let i = 0; i < count; i++) {
    if (!isCore[i]) continue
    forEachNeighbour(i, (j) => {
      if (j < i && isCore[j]) roots[find(roots, j)] = find(roots, i)
    })
  }
  return roots
}

function find(roots: Int32Array, i: number): number {
  let root = i
  while (roots[root] !== root) {
    roots[root] = roots[roots[root] as number] as number // halves the way for the next search
    root = roots[root] as number
  }
  return root
}

function nearestCore(
  i: number,
  { xMeters, yMeters, timesMs }: SpaceTimePoints,
  isCore: Uint8Array,
  forEachNeighbour: (i: number, visit: Visit) => void,
): number {
  let best = -1
  let bestSquared = Infinity
  let bestGap = Infinity
  forEachNeighbour(i, (j) => {
    if (!isCore[j]) return
    const squared = ((xMeters[j] as number) - (xMeters[i] as number)) ** 2 + ((yMeters[j] as number) - (yMeters[i] as number)) ** 2
    const gap = Math.abs((timesMs[j] as number) - (timesMs[i] as number))
    const isNearer = squared < bestSquared || (squared === bestSquared && (gap < bestGap || (gap === bestGap && j < best)))
    if (isNearer) [best, bestSquared, bestGap] = [j, squared, gap]
  })
  return best
}
