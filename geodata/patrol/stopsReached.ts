import type { LngLat } from '../model/geometry.ts'
import type { CheckIn, PatrolStop } from '../model/patrolPlan.ts'
import type { StopKnownBy } from '../model/patrolProgress.ts'
import { type Fix, type Visit, visitsOf } from './visits.ts'

export type SaidAt = { stopId: string | null; checkpointId: string | null; kind: CheckIn['kind']; timeMs: number }
export type ReachedStop = { arrivedMs: number; leftMs: number | null; by: StopKnownBy; lowSeconds: number | null; highSeconds: number | null }
/** By the stop's id: when it was reached, or that the team said it left it out. */
export type StopsReached = { reached: Map<string, ReachedStop>; skipped: Set<string> }

/** Whoever passes by does not visit: so long one stays at least, where the stay itself is longer. */
const leastSeconds = 60
const isPlace = ({ kind }: PatrolStop) => kind === 'hotspot' || kind === 'checkpoint'
const arrives = ({ arrivesAt }: PatrolStop) => Date.parse(arrivesAt)
const dwellSeconds = ({ arrivesAt, leavesAt }: PatrolStop) => (Date.parse(leavesAt) - Date.parse(arrivesAt)) / 1000

/**
 * Which stops a team has reached. Of fixes, a stay within `reachMeters` counts once it has lasted a minute (or half the stay, where that is shorter);
 * a visit belongs to the stop at that place whose time is nearest, in order. Check-ins count by themselves: indoors and on stairs there is no fix.
 */
export function stopsReached(stops: readonly PatrolStop[], fixes: readonly Fix[], said: readonly SaidAt[], reachMeters: number): StopsReached {
  const reached = new Map<string, ReachedStop>()
  const byPlace = new Map<string, PatrolStop[]>()
  for (const stop of stops.filter(isPlace)) byPlace.set(stop.place.join(), [...(byPlace.get(stop.place.join()) ?? []), stop])
  for (const same of byPlace.values()) {
    const enough = (stop: PatrolStop, { lowSeconds, fixes: count }: Visit) => lowSeconds >= Math.min(leastSeconds, dwellSeconds(stop) / 2) || (dwellSeconds(stop) === 0 && count > 0)
    for (const [stop, visit] of nearestInOrder(same, visitsOf(fixes, same[0]!.place as LngLat, reachMeters).filter((visit) => enough(same[0]!, visit))))
      reached.set(stop.id, { arrivedMs: visit.fromMs, leftMs: visit.open ? null : visit.toMs, by: 'fixes', lowSeconds: visit.lowSeconds, highSeconds: visit.highSeconds })
  }
  const skipped = new Set<string>()
  for (const one of said.toSorted((a, b) => a.timeMs - b.timeMs)) {
    const stop = stopOf(stops, one)
    if (!stop) continue
    const known = reached.get(stop.id)
    if (one.kind === 'skip') skipped.add(stop.id)
    else if (one.kind === 'leave') reached.set(stop.id, { ...(known ?? { arrivedMs: one.timeMs, by: 'check_in', lowSeconds: null, highSeconds: null }), leftMs: one.timeMs })
    else if (!known || known.arrivedMs > one.timeMs) reached.set(stop.id, { ...(known ?? { leftMs: null, lowSeconds: null, highSeconds: null }), arrivedMs: one.timeMs, by: 'check_in' })
  }
  for (const id of skipped) if (reached.has(id)) skipped.delete(id)
  return { reached, skipped }
}

/** The stop that a check-in names, or the visit of its checkpoint that is nearest in time. */
function stopOf(stops: readonly PatrolStop[], { stopId, checkpointId, timeMs }: SaidAt): PatrolStop | undefined {
  if (stopId !== null) return stops.find(({ id }) => id === stopId)
  const there = checkpointId === null ? [] : stops.filter((stop) => stop.checkpointId === checkpointId)
  return there.toSorted((a, b) => Math.abs(arrives(a) - timeMs) - Math.abs(arrives(b) - timeMs))[0]
}

/** Each visit to one stop, in the order of both, so that the sum of what they are early or late is least. More visits than stops, or fewer: the rest stays alone. */
function nearestInOrder(stops: readonly PatrolStop[], visits: readonly Visit[]): [PatrolStop, Visit][] {
  const planned = stops.toSorted((a, b) => arrives(a) - arrives(b))
  const [few, many] = [Math.min(planned.length, visits.length), Math.max(planned.length, visits.length)]
  const moreVisits = visits.length >= planned.length
  const gap = (i: number, j: number) => Math.abs(arrives(planned[moreVisits ? i : j]!) - visits[moreVisits ? j : i]!.fromMs)
  // least[i][j]: the first i of the fewer given to some of the first j of the many.
  const least = Array.from({ length: few + 1 }, (_, i) => Array.from({ length: many + 1 }, () => (i === 0 ? 0 : Infinity)))
  for (let i = 1; i <= few; i++) for (let j = i; j <= many; j++) least[i]![j] = Math.min(least[i]![j - 1]!, least[i - 1]![j - 1]! + gap(i - 1, j - 1))
  const pairs: [PatrolStop, Visit][] = []
  for (let i = few, j = many; i > 0; j--) {
    if (least[i]![j] === least[i]![j - 1]) continue
    pairs.push(moreVisits ? [planned[i - 1]!, visits[j - 1]!] : [planned[j - 1]!, visits[i - 1]!])
    i--
  }
  return pairs
}
