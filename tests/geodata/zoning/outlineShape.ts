import { createProjection } from '../../../geodata/geometry/projection.ts'
import type { MultiPolygon } from '../../../geodata/model/geometry.ts'

type XY = readonly [number, number]
/** `depth`: how far both sides lie within 4 m of each other; `width`: of a neck. Metres. */
export type Fault = { kind: 'spike'; depth: number; at: XY } | { kind: 'neck'; width: number; at: XY }

const stepMeters = 0.5
/** Points of a ring half a metre apart, corners kept. */
function dense(ring: readonly XY[]): XY[] {
  return ring.flatMap(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length]!
    const pieces = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / stepMeters))
    return Array.from({ length: pieces }, (_, k): XY => [ax + ((bx - ax) * k) / pieces, ay + ((by - ay) * k) / pieces])
  })
}

const apart = ([ax, ay]: XY, [bx, by]: XY) => Math.hypot(bx - ax, by - ay)

/** Corners from which both ways stay close together for long. */
function spikes(points: readonly XY[], wide: number, least: number): Fault[] {
  const count = points.length
  const found = points.flatMap((at, i): { kind: 'spike'; depth: number; at: XY }[] => {
    let steps = 1
    while (steps < count / 2.5 && apart(points[(i + steps) % count]!, points[(i - steps + count) % count]!) <= wide) steps++
    const depth = steps * stepMeters
    return depth >= least ? [{ kind: 'spike', depth, at }] : []
  })
  return found.toSorted((a, b) => b.depth - a.depth).filter((fault, i, all) => all.findIndex(({ at }) => apart(at, fault.at) < 10) === i)
}

/** Places where the ring comes near itself though both ways around are long. */
function necks(points: readonly XY[], wide: number, far: number): Fault[] {
  const cells = new Map<string, number[]>()
  const cellOf = ([x, y]: XY, dx = 0, dy = 0) => `${Math.floor(x / wide) + dx},${Math.floor(y / wide) + dy}`
  points.forEach((at, i) => cells.set(cellOf(at), [...(cells.get(cellOf(at)) ?? []), i]))
  const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const))
  return points.flatMap((at, i) => {
    for (const j of around.flatMap(([dx, dy]) => cells.get(cellOf(at, dx, dy)) ?? [])) {
      const along = Math.min(Math.abs(i - j), points.length - Math.abs(i - j)) * stepMeters
      if (along > far && apart(at, points[j]!) < wide) return [{ kind: 'neck' as const, width: apart(at, points[j]!), at }]
    }
    return []
  })
}

/** What is amiss with the shape of an outline, by walking around it: spikes no wider than 4 m that are at least so deep, and necks no wider than 1.5 m between parts with more than 40 m of border each. */
export function shapeFaults({ coordinates }: MultiPolygon, leastDepth: number): Fault[] {
  const plane = createProjection(coordinates[0]![0]![0]!)
  return coordinates.flat().flatMap((ring) => {
    const points = dense(ring.slice(1).map((at): XY => plane.forward(at)))
    return [...spikes(points, 4, leastDepth), ...necks(points, 1.5, 40)]
  })
}
