/** Ground between edges that meet at their ends only. Face 0 is what lies outside of everything. */
export type Faces = {
  count: number
  /** The face to the left and to the right of each edge. */
  left: Int32Array
  right: Int32Array
  /** Of half-edge 2e (edge e as given) and 2e + 1 (backwards): the next one around the face on its left. */
  next: Int32Array
}
export type Edges = { x: ArrayLike<number>; y: ArrayLike<number>; from: ArrayLike<number>; to: ArrayLike<number> }

/** The faces of edges with integer ends; every pair of nodes at most once. O(n log n), and parts that hang apart times edges. */
export function facesOf(edges: Edges): Faces {
  const count = edges.from.length
  const next = nextHalfEdges(edges)
  const cycle = new Int32Array(2 * count).fill(-1)
  const firsts: number[] = []
  for (let half = 0; half < 2 * count; half++) {
    if (cycle[half] !== -1) continue
    for (let h = half; cycle[h] === -1; h = next[h]!) cycle[h] = firsts.length
    firsts.push(half)
  }
  const face = new Int32Array(firsts.length).fill(-1)
  let faces = 1
  const outer: { cycle: number; x: number; y: number }[] = []
  firsts.forEach((half, c) => {
    const { area, x, y } = goRound(edges, next, half)
    if (area > 0) face[c] = faces++
    else outer.push({ cycle: c, x, y })
  })
  // From west to east, so that what a ray to the west meets first is placed already.
  outer.sort((a, b) => a.x - b.x || a.y - b.y)
  for (const { cycle: c, x, y } of outer) face[c] = faceWestOf(edges, x, y, cycle, face)
  const of = (half: number) => face[cycle[half]!]!
  return { count: faces, next, left: Int32Array.from({ length: count }, (_, e) => of(2 * e)), right: Int32Array.from({ length: count }, (_, e) => of(2 * e + 1)) }
}

const startOf = ({ from, to }: Edges, half: number): number => (half & 1 ? to[half >> 1]! : from[half >> 1]!)

function nextHalfEdges(edges: Edges): Int32Array {
  const { x, y } = edges
  const out = new Map<number, number[]>()
  for (let half = 0; half < 2 * edges.from.length; half++) {
    const list = out.get(startOf(edges, half))
    if (list) list.push(half)
    else out.set(startOf(edges, half), [half])
  }
  const next = new Int32Array(2 * edges.from.length)
  for (const [node, halves] of out) {
    const way = halves.map((half) => {
      const end = startOf(edges, half ^ 1)
      return { half, dx: x[end]! - x[node]!, dy: y[end]! - y[node]! }
    })
    // Counter-clockwise from the east; differences of a city's cells multiply exactly.
    way.sort((a, b) => Number(isLower(a)) - Number(isLower(b)) || b.dx * a.dy - a.dx * b.dy)
    // Whoever arrives turns to the edge clockwise of the one it came along.
    way.forEach(({ half }, i) => { next[half ^ 1] = way[(i + way.length - 1) % way.length]!.half })
  }
  return next
}
const isLower = ({ dx, dy }: { dx: number; dy: number }): boolean => dy < 0 || (dy === 0 && dx < 0)

function goRound(edges: Edges, next: Int32Array, first: number): { area: number; x: number; y: number } {
  const [x0, y0] = [edges.x[startOf(edges, first)]!, edges.y[startOf(edges, first)]!]
  let [area, x, y] = [0, x0, y0]
  let half = first
  do {
    const [a, b] = [startOf(edges, half), startOf(edges, half ^ 1)]
    const [ax, ay, bx, by] = [edges.x[a]!, edges.y[a]!, edges.x[b]!, edges.y[b]!]
    area += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    if (ax < x || (ax === x && ay < y)) [x, y] = [ax, ay]
    half = next[half]!
  } while (half !== first)
  return { area, x, y }
}

function faceWestOf(edges: Edges, x: number, y: number, cycle: Int32Array, face: Int32Array): number {
  let best = -Infinity
  let found = 0
  for (let e = 0; e < edges.from.length; e++) {
    const [a, b] = [edges.from[e]!, edges.to[e]!]
    const [ay, by] = [edges.y[a]!, edges.y[b]!]
    if (ay > y === by > y) continue
    const at = edges.x[a]! + ((edges.x[b]! - edges.x[a]!) * (y - ay)) / (by - ay)
    if (at >= x || at <= best) continue
    best = at
    // To the east of an edge that goes north lies its right.
    found = face[cycle[by > ay ? 2 * e + 1 : 2 * e]!]!
  }
  return found
}
