import Flatbush from 'flatbush'
import type { MetersXY } from '../geometry/lngLat.ts'
import { orientation } from '../geometry/orientation.ts'
import { metersOf, type Stretch } from './sharedBorders.ts'

/** What is not to be crossed, as lines in a plane: asked about borders, and about the ways between points. */
export type BarrierLines = {
  /** The share of a border, by length, that a barrier runs along within so many metres. */
  shareAlong: (border: readonly Stretch[], withinMeters: number) => number
  /** Whether the straight way between two points crosses a barrier. */
  isBetween: (from: MetersXY, to: MetersXY) => boolean
}

/** Points looked at on a border, by metres. */
const everyMeters = 10

export function createBarriers(lines: readonly (readonly MetersXY[])[]): BarrierLines {
  const segments = lines.flatMap((line) => line.slice(1).map(([x1, y1], i): Stretch => [(line[i] as MetersXY)[0], (line[i] as MetersXY)[1], x1, y1]))
  if (!segments.length) return { shareAlong: () => 0, isBetween: () => false }
  const index = new Flatbush(segments.length)
  for (const [x0, y0, x1, y1] of segments) index.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1))
  index.finish()
  const isBeside = (x: number, y: number, along: Stretch, meters: number) => index.search(x - meters, y - meters, x + meters, y + meters).some((at) => distanceTo(segments[at] as Stretch, x, y) <= meters && runsAlong(segments[at] as Stretch, along))
  return {
    shareAlong(border, withinMeters) {
      const total = metersOf(border)
      if (!(total > 0)) return 0
      const near = border.reduce((sum, stretch) => {
        const [x0, y0, x1, y1] = stretch
        const meters = Math.hypot(x1 - x0, y1 - y0)
        const points = Math.max(1, Math.ceil(meters / everyMeters))
        let met = 0
        for (let i = 0; i < points; i++) if (isBeside(x0 + ((i + 0.5) / points) * (x1 - x0), y0 + ((i + 0.5) / points) * (y1 - y0), stretch, withinMeters)) met++
        return sum + (met / points) * meters
      }, 0)
      return near / total
    },
    isBetween([x0, y0], [x1, y1]) {
      return index.search(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)).some((at) => crosses(segments[at] as Stretch, x0, y0, x1, y1))
    },
  }
}

function distanceTo([x0, y0, x1, y1]: Stretch, x: number, y: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0]
  const squared = dx * dx + dy * dy
  const share = squared > 0 ? Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / squared)) : 0
  return Math.hypot(x - x0 - share * dx, y - y0 - share * dy)
}

/** Within 45 degrees of each other: a street that crosses a short border is no barrier along it. */
function runsAlong([ax, ay, bx, by]: Stretch, [cx, cy, dx, dy]: Stretch): boolean {
  const [ux, uy, vx, vy] = [bx - ax, by - ay, dx - cx, dy - cy]
  return Math.abs(ux * vx + uy * vy) >= Math.SQRT1_2 * Math.hypot(ux, uy) * Math.hypot(vx, vy)
}

/** Touching counts: a way that ends on a barrier has met it. */
function crosses([ax, ay, bx, by]: Stretch, cx: number, cy: number, dx: number, dy: number): boolean {
  // Of segments on one line the boxes, which the index compared, decide.
  return orientation(ax, ay, bx, by, cx, cy) * orientation(ax, ay, bx, by, dx, dy) <= 0 && orientation(cx, cy, dx, dy, ax, ay) * orientation(cx, cy, dx, dy, bx, by) <= 0
}
