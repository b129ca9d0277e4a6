import type { LngLat } from '../model/geometry.ts'
import { metersToLine } from './metersToLine.ts'
import type { Fix } from './visits.ts'

export type OffRoute = { sinceMs: number; meters: number }
export type OffRouteRules = { offMeters: number; backMeters: number; offMinutes: number }

/**
 * Whether a team has left its route, as its newest fixes tell: a mark comes after it was farther than `offMeters` for `offMinutes` without coming back within `backMeters`,
 * and goes with the first fix that is back. In between, whatever it was before. A poor fix is taken as near as it may be.
 */
export function offRoute(fixes: readonly Fix[], line: readonly LngLat[], { offMeters, backMeters, offMinutes }: OffRouteRules): OffRoute | null {
  const awayOf = ({ lng, lat, accuracyMeters }: Fix) => Math.max(0, metersToLine([lng, lat], line) - (accuracyMeters ?? 0))
  let first = fixes.length
  let sinceMs: number | null = null
  // Back from the newest fix to the last one that was on the route: what was before does not matter.
  while (first > 0) {
    const fix = fixes[first - 1]!
    const away = awayOf(fix)
    if (away <= backMeters) break
    first--
    if (away > offMeters) sinceMs = fix.timeMs
  }
  const newest = fixes.at(-1)
  if (sinceMs === null || !newest || newest.timeMs - sinceMs < offMinutes * 60_000) return null
  return { sinceMs, meters: Math.round(awayOf(newest)) }
}
