import Flatbush from 'flatbush'

/** Segments on whole numbers, ax, ay, bx, by each, with the number of what they are drawn by. */
export type Segments = { ends: number[]; by: number[] }
/** Edges that meet in their ends only. `by` of edge e are `drawnBy[from[e]] .. drawnBy[from[e + 1] - 1]`, one entry for each time it was drawn. */
export type Noded = { xs: Float64Array; ys: Float64Array; a: Uint32Array; b: Uint32Array; from: Uint32Array; drawnBy: Int32Array }

const keyOf = (x: number, y: number) => (x + 0x2000000) * 0x4000000 + (y + 0x2000000)

class Points {
  readonly xs: number[] = []
  readonly ys: number[] = []
  readonly #known = new Map<number, number>()
  of(x: number, y: number): number {
    const key = keyOf(x, y)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#known.set(key, this.xs.length)
    this.xs.push(x)
    this.ys.push(y)
    return this.xs.length - 1
  }
}

/** Adds the whole point nearest to where two segments cross; ends that lie on the other one are points already. */
function addCrossing(e: ArrayLike<number>, i: number, j: number, points: Points): void {
  const [ax, ay, bx, by] = [e[4 * i] as number, e[4 * i + 1] as number, e[4 * i + 2] as number, e[4 * i + 3] as number]
  const [cx, cy, dx, dy] = [e[4 * j] as number, e[4 * j + 1] as number, e[4 * j + 2] as number, e[4 * j + 3] as number]
  const side = (px: number, py: number, qx: number, qy: number, x: number, y: number) => (qx - px) * (y - py) - (qy - py) * (x - px)
  const [c, d] = [side(ax, ay, bx, by, cx, cy), side(ax, ay, bx, by, dx, dy)]
  if (c === 0 || d === 0 || c > 0 === d > 0) return
  const [a, b] = [side(cx, cy, dx, dy, ax, ay), side(cx, cy, dx, dy, bx, by)]
  if (a === 0 || b === 0 || a > 0 === b > 0) return
  const share = a / (a - b)
  points.of(Math.round(ax + (bx - ax) * share), Math.round(ay + (by - ay) * share))
}

function boxesOf(ends: ArrayLike<number>, count: number): Flatbush | null {
  if (count === 0) return null
  const index = new Flatbush(count, 16, Float64Array)
  for (let i = 0; i < count; i++) {
    const [ax, ay, bx, by] = [ends[4 * i] as number, ends[4 * i + 1] as number, ends[4 * i + 2] as number, ends[4 * i + 3] as number]
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  }
  index.finish()
  return index
}

/** The points whose unit square a segment goes through, in the order it meets them. */
function pointsOn(ax: number, ay: number, bx: number, by: number, points: Points, index: Flatbush): number[] {
  const [dx, dy] = [bx - ax, by - ay]
  const reach = (Math.abs(dx) + Math.abs(dy)) / 2
  const near = index.search(Math.min(ax, bx) - 0.5, Math.min(ay, by) - 0.5, Math.max(ax, bx) + 0.5, Math.max(ay, by) + 0.5)
  const on = near.filter((p) => Math.abs(dx * ((points.ys[p] as number) - ay) - dy * ((points.xs[p] as number) - ax)) <= reach)
  const along = (p: number) => ((points.xs[p] as number) - ax) * dx + ((points.ys[p] as number) - ay) * dy
  return on.length <= 2 ? on.sort((p, q) => along(p) - along(q)) : on.map((p) => [along(p), p] as const).sort((p, q) => p[0] - q[0] || p[1] - q[1]).map(([, p]) => p)
}

type Drawn = { a: number; b: number; by: number[] }

function splitAtPoints({ ends, by }: Segments, points: Points): Drawn[] {
  const index = new Flatbush(points.xs.length, 16, Float64Array)
  points.xs.forEach((x, p) => index.add(x, points.ys[p] as number, x, points.ys[p] as number))
  index.finish()
  const edges = new Map<number, Drawn>()
  for (let i = 0; i < by.length; i++) {
    const on = pointsOn(ends[4 * i] as number, ends[4 * i + 1] as number, ends[4 * i + 2] as number, ends[4 * i + 3] as number, points, index)
    for (let k = 1; k < on.length; k++) {
      const [a, b] = [Math.min(on[k - 1] as number, on[k] as number), Math.max(on[k - 1] as number, on[k] as number)]
      const edge = edges.get(a * 0x4000000 + b)
      if (edge) edge.by.push(by[i] as number)
      else edges.set(a * 0x4000000 + b, { a, b, by: [by[i] as number] })
    }
  }
  return [...edges.values()]
}

/** Snap rounding (Hobby 1999): lines are bent by less than a step of the lattice, so that they meet in whole points only. */
export function nodeLines(segments: Segments): Noded {
  const { ends, by } = segments
  const points = new Points()
  for (let i = 0; i < ends.length; i += 2) points.of(ends[i] as number, ends[i + 1] as number)
  const index = boxesOf(ends, by.length)
  for (let i = 0; i < by.length; i++) {
    const [ax, ay, bx, by_] = [ends[4 * i] as number, ends[4 * i + 1] as number, ends[4 * i + 2] as number, ends[4 * i + 3] as number]
    index?.search(Math.min(ax, bx), Math.min(ay, by_), Math.max(ax, bx), Math.max(ay, by_), (j) => {
      if (j > i) addCrossing(ends, i, j, points)
      return false
    })
  }
  const edges = points.xs.length ? splitAtPoints(segments, points) : []
  const from = new Uint32Array(edges.length + 1)
  edges.forEach((edge, e) => (from[e + 1] = (from[e] as number) + edge.by.length))
  return {
    xs: Float64Array.from(points.xs), ys: Float64Array.from(points.ys), a: Uint32Array.from(edges, ({ a }) => a), b: Uint32Array.from(edges, ({ b }) => b),
    from, drawnBy: Int32Array.from(edges.flatMap((edge) => edge.by)),
  }
}
