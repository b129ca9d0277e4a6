import type { LandUse } from './landUse.ts'
import type { PlanLine } from './layout.ts'
import { lineOf, pointsOf, ringOf, splitEdge, type Plan } from './plan.ts'
import { add, at, between, crossing, distance, leftOf, minus, times, unit, type Ring, type XY } from './plane.ts'
import type { Footprint } from './room.ts'

/** Where one drives into a block: a node of its border and the direction inwards. */
export type Gate = { node: number; inward: XY }

const rank = ['residential', 'tertiary', 'service', 'secondary', 'primary']

/** A gate on a long edge of each block, on a quiet street rather than on an arterial. Splits edges, so it comes before streets are strung. */
export function makeGates(plan: Plan, lines: readonly PlanLine[], cells: readonly number[]): Map<number, Gate> {
  const gates = new Map<number, Gate>()
  for (const cell of cells) {
    const ring = ringOf(plan, cell)
    const edges = ring.map((a, i) => {
      const b = at(ring, i + 1)
      const length = distance(plan.nodes[a] as XY, plan.nodes[b] as XY)
      return { a, b, score: Math.min(length, 90) * (6 - rank.indexOf(lines[lineOf(plan, a, b)]?.class ?? 'primary')) }
    })
    const { a, b } = edges.reduce((best, edge) => (edge.score > best.score ? edge : best))
    const [from, to] = [plan.nodes[a] as XY, plan.nodes[b] as XY]
    gates.set(cell, { node: splitEdge(plan, a, b, between(from, to, 0.5), 4), inward: leftOf(unit(minus(to, from))) })
  }
  return gates
}

/** Metres from a point inside a ring to its border in a direction. */
function reach(ring: Ring, from: XY, direction: XY): number {
  let nearest = Infinity
  ring.forEach((a, i) => {
    const hit = crossing(add(from, times(direction, 1)), add(from, times(direction, 3000)), a, at(ring, i + 1))
    if (hit) nearest = Math.min(nearest, 1 + hit.t * 2999)
  })
  return nearest
}

const withDrive = new Set<LandUse>(['slab', 'tower', 'villa', 'hospital', 'industry', 'school', 'office'])
const withBar = new Set<LandUse>(['slab', 'tower', 'villa'])

/** Private drives of a block: in from the gate, and in estates a bar across its end. The first point is the gate's node. */
export function drivesOf(plan: Plan, cell: number, gate: Gate, use: LandUse): XY[][] {
  if (!withDrive.has(use)) return []
  const ring = pointsOf(plan, cell)
  const start = plan.nodes[gate.node] as XY
  const depth = reach(ring, start, gate.inward)
  if (depth === Infinity || depth < 50) return []
  const end = add(start, times(gate.inward, depth * (withBar.has(use) ? 0.62 : 0.45)))
  const drives = [[start, end]]
  if (!withBar.has(use)) return drives
  const [left, right] = [leftOf(gate.inward), times(leftOf(gate.inward), -1)]
  const [l, r] = [reach(ring, end, left), reach(ring, end, right)]
  if (l + r > 70 && l + r < 2000)
    drives.push([add(end, times(left, Math.max(0, l - 26))), end, add(end, times(right, Math.max(0, r - 26)))])
  return drives
}

/** The ground that drives take, for buildings to keep off. */
export const driveGround = (drives: readonly XY[][]): Footprint[] =>
  drives.flatMap((drive) =>
    drive.slice(1).map((b, i) => {
      const a = drive[i] as XY
      return { centre: between(a, b, 0.5), axis: unit(minus(b, a)), length: distance(a, b) + 2, depth: 5 }
    }),
  )
