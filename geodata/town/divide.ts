import { randomInt, type Random } from '../random.ts'
import { cutCell, pointsOf, ringOf, splitEdge, type Plan } from './plan.ts'
import { isJunction } from './drawLine.ts'
import { add, at, between, crossing, distance, dot, leftOf, minus, signedArea, smallestBox, times, turned, unit, type XY } from './plane.ts'

/** Area of the part of a ring on the low side of `offset` along `axis` (Sutherland & Hodgman clipping by one half-plane). */
function areaBelow(points: readonly XY[], axis: XY, offset: number): number {
  const kept: XY[] = []
  for (let i = 0; i < points.length; i++) {
    const [a, b] = [at(points, i), at(points, i + 1)]
    const [da, db] = [dot(a, axis) - offset, dot(b, axis) - offset]
    if (da <= 0) kept.push(a)
    if (da < 0 !== db < 0) kept.push(between(a, b, da / (da - db)))
  }
  return kept.length < 3 ? 0 : signedArea(kept)
}

function offsetForShare(points: readonly XY[], axis: XY, share: number): number {
  const along = points.map((p) => dot(p, axis))
  let [low, high] = [Math.min(...along), Math.max(...along)]
  const wanted = signedArea(points) * share
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2
    if (areaBelow(points, axis, middle) < wanted) low = middle
    else high = middle
  }
  return low
}

type Door = { edge: number; point: XY }

function doorsOf(points: readonly XY[], axis: XY, offset: number): Door[] {
  const across = leftOf(axis)
  const base = times(axis, offset)
  const [from, to] = [add(base, times(across, -9000)), add(base, times(across, 9000))]
  const doors: Door[] = []
  points.forEach((p, edge) => {
    const hit = crossing(p, at(points, edge + 1), from, to)
    if (hit) doors.push({ edge, point: hit.point })
  })
  return doors
}

/** The node to cut from: a junction or corner nearby if there is one, else a new node on the edge. */
function nodeAt(plan: Plan, cell: number, door: Door): number {
  const ring = ringOf(plan, cell)
  const near = [-2, -1, 0, 1, 2, 3].map((k) => at(ring, door.edge + k))
  const gap = (node: number) => distance(plan.nodes[node] as XY, door.point)
  const junction = near.filter((node) => gap(node) < 26 && isJunction(plan, cell, node)).toSorted((a, b) => gap(a) - gap(b))[0]
  if (junction !== undefined) return junction
  return splitEdge(plan, at(ring, door.edge), at(ring, door.edge + 1), door.point, 9)
}

/** A few inner points that bend a cut gently; none for short cuts. */
function bend(from: XY, to: XY, random: Random): XY[] {
  const length = distance(from, to)
  const swing = (random() - 0.5) * 0.16 * length
  if (length < 120 || Math.abs(swing) < 3) return []
  const aside = leftOf(unit(minus(to, from)))
  const pieces = Math.max(3, Math.round(length / 45))
  return Array.from({ length: pieces - 1 }, (_, k) => {
    const t = (k + 1) / pieces
    return add(between(from, to, t), times(aside, swing * Math.sin(Math.PI * t)))
  })
}

export type CutOptions = { share: number; line: number; random: Random; wobbleDegrees?: number }

/**
 * Cuts a cell across its longer side so that about `share` of its area is on one side. Directions and places are tried until
 * the way crosses the cell once and both parts are compact.
 * @returns the cells [share side, other side] or null when nothing fitted
 */
export function divide(plan: Plan, cell: number, { share, line, random, wobbleDegrees = 7 }: CutOptions): [number, number] | null {
  const points = pointsOf(plan, cell)
  const box = smallestBox(points)
  const total = signedArea(points)
  for (let attempt = 0; attempt < 40; attempt++) {
    const wobble = ((random() - 0.5) * 2 * (wobbleDegrees + attempt) * Math.PI) / 180
    const sideways = attempt > 8 && randomInt(random, 0, 3) === 0
    const axis = turned(sideways ? leftOf(box.axis) : box.axis, wobble)
    const doors = doorsOf(points, axis, offsetForShare(points, axis, share + (random() - 0.5) * 0.02 * attempt))
    if (doors.length !== 2) continue
    // Splitting the later edge first leaves the number of the earlier one as it is.
    const [first, second] = doors as [Door, Door]
    const to = nodeAt(plan, cell, second)
    const from = nodeAt(plan, cell, first)
    const [a, b] = [plan.nodes[from] as XY, plan.nodes[to] as XY]
    if (from === to || distance(a, b) < 30) continue
    const made = cutCell(plan, cell, from, to, bend(a, b, random), line) ?? cutCell(plan, cell, from, to, [], line)
    if (!made) continue
    const area = (id: number) => signedArea(pointsOf(plan, id)) / total
    const low = (id: number) => pointsOf(plan, id).reduce((sum, p) => sum + dot(p, axis), 0) / ringOf(plan, id).length
    const ordered: [number, number] = low(made[0]) < low(made[1]) ? made : [made[1], made[0]]
    if (Math.abs(area(ordered[0]) - share) < 0.12) return ordered
    return Math.abs(area(ordered[0]) - share) < Math.abs(area(ordered[1]) - share) ? ordered : [ordered[1], ordered[0]]
  }
  return null
}
