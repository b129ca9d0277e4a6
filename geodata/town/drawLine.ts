import { cutCell, pointsOf, ringOf, splitEdge, type Plan } from './plan.ts'
import { add, at, between, crossing, distance, inside, leftOf, minus, times, unit, type XY } from './plane.ts'

type Hit = { position: number; node: number }

/** All places where a polyline meets edges of the plan, as nodes in order along it; edges are split there. */
function hitsOf(plan: Plan, points: readonly XY[], snapMeters: number): Hit[] {
  const hits: Hit[] = []
  for (let k = 0; k + 1 < points.length; k++) {
    const [a, b] = [points[k] as XY, points[k + 1] as XY]
    const [west, east, south, north] = [Math.min(a[0], b[0]), Math.max(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[1], b[1])]
    const found: { t: number; from: number; to: number; point: XY }[] = []
    const seen = new Set<number>()
    for (const ring of plan.rings.values()) {
      for (let i = 0; i < ring.length; i++) {
        const [from, to] = [at(ring, i), at(ring, i + 1)]
        const [p, q] = [plan.nodes[from] as XY, plan.nodes[to] as XY]
        if (Math.max(p[0], q[0]) < west || Math.min(p[0], q[0]) > east || Math.max(p[1], q[1]) < south || Math.min(p[1], q[1]) > north)
          continue
        const key = Math.min(from, to) * 65536 + Math.max(from, to)
        if (seen.has(key)) continue
        seen.add(key)
        const hit = crossing(a, b, p, q)
        if (hit) found.push({ t: hit.t, from, to, point: hit.point })
      }
    }
    found.sort((first, second) => first.t - second.t)
    // Each hit is on its own edge, so splitting one leaves the others' ends in place.
    for (const { t, from, to, point } of found)
      hits.push({
        position: k + t,
        node: nearJunction(plan, point, snapMeters) ?? splitEdge(plan, from, to, point, Math.min(2, snapMeters)),
      })
  }
  return hits.filter((hit, i) => i === 0 || hit.node !== hits[i - 1]?.node)
}

/** A junction of three or more edges nearby, so that roads that mean to meet do meet. */
function nearJunction(plan: Plan, point: XY, withinMeters: number): number | null {
  if (withinMeters <= 2) return null
  const degree = new Map<number, number>()
  for (const key of plan.line.keys()) {
    for (const node of [Math.floor(key / 65536), key % 65536]) {
      if (distance(plan.nodes[node] as XY, point) <= withinMeters) degree.set(node, (degree.get(node) ?? 0) + 1)
    }
  }
  return [...degree].find(([, count]) => count > 2)?.[0] ?? null
}

/**
 * Draws a polyline across the plan: every cell it crosses is cut. Ends that hang inside a cell are left away.
 * @returns whether every piece could be drawn
 */
export function drawLine(plan: Plan, points: readonly XY[], line: number, snapMeters = 2): boolean {
  const hits = hitsOf(plan, points, snapMeters)
  let complete = hits.length > 1
  for (let h = 0; h + 1 < hits.length; h++) {
    const [start, end] = [hits[h] as Hit, hits[h + 1] as Hit]
    if (plan.line.has(Math.min(start.node, end.node) * 65536 + Math.max(start.node, end.node)) && end.position - start.position < 1)
      continue
    const ends = [plan.nodes[start.node] as XY, plan.nodes[end.node] as XY] as const
    const interior = points.filter((p, k) => k > start.position && k < end.position && distance(p, ends[0]) > 3 && distance(p, ends[1]) > 3)
    const middle = between(ends[0], interior[0] ?? ends[1], 0.5)
    const cell = [...plan.rings].find(
      ([id, ring]) => ring.includes(start.node) && ring.includes(end.node) && inside(pointsOf(plan, id), middle),
    )?.[0]
    if (cell === undefined) {
      if (hits.length > 2 && outsideTown(plan, middle)) continue
      complete = false
    } else if (!cutCell(plan, cell, start.node, end.node, interior, line)) complete = false
  }
  return complete
}

function outsideTown(plan: Plan, point: XY): boolean {
  return ![...plan.rings.keys()].some((cell) => inside(pointsOf(plan, cell), point))
}

/** A polyline moved sideways, to the left for positive metres. Bends must be wider than the distance. */
export function shifted(points: readonly XY[], meters: number): XY[] {
  return points.map((p, i) => {
    const before = points[Math.max(0, i - 1)] as XY
    const after = points[Math.min(points.length - 1, i + 1)] as XY
    return add(p, times(leftOf(unit(minus(after, before))), meters))
  })
}

/** Number of cells that meet at a node of a cell's ring: more than two is a junction. */
export function isJunction(plan: Plan, cell: number, node: number): boolean {
  const ring = ringOf(plan, cell)
  const i = ring.indexOf(node)
  const beforeLine = plan.left.get(node * 65536 + at(ring, i - 1))
  const afterLine = plan.left.get(at(ring, i + 1) * 65536 + node)
  return beforeLine !== afterLine
}
