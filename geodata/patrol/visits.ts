import { metersADegree } from '../graph/snapToGraph.ts'
import type { LngLat } from '../model/geometry.ts'

/** In order of time. */
export type Fix = { timeMs: number; lng: number; lat: number; accuracyMeters: number | null }
/** `lowSeconds`: between the first and the last fix inside; `highSeconds`: up to the fixes before and after, whole minutes of silence not counted. `open`: it goes on, as far as is known. */
export type Visit = { fromMs: number; toMs: number; fixes: number; lowSeconds: number; highSeconds: number; open: boolean }

/** Noise in streets throws a fix out for a moment: a visit goes on when the team is seen there again so soon. */
const mendMs = 120_000
const openMs = 60_000
/** What lies between two fixes counts to a visit for at most so long: nobody knows longer silences. */
const mostGapMs = 120_000
/** A fix that is no better than this says nothing about forty metres, but one that is poor may lie so much farther out. */
const mostAccuracyMeters = 40

export const metersBetween = (a: LngLat, b: LngLat): number => {
  const [east, north] = metersADegree(a[1])
  return Math.hypot((b[0] - a[0]) * east, (b[1] - a[1]) * north)
}

/** Stays within `reachMeters` of a place, as fixes tell them. */
export function visitsOf(fixes: readonly Fix[], place: LngLat, reachMeters: number): Visit[] {
  const [east, north] = metersADegree(place[1])
  const inside = fixes.map(({ lng, lat, accuracyMeters }) => Math.hypot((lng - place[0]) * east, (lat - place[1]) * north) <= reachMeters + Math.min(mostAccuracyMeters, Math.max(0, (accuracyMeters ?? 0) - 10)))
  const visits: (Visit & { first: number; last: number })[] = []
  inside.forEach((is, i) => {
    if (!is) return
    const { timeMs } = fixes[i]!
    const open = visits.at(-1)
    if (open && timeMs - open.toMs <= Math.max(mendMs, open.last === i - 1 ? Infinity : 0)) Object.assign(open, { toMs: timeMs, last: i, fixes: open.fixes + 1 })
    else visits.push({ fromMs: timeMs, toMs: timeMs, fixes: 1, lowSeconds: 0, highSeconds: 0, open: false, first: i, last: i })
  })
  return visits.map(({ first, last, ...visit }) => {
    const silent = fixes.slice(first, last).reduce((sum, { timeMs }, i) => sum + Math.max(0, fixes[first + i + 1]!.timeMs - timeMs - mostGapMs), 0)
    const around = (other: Fix | undefined, ms: number) => (other ? Math.min(mostGapMs, Math.abs(other.timeMs - ms)) : 0)
    const lowMs = visit.toMs - visit.fromMs - silent
    return { ...visit, lowSeconds: Math.round(lowMs / 1000), highSeconds: Math.round((visit.toMs - visit.fromMs + around(fixes[first - 1], visit.fromMs) + around(fixes[last + 1], visit.toMs)) / 1000), open: fixes.at(-1)!.timeMs - visit.toMs <= openMs }
  })
}
