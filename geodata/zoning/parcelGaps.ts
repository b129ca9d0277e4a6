import Delaunator from 'delaunator'
import { keepsShape } from './keepsShape.ts'

/** A point on the edge of a block: whose wall it is, -1 where it is on a street or between two walls. */
export type Rim = { x: number; y: number; owner: number }
type XY = [number, number]

/** Rings of points around free ground (ground to the left), in metres; owners of the triangles between them. */
type Triangles = { triangles: Uint32Array; halfedges: Int32Array; isGround: Uint8Array; owner: Int32Array; rim: Rim[]; isRim: (half: number) => boolean }

const nextHalf = (h: number) => (h % 3 === 2 ? h - 2 : h + 1)

/** One point for each place; where two owners meet it is of none. */
function unite(rings: readonly Rim[][]): { rim: Rim[]; ringIds: number[][] } {
  const known = new Map<string, number>()
  const rim: Rim[] = []
  const ringIds = rings.map((ring) => ring.map((point) => {
    const key = `${point.x} ${point.y}`
    const found = known.get(key)
    if (found === undefined) {
      known.set(key, rim.length)
      return rim.push({ ...point }) - 1
    }
    const other = rim[found] as Rim
    if (other.owner !== point.owner) other.owner = -1
    return found
  }))
  return { rim, ringIds }
}

/** Triangles on the free ground: from those left of its rim inwards. */
function groundOf({ triangles, halfedges }: Delaunator<ArrayLike<number>>, ringIds: number[][], rim: Rim[]): Pick<Triangles, 'isGround' | 'isRim'> {
  const size = rim.length
  const walls = new Set(ringIds.flatMap((ring) => ring.map((p, i) => p * size + (ring[(i + 1) % ring.length] as number))))
  const start = (h: number) => triangles[h] as number
  const isRim = (h: number) => walls.has(start(h) * size + start(nextHalf(h))) || walls.has(start(nextHalf(h)) * size + start(h))
  const isGround = new Uint8Array(triangles.length / 3)
  const open: number[] = []
  const take = (t: number) => {
    if (!isGround[t]) open.push(t)
    isGround[t] = 1
  }
  // Triangles of the library turn clockwise where y grows upwards.
  for (let h = 0; h < triangles.length; h++) if (walls.has(start(nextHalf(h)) * size + start(h))) take(Math.floor(h / 3))
  while (open.length > 0) {
    const t = open.pop() as number
    for (let h = 3 * t; h < 3 * t + 3; h++) {
      const twin = halfedges[h] as number
      if (twin >= 0 && !isRim(h)) take(Math.floor(twin / 3))
    }
  }
  return { isGround, isRim }
}

const several = -2
const nobody = -1

/** The one owner at the corners of a triangle; what has none is of a neighbour. */
function ownersOf(triangles: Uint32Array, halfedges: Int32Array, rim: Rim[], isRim: (half: number) => boolean): Int32Array {
  const owner = new Int32Array(triangles.length / 3).fill(nobody)
  for (let h = 0; h < triangles.length; h++) {
    const [t, at] = [Math.floor(h / 3), (rim[triangles[h] as number] as Rim).owner]
    if (at === nobody || owner[t] === several) continue
    owner[t] = owner[t] === nobody || owner[t] === at ? at : several
  }
  for (let front = [...owner.keys()].filter((t) => (owner[t] as number) >= 0); front.length > 0; ) {
    const next: number[] = []
    for (const t of front)
      for (let h = 3 * t; h < 3 * t + 3; h++) {
        const beside = (halfedges[h] as number) < 0 || isRim(h) ? -1 : Math.floor((halfedges[h] as number) / 3)
        if (beside < 0 || owner[beside] !== nobody) continue
        owner[beside] = owner[t] as number
        next.push(beside)
      }
    front = next
  }
  return owner
}

type Piece = [from: number, to: number]

