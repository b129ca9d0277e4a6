import { at, between, crossing, distance, inside, signedArea, type XY } from './plane.ts'

/**
 * The town's ground as cells that share their borders: each cell is a counter-clockwise ring of node numbers, and each
 * border between two cells is one edge, so that gaps and overlaps cannot arise. Cells are only ever cut in two or merged.
 */
export type Plan = {
  nodes: XY[]
  rings: Map<number, number[]>
  /** Cell on the left of a directed edge. */
  left: Map<number, number>
  /** Line (street, river, ...) that an edge belongs to, by undirected edge. */
  line: Map<number, number>
  nextCell: number
}

export const directed = (a: number, b: number): number => a * 65536 + b
export const undirected = (a: number, b: number): number => (a < b ? directed(a, b) : directed(b, a))

export const ringOf = (plan: Plan, cell: number): number[] => plan.rings.get(cell) ?? []
export const pointsOf = (plan: Plan, cell: number): XY[] => ringOf(plan, cell).map((n) => plan.nodes[n] as XY)
export const lineOf = (plan: Plan, a: number, b: number): number => plan.line.get(undirected(a, b)) ?? -1
export const cellAcross = (plan: Plan, a: number, b: number): number | undefined => plan.left.get(directed(b, a))

/** Centimetres are enough, and make equal points equal numbers. */
const rounded = ([x, y]: XY): XY => [Math.round(x * 100) / 100, Math.round(y * 100) / 100]

export function addNode(plan: Plan, point: XY): number {
  plan.nodes.push(rounded(point))
  return plan.nodes.length - 1
}

function claim(plan: Plan, cell: number, ring: number[]): void {
  plan.rings.set(cell, ring)
  for (let i = 0; i < ring.length; i++) plan.left.set(directed(at(ring, i), at(ring, i + 1)), cell)
}

/** @param sides line number of each edge of the outline */
export function createPlan(outline: readonly XY[], sides: readonly number[]): Plan {
  const plan: Plan = { nodes: [], rings: new Map(), left: new Map(), line: new Map(), nextCell: 1 }
  const ring = outline.map((point) => addNode(plan, point))
  claim(plan, 0, ring)
  ring.forEach((node, i) => plan.line.set(undirected(node, at(ring, i + 1)), sides[i] ?? -1))
  return plan
}

/** Puts a node on an edge, for the cells on both sides; a point within `snapMeters` of an end gives that end. */
export function splitEdge(plan: Plan, a: number, b: number, point: XY, snapMeters = 1): number {
  const [from, to] = [plan.nodes[a] as XY, plan.nodes[b] as XY]
  if (distance(point, from) <= snapMeters) return a
  if (distance(point, to) <= snapMeters) return b
  const node = addNode(plan, point)
  const line = lineOf(plan, a, b)
  for (const [first, second] of [
    [a, b],
    [b, a],
  ] as const) {
    const cell = plan.left.get(directed(first, second))
    if (cell === undefined) continue
    const ring = ringOf(plan, cell)
    ring.splice(ring.indexOf(first) + 1, 0, node)
    plan.left.delete(directed(first, second))
    plan.left.set(directed(first, node), cell)
    plan.left.set(directed(node, second), cell)
  }
  plan.line.delete(undirected(a, b))
  plan.line.set(undirected(a, node), line)
  plan.line.set(undirected(node, b), line)
  return node
}

/** Whether a way through a cell touches its border only at its two ends and stays within. */
function fits(plan: Plan, cell: number, way: readonly XY[]): boolean {
  const points = pointsOf(plan, cell)
  for (let k = 0; k + 1 < way.length; k++) {
    const [a, b] = [way[k] as XY, way[k + 1] as XY]
    if (!inside(points, between(a, b, 0.5))) return false
    for (let i = 0; i < points.length; i++) {
      const hit = crossing(a, b, at(points, i), at(points, i + 1))
      if (hit && distance(hit.point, way[0] as XY) > 0.05 && distance(hit.point, way.at(-1) as XY) > 0.05) return false
    }
  }
  return true
}

/**
 * Cuts a cell along a way from one of its nodes to another. The part to the left of the way keeps no number: both get new ones.
 * @returns the two new cells [right, left], or null when the way does not fit and nothing was changed
 */
export function cutCell(
  plan: Plan,
  cell: number,
  from: number,
  to: number,
  interior: readonly XY[],
  line: number,
): [number, number] | null {
  const ring = ringOf(plan, cell)
  const [i, j] = [ring.indexOf(from), ring.indexOf(to)]
  if (i < 0 || j < 0 || i === j) return null
  if (!fits(plan, cell, [plan.nodes[from] as XY, ...interior.map(rounded), plan.nodes[to] as XY])) return null
  const inner = interior.map((point) => addNode(plan, point))
  const walk = (start: number, end: number) => {
    const part: number[] = []
    for (let k = start; k !== end; k = (k + 1) % ring.length) part.push(ring[k] as number)
    return [...part, ring[end] as number]
  }
  const right = [...walk(i, j), ...inner.toReversed()]
  const left = [...walk(j, i), ...inner]
  const way = [from, ...inner, to]
  for (let k = 0; k + 1 < way.length; k++) plan.line.set(undirected(way[k] as number, way[k + 1] as number), line)
  plan.rings.delete(cell)
  const cells: [number, number] = [plan.nextCell++, plan.nextCell++]
  claim(plan, cells[0], right)
  claim(plan, cells[1], left)
  return cells
}

/** Outer ring (counter-clockwise) and holes (clockwise) of cells taken together, as node numbers. */
export function outlineOf(plan: Plan, cells: Iterable<number>): number[][] {
  const chosen = new Set(cells)
  const next = new Map<number, number>()
  for (const cell of chosen) {
    const ring = ringOf(plan, cell)
    for (let i = 0; i < ring.length; i++) {
      const [a, b] = [at(ring, i), at(ring, i + 1)]
      const across = cellAcross(plan, a, b)
      if (across === undefined || !chosen.has(across)) next.set(a, b)
    }
  }
  const rings: number[][] = []
  while (next.size > 0) {
    const ring: number[] = []
    let node = next.keys().next().value as number
    while (next.has(node)) {
      ring.push(node)
      const following = next.get(node) as number
      next.delete(node)
      node = following
    }
    rings.push(ring)
  }
  const area = (ring: number[]) => signedArea(ring.map((n) => plan.nodes[n] as XY))
  return rings.toSorted((a, b) => area(b) - area(a))
}
