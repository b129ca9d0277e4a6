import type { LngLat } from '../geometry/lngLat.ts'
import { metersADegree } from './snapToGraph.ts'

/** A position as a device sent it. */
export type TrackFix = { atMs: number; place: LngLat }
export type UnmatchedFix = { atMs: number; reason: 'no_place' | 'double' | 'jump' | 'off_street' }
/** Fixes gathered to one place with less noise. `fromMs` to `toMs`: how long somebody stood there; one moment for who passed. */
export type Observation = { place: LngLat; fromMs: number; toMs: number; fixes: number; /** Standard deviation of the place, metres. */ sigmaMeters: number; times: number[] }

export type ObservationSettings = { noiseMeters: number; gapSeconds: number; mostMetersPerSecond: number; /** In which a vehicle goes twice the noise. */ passSeconds: number }

/** Sane fixes in order of time, those near to each other gathered (Newson & Krumm 2009 drop all but the first within 2σ; a mean has less noise). */
export function observationsOf(fixes: readonly TrackFix[], settings: ObservationSettings): { observations: Observation[]; unmatched: UnmatchedFix[] } {
  const unmatched: UnmatchedFix[] = []
  const placed = fixes.filter((fix) => {
    const [lng, lat] = fix.place
    const is = Number.isFinite(fix.atMs) && Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && (lng !== 0 || lat !== 0)
    if (!is) unmatched.push({ atMs: fix.atMs, reason: 'no_place' })
    return is
  }).toSorted((a, b) => a.atMs - b.atMs || a.place[0] - b.place[0] || a.place[1] - b.place[1])
  const once = placed.filter((fix, i) => {
    const is = i === 0 || fix.atMs !== placed[i - 1]!.atMs
    if (!is) unmatched.push({ atMs: fix.atMs, reason: 'double' })
    return is
  })
  return { observations: gather(withoutJumps(once, settings, unmatched), settings), unmatched }
}

/** A fix to which nobody could come from the one before, and from which nobody could go on to the next, though from that one to the next they could. */
function withoutJumps(fixes: readonly TrackFix[], { noiseMeters, mostMetersPerSecond }: ObservationSettings, unmatched: UnmatchedFix[]): TrackFix[] {
  const kept: TrackFix[] = []
  const tooFast = (a: TrackFix, b: TrackFix) => apart(a.place, b.place) > (mostMetersPerSecond * (b.atMs - a.atMs)) / 1000 + 6 * noiseMeters
  fixes.forEach((fix, i) => {
    const [before, after] = [kept.at(-1), fixes[i + 1]]
    const isJump = before && tooFast(before, fix) && (!after || (tooFast(fix, after) && !tooFast(before, after)))
    const startsWithJump = !before && after && tooFast(fix, after) && fixes[i + 2] && !tooFast(after, fixes[i + 2]!)
    if (isJump || startsWithJump) unmatched.push({ atMs: fix.atMs, reason: 'jump' })
    else kept.push(fix)
  })
  return kept
}

/** Fixes of so short a time that whoever moves goes no farther than noise scatters them; then those in which nobody moved, as one stay. */
function gather(fixes: readonly TrackFix[], settings: ObservationSettings): Observation[] {
  const groups: TrackFix[][] = []
  for (const fix of fixes) {
    const group = groups.at(-1)
    if (group && fix.atMs - group[0]!.atMs <= settings.passSeconds * 1000) group.push(fix)
    else groups.push([fix])
  }
  const stays: TrackFix[][] = []
  const observations: Observation[] = []
  for (const group of groups) {
    const [seen, last, stay] = [meanOf(group, settings, false), observations.at(-1), stays.at(-1)]
    if (last && stay && isStay(last, seen, settings)) {
      stay.push(...group)
      observations[observations.length - 1] = meanOf(stay, settings, true)
    } else {
      stays.push([...group])
      observations.push(seen)
    }
  }
  return observations
}

/** Less apart than noise explains, and much less than walking would make it. */
function isStay(a: Observation, b: Observation, { passSeconds, noiseMeters, gapSeconds }: ObservationSettings): boolean {
  const silentMs = b.times[0]! - a.times.at(-1)!
  if (silentMs > gapSeconds * 1000) return false
  const usualMeters = ((2 * noiseMeters) / passSeconds) * ((mean(b.times) - a.times.at(-1)!) / 1000 + Math.min(passSeconds, (a.times.at(-1)! - a.times[0]!) / 1000) / 2)
  return apart(a.place, b.place) <= Math.min(2.5 * Math.hypot(a.sigmaMeters, b.sigmaMeters), 0.4 * usualMeters)
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function meanOf(fixes: readonly TrackFix[], { noiseMeters }: ObservationSettings, stands: boolean): Observation {
  const times = fixes.map(({ atMs }) => atMs)
  const middle = Math.round(mean(times))
  return {
    place: [mean(fixes.map(({ place }) => place[0])), mean(fixes.map(({ place }) => place[1]))], times, fixes: fixes.length,
    // Not every error is a new one with every fix: many together are not as good as their number says.
    sigmaMeters: Math.max(3, noiseMeters * Math.max(0.3, 1 / Math.sqrt(fixes.length))), fromMs: stands ? times[0]! : middle, toMs: stands ? times.at(-1)! : middle,
  }
}

export function apart(a: LngLat, b: LngLat): number {
  const [east, north] = metersADegree((a[1] + b[1]) / 2)
  return Math.hypot((a[0] - b[0]) * east, (a[1] - b[1]) * north)
}
