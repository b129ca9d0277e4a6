import { metersADegree } from '../graph/snapToGraph.ts'
import type { LngLat } from '../model/geometry.ts'

/** Metres from a place to a line; infinite where there is none. */
export function metersToLine([lng, lat]: readonly [number, number], line: readonly LngLat[]): number {
  const [east, north] = metersADegree(lat)
  let best = Infinity
  for (let i = 0; i < line.length; i++) {
    const [ax, ay] = [(line[i]![0] - lng) * east, (line[i]![1] - lat) * north]
    const next = line[i + 1]
    if (!next) { best = Math.min(best, Math.hypot(ax, ay)); continue }
    const [sx, sy] = [(next[0] - lng) * east - ax, (next[1] - lat) * north - ay]
    const share = sx === 0 && sy === 0 ? 0 : Math.max(0, Math.min(1, -(ax * sx + ay * sy) / (sx * sx + sy * sy)))
    best = Math.min(best, Math.hypot(ax + share * sx, ay + share * sy))
  }
  return best
}
