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

const key = (x: number, y: number, t: number) => `${x} ${y} ${t}`

/** Points in boxes as large as the limits: all neighbours of a point lie in its box or the 26 around it. */
function neighbourSearch({ xMeters, yMeters, timesMs }: SpaceTimePoints, { radiusMeters, windowMs }: StDbscanOptions) {
  const [minX, minY, minT] = [least(xMeters), least(yMeters), least(timesMs)]
  const side = radiusMeters * (1 + 1e-9) // a hair more, so that rounding puts no neighbour two boxes away
  const slot = Math.max(windowMs * (1 + 1e-9), 1)
  const column = (i: number) => Math.floor(((xMeters[i] as number) - minX) / side)
  const row = (i: number) => Math.floor(((yMeters[i] as number) - minY) / side)
  const layer = (i: number) => (slot === Infinity ? 0 : Math.floor(((timesMs[i] as number) - minT) / slot))
  const boxes = new Map<string, number[]>()
  for (let i = 0; i < xMeters.length; i++) {
    const name = key(column(i), row(i), layer(i))
    const box = boxes.get(name)
    if (box) box.push(i)
    else boxes.set(name, [i])
  }
  const around = new Map<string, number[]>()
  const pointsAround = (x: number, y: number, t: number): number[] => {
    const name = key(x, y, t)
    let found = around.get(name)
    if (!found) {
      const steps = [-1, 0, 1]
      found = steps.flatMap((dx) => steps.flatMap((dy) => steps.flatMap((dt) => boxes.get(key(x + dx, y + dy, t + dt)) ?? [])))
      around.set(name, found)
    }
    return found
  }
  const squared = radiusMeters * radiusMeters
  return (i: number, visit: Visit): void => {
    const [x, y, t] = [xMeters[i] as number, yMeters[i] as number, timesMs[i] as number]
    for (const j of pointsAround(column(i), row(i), layer(i))) {
      const dx = (xMeters[j] as number) - x
      const dy = (yMeters[j] as number) - y
      if (dx * dx + dy * dy <= squared && Math.abs((timesMs[j] as number) - t) <= windowMs) visit(j)
    }
  }
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
