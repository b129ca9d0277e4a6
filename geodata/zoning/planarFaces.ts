import Flatbush from 'flatbush'
import type { Noded } from './nodeLines.ts'

/** Half edge 2e runs from a to b of edge e, 2e + 1 back; `face` is what lies to its left, -1 for dangling ends. Face 0 is all that lies around. */
export type Faces = { count: number; face: Int32Array; /** The next half edge around the same face. */ next: Int32Array; /** The loops of each face, as one half edge of each. */ loops: number[][] }

const startOf = ({ a, b }: Noded, half: number) => (half & 1 ? b[half >> 1] : a[half >> 1]) as number

/** Edges that end in nothing, and what ends in nothing once they are gone, hold nothing apart. */
function danglingEdges({ xs, a, b }: Noded): Uint8Array {
  const at: number[][] = Array.from({ length: xs.length }, () => [])
  for (let e = 0; e < a.length; e++) for (const end of [a[e] as number, b[e] as number]) at[end]?.push(e)
  const degree = Int32Array.from(at, (edges) => edges.length)
  const gone = new Uint8Array(a.length)
  const open = [...degree.keys()].filter((p) => degree[p] === 1)
  while (open.length > 0) {
    const p = open.pop() as number
    const edge = at[p]?.find((e) => !gone[e])
    if (edge === undefined) continue
    gone[edge] = 1
    for (const end of [a[edge] as number, b[edge] as number]) if (--(degree[end] as number), degree[end] === 1) open.push(end)
  }
  return gone
}

/** Exact order of directions around a point, counter-clockwise from east. */
const half = (dx: number, dy: number) => (dy < 0 || (dy === 0 && dx < 0) ? 1 : 0)

function turnOrder(noded: Noded, gone: Uint8Array): Int32Array {
  const { xs, ys, a } = noded
  const out: number[][] = Array.from({ length: xs.length }, () => [])
  for (let h = 0; h < 2 * a.length; h++) if (!gone[h >> 1]) out[startOf(noded, h)]?.push(h)
  const next = new Int32Array(2 * a.length).fill(-1)
  const dx = (h: number) => (xs[startOf(noded, h ^ 1)] as number) - (xs[startOf(noded, h)] as number)
  const dy = (h: number) => (ys[startOf(noded, h ^ 1)] as number) - (ys[startOf(noded, h)] as number)
  for (const around of out) {
    if (around.length > 2) around.sort((g, h) => half(dx(g), dy(g)) - half(dx(h), dy(h)) || dy(g) * dx(h) - dx(g) * dy(h))
    // Who comes in along the twin of one leaves by the one before it, so that the face stays on the left.
    around.forEach((h, i) => (next[h ^ 1] = around[(i + around.length - 1) % around.length] as number))
  }
  return next
}

type Loop = { first: number; area: number; box: [number, number, number, number] }

function loopsOf(noded: Noded, next: Int32Array, loopOf: Int32Array): Loop[] {
  const { xs, ys } = noded
  const loops: Loop[] = []
  for (let first = 0; first < next.length; first++) {
    if (next[first] === -1 || loopOf[first] !== -1) continue
    const loop: Loop = { first, area: 0, box: [Infinity, Infinity, -Infinity, -Infinity] }
    for (let h = first; loopOf[h] === -1; h = next[h] as number) {
      loopOf[h] = loops.length
      const [p, q] = [startOf(noded, h), startOf(noded, h ^ 1)]
      const [x, y] = [xs[p] as number, ys[p] as number]
      loop.area += x * (ys[q] as number) - (xs[q] as number) * y
      loop.box = [Math.min(loop.box[0], x), Math.min(loop.box[1], y), Math.max(loop.box[2], x), Math.max(loop.box[3], y)]
    }
    loops.push(loop)
  }
  return loops
}

function isInLoop(noded: Noded, next: Int32Array, first: number, x: number, y: number): boolean {
  let odd = false
  let h = first
  do {
    const [p, q] = [startOf(noded, h), startOf(noded, h ^ 1)]
    const [ax, ay, bx, by] = [noded.xs[p] as number, noded.ys[p] as number, noded.xs[q] as number, noded.ys[q] as number]
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) odd = !odd
    h = next[h] as number
  } while (h !== first)
  return odd
}

/** Pieces of lines that hang together. */
function componentsOf({ xs, a, b }: Noded): Int32Array {
  const parent = Int32Array.from(xs.keys())
  const root = (p: number): number => {
    while (parent[p] !== p) p = parent[p] = parent[parent[p] as number] as number
    return p
  }
  for (let e = 0; e < a.length; e++) parent[root(a[e] as number)] = root(b[e] as number)
  return parent.map((_, p) => root(p))
}

/** The ground between lines. A face is to the left of its half edges; what stands alone in a face is a further loop of it. */
export function planarFaces(noded: Noded): Faces {
  const next = turnOrder(noded, danglingEdges(noded))
  const loopOf = new Int32Array(next.length).fill(-1)
  const loops = loopsOf(noded, next, loopOf)
  const shells = loops.flatMap(({ area }, l) => (area > 0 ? [l] : []))
  const faceOfLoop = new Int32Array(loops.length)
  shells.forEach((l, i) => (faceOfLoop[l] = i + 1))
  const found: number[][] = [[], ...shells.map((l) => [loops[l]?.first as number])]
  const index = shells.length ? new Flatbush(shells.length, 16, Float64Array) : null
  for (const l of shells) index?.add(...(loops[l] as Loop).box)
  index?.finish()
  const component = componentsOf(noded)
  const partOf = (first: number) => component[startOf(noded, first)]
  loops.forEach(({ area, first }, l) => {
    if (area > 0) return
    const [x, y] = [noded.xs[startOf(noded, first)] as number, noded.ys[startOf(noded, first)] as number]
    let around = 0
    let smallest = Infinity
    for (const i of index?.search(x, y, x, y) ?? []) {
      const shell = loops[shells[i] as number] as Loop
      if (shell.area >= smallest || partOf(shell.first) === partOf(first) || !isInLoop(noded, next, shell.first, x, y)) continue
      smallest = shell.area
      around = i + 1
    }
    faceOfLoop[l] = around
    found[around]?.push(first)
  })
  return { count: found.length, face: loopOf.map((l) => (l === -1 ? -1 : (faceOfLoop[l] as number))), next, loops: found }
}
