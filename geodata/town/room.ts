import { at, add, between, cross, distanceToSegment, dot, inside, leftOf, minus, times, unit, type Ring, type XY } from './plane.ts'

/** A rectangle by centre, direction of its length, length and depth in metres. */
export type Footprint = { centre: XY; axis: XY; length: number; depth: number }

export function corners({ centre, axis, length, depth }: Footprint): XY[] {
  const [along, aside] = [times(axis, length / 2), times(leftOf(axis), depth / 2)]
  return [
    minus(minus(centre, along), aside),
    minus(add(centre, along), aside),
    add(add(centre, along), aside),
    add(minus(centre, along), aside),
  ]
}

/** Half the extent of a rectangle along a unit direction. */
const reach = (box: Footprint, axis: XY): number =>
  (Math.abs(dot(box.axis, axis)) * box.length + Math.abs(cross(box.axis, axis)) * box.depth) / 2

/** Separating axis test, with a gap in metres kept free. */
function apart(a: Footprint, b: Footprint, gap: number): boolean {
  const way = minus(b.centre, a.centre)
  for (const axis of [a.axis, leftOf(a.axis), b.axis, leftOf(b.axis)]) {
    if (Math.abs(dot(way, axis)) > reach(a, axis) + reach(b, axis) + gap) return true
  }
  return false
}

function blocked(box: Footprint, others: readonly Footprint[], gap: number): boolean {
  const radius = Math.hypot(box.length, box.depth) / 2 + gap * 1.5
  for (const other of others) {
    const far = radius + (other.length + other.depth) / 2
    const x = box.centre[0] - other.centre[0]
    const y = box.centre[1] - other.centre[1]
    if (x * x + y * y < far * far && !apart(box, other, gap)) return true
  }
  return false
}

/** A block's ground while it fills up: knows what is free. */
export type Room = { ring: Ring; setback: (edge: number) => number; taken: Footprint[]; drives: readonly Footprint[] }

/** Puts a rectangle down if it keeps its distances: to the border by edge, to drives, and `gap` metres to what stands there. */
export function place(room: Room, box: Footprint, gap: number): boolean {
  if (!inside(room.ring, box.centre)) return false
  const radius = Math.hypot(box.length, box.depth) / 2
  const near: number[] = []
  for (let i = 0; i < room.ring.length; i++) {
    const free = distanceToSegment(box.centre, room.ring[i] as XY, at(room.ring, i + 1)) - room.setback(i)
    if (free < Math.min(box.length, box.depth) / 2) return false
    if (free < radius) near.push(i)
  }
  if (blocked(box, room.drives, 2) || blocked(box, room.taken, gap)) return false
  if (near.length > 0) {
    const points = corners(box)
    const samples = points.flatMap((p, i) => [p, between(p, at(points, i + 1), 0.5)])
    if (!points.every((p) => inside(room.ring, p))) return false
    for (const i of near) {
      const [a, b, wanted] = [room.ring[i] as XY, at(room.ring, i + 1), room.setback(i)]
      if (samples.some((p) => distanceToSegment(p, a, b) < wanted)) return false
      // A corner of the block may poke between the samples of a long building.
      const way = minus(a, box.centre)
      if (
        Math.abs(dot(way, box.axis)) < box.length / 2 + wanted * 0.8 &&
        Math.abs(dot(way, leftOf(box.axis))) < box.depth / 2 + wanted * 0.8
      )
        return false
    }
  }
  room.taken.push(box)
  return true
}

/** Directions of a block for rows: the one nearer to east-west first, since rows of homes face south. */
export function rowAxis(axis: XY): XY {
  const flat = Math.abs(axis[0]) >= Math.abs(axis[1]) ? axis : leftOf(axis)
  return flat[0] < 0 ? times(flat, -1) : unit(flat)
}

/** Points of a grid over a ring in rows along `axis`, row by row from the south; steps in metres. */
export function* rows(
  ring: Ring,
  axis: XY,
  step: () => number,
  pitch: () => number,
  start = pitch() / 2,
): Generator<{ centre: XY; row: number }> {
  const along = ring.map((p) => dot(p, axis))
  const aside = ring.map((p) => dot(p, leftOf(axis)))
  let row = 0
  for (let v = Math.min(...aside) + start; v < Math.max(...aside); v += pitch(), row++) {
    for (let u = Math.min(...along) + step() / 2; u < Math.max(...along); u += step())
      yield { centre: add(times(axis, u), times(leftOf(axis), v)), row }
  }
}
