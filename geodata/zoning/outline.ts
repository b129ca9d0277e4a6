import { type Edges, type Faces } from './faces.ts'
import { twiceArea } from './grid.ts'

/**
 * The outline of a set of faces as polygons of nodes, without closing corner: shells counter-clockwise with their holes. Rings may touch at places but never
 * meet themselves, and what hangs together at a corner only lies in two polygons, as OGC 06-103r4 wants it.
 */
export function outlineOf(edges: Edges, faces: Faces, isIn: (face: number) => boolean): number[][][] {
  const { left, right, next } = faces
  const border = (half: number): boolean => {
    const [a, b] = half & 1 ? [right[half >> 1]!, left[half >> 1]!] : [left[half >> 1]!, right[half >> 1]!]
    return isIn(a) && !isIn(b)
  }
  const done = new Uint8Array(2 * left.length)
  const rings: number[][] = []
  for (let first = 0; first < done.length; first++) {
    if (done[first] || !border(first)) continue
    const ring: number[] = []
    let half = first
    do {
      done[half] = 1
      ring.push(half & 1 ? edges.to[half >> 1]! : edges.from[half >> 1]!)
      half = next[half]!
      // Edges inside of the ground are stepped over, turning around their end.
      while (!border(half)) half = next[half ^ 1]!
    } while (half !== first)
    rings.push(...simpleRings(ring))
  }
  return nested(edges, rings)
}

/** A ring that comes back to a node is taken apart there. */
function simpleRings(ring: readonly number[]): number[][] {
  const rings: number[][] = []
  const path: number[] = []
  const at = new Map<number, number>()
  for (const node of ring) {
    const seen = at.get(node)
    if (seen !== undefined) {
      const loop = path.splice(seen)
      for (const each of loop) at.delete(each)
      if (loop.length > 2) rings.push(loop)
    }
    at.set(node, path.length)
    path.push(node)
  }
  if (path.length > 2) rings.push(path)
  return rings
}

function nested({ x, y }: Edges, rings: number[][]): number[][][] {
  const sized = rings.map((ring) => ({ ring, area: twiceArea(ring.map((node) => x[node]!), ring.map((node) => y[node]!)) }))
  const shells = sized.filter(({ area }) => area > 0).toSorted((a, b) => a.area - b.area)
  const polygons = shells.map(({ ring }) => [ring])
  for (const { ring } of sized.filter(({ area }) => area < 0)) {
    // The smallest shell around it.
    const home = shells.findIndex((shell) => ringLiesIn(ring, shell.ring, x, y))
    if (home >= 0) polygons[home]!.push(ring)
  }
  return polygons
}

function ringLiesIn(ring: readonly number[], shell: readonly number[], x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  const own = new Set(shell)
  const free = ring.find((node) => !own.has(node))
  // All of its corners on the shell: then the middle of one of its edges decides.
  const [px, py] = free === undefined ? [(x[ring[0]!]! + x[ring[1]!]!) / 2, (y[ring[0]!]! + y[ring[1]!]!) / 2] : [x[free]!, y[free]!]
  let odd = false
  for (let i = 0, j = shell.length - 1; i < shell.length; j = i++) {
    const [ax, ay, bx, by] = [x[shell[i]!]!, y[shell[i]!]!, x[shell[j]!]!, y[shell[j]!]!]
    if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) odd = !odd
  }
  return odd
}