/** Pieces of the lines between owners, through the middles of the triangles' edges that join two of them. Nodes: rim points, then middles of half edges, then triangles. */
function piecesOf({ triangles, halfedges, isGround, owner, rim, isRim }: Triangles): Piece[] {
  const middle = (h: number) => rim.length + Math.max(h, halfedges[h] as number)
  const pieces: Piece[] = []
  for (let t = 0; t < owner.length; t++) {
    if (!isGround[t] || ((owner[t] as number) >= 0 && [0, 1, 2].every((k) => (rim[triangles[3 * t + k] as number] as Rim).owner !== nobody))) continue
    const corner = [0, 1, 2].map((k) => triangles[3 * t + k] as number)
    const owners = corner.map((p) => (rim[p] as Rim).owner)
    const joining = [0, 1, 2].filter((k) => owners[k] !== nobody && owners[(k + 1) % 3] !== nobody && owners[k] !== owners[(k + 1) % 3]).map((k) => middle(3 * t + k))
    const [first, second] = joining
    if (joining.length === 3) pieces.push(...joining.map((m): Piece => [m, rim.length + triangles.length + t]))
    else if (first !== undefined && second !== undefined) pieces.push([first, second])
    else if (first !== undefined) pieces.push([first, corner[owners.indexOf(nobody)] as number])
    for (let h = 3 * t; h < 3 * t + 3; h++) {
      const twin = halfedges[h] as number
      const [p, q] = [triangles[h] as number, triangles[nextHalf(h)] as number]
      if (twin <= h || isRim(h) || (rim[p] as Rim).owner !== nobody || (rim[q] as Rim).owner !== nobody) continue
      const [here, there] = [owner[t] as number, owner[Math.floor(twin / 3)] as number]
      if (here >= 0 && there >= 0 && here !== there) pieces.push([p, q])
    }
  }
  return pieces
}

/** Joins pieces to lines that end where three meet or at the rim. */
function linesOf(pieces: readonly Piece[], ends: (node: number) => boolean): number[][] {
  const at = new Map<number, number[]>()
  pieces.forEach((piece, i) => piece.forEach((node) => at.set(node, [...(at.get(node) ?? []), i])))
  const used = new Uint8Array(pieces.length)
  const walk = (node: number, i: number): number[] => {
    const line = [node]
    for (let piece: number | undefined = i; piece !== undefined; ) {
      used[piece] = 1
      const [a, b] = pieces[piece] as Piece
      const end = line.at(-1) === a ? b : a
      line.push(end)
      const around: number[] = at.get(end) ?? []
      piece = around.length === 2 && !ends(end) ? around.find((other) => !used[other]) : undefined
    }
    return line
  }
  const lines: number[][] = []
  for (const [node, around] of at) if (around.length !== 2 || ends(node)) for (const i of around) if (!used[i]) lines.push(walk(node, i))
  pieces.forEach(([node], i) => { if (!used[i]) lines.push(walk(node, i)) })
  return lines
}

/**
 * Lines along the middle of the gaps between owners on one free face, by the triangles between their walls (a skeleton of Delaunay triangles).
 * @param rings around the face with the ground to their left, with points close enough to tell gaps @param straightMeters how far a line may be from the middle
 */
export function parcelGaps(rings: readonly Rim[][], straightMeters: number): XY[][] {
  const { rim, ringIds } = unite(rings)
  if (rim.length < 3) return []
  const found = Delaunator.from(rim, ({ x }) => x, ({ y }) => y)
  const { triangles, halfedges } = found
  const ground = groundOf(found, ringIds, rim)
  const all: Triangles = { triangles, halfedges, rim, ...ground, owner: ownersOf(triangles, halfedges, rim, ground.isRim) }
  const place = (node: number): XY => {
    if (node < rim.length) return [(rim[node] as Rim).x, (rim[node] as Rim).y]
    const h = node - rim.length
    const corners = (h < triangles.length ? [h, nextHalf(h)] : [0, 1, 2].map((k) => 3 * (h - triangles.length) + k)).map((half) => rim[triangles[half] as number] as Rim)
    return [corners.reduce((sum, { x }) => sum + x, 0) / corners.length, corners.reduce((sum, { y }) => sum + y, 0) / corners.length]
  }
  return linesOf(piecesOf(all), (node) => node < rim.length).map((line) => keepsShape(line.map(place), straightMeters))
}
