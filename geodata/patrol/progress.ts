import type { LngLat } from '../model/geometry.ts'
import type { PatrolRoute, PatrolStop } from '../model/patrolPlan.ts'
import type { PatrolMark, PatrolProgressRules, StopProgress, StopState, TeamProgress } from '../model/patrolProgress.ts'
import { offRoute } from './offRoute.ts'
import { type SaidAt, stopsReached, type StopsReached } from './stopsReached.ts'
import type { Fix } from './visits.ts'

/** A street with houses is 40 m wide and fixes are off by 10 to 30 m: nearer than `offMeters` nobody knows which of two streets it is. */
export const progressRules: PatrolProgressRules = { offMeters: 150, backMeters: 80, offMinutes: 5, overdueMinutes: 10, silentMinutes: 10, reachMeters: 40 }

export type Walked = { route: PatrolRoute; fixes: readonly Fix[]; said: readonly SaidAt[]; nowMs: number; onTask: boolean }
export type RouteProgress = Pick<TeamProgress, 'stops' | 'done' | 'of' | 'next' | 'marks'>

const iso = (ms: number) => new Date(ms).toISOString()
const isPlace = ({ kind }: PatrolStop) => kind === 'hotspot' || kind === 'checkpoint'

/** Where a team stands on its round. */
export function progressOf({ route, fixes, said, nowMs, onTask }: Walked, rules: PatrolProgressRules = progressRules): RouteProgress {
  const places = route.stops.filter(isPlace)
  const { reached, skipped } = stopsReached(route.stops, fixes, said, rules.reachMeters)
  const isDone = ({ id }: PatrolStop) => reached.has(id) || skipped.has(id)
  const lastDone = places.findLastIndex(isDone)
  const over = nowMs > Date.parse(route.endsAt) + rules.overdueMinutes * 60_000
  const next = over ? undefined : places.slice(lastDone + 1)[0]
  const stateOf = (stop: PatrolStop, i: number): StopState => {
    const visit = reached.get(stop.id)
    if (visit) return visit.leftMs === null && i === lastDone && visit.by === 'fixes' && !over ? 'here' : 'reached'
    if (skipped.has(stop.id)) return 'skipped'
    return over ? 'missed' : i < lastDone ? 'passed' : 'ahead'
  }
  const stops = places.map((stop, i): StopProgress => {
    const visit = reached.get(stop.id)
    return { stopId: stop.id, state: stateOf(stop, i), by: visit?.by ?? null, arrivedAt: visit ? iso(visit.arrivedMs) : null, leftAt: visit?.leftMs ? iso(visit.leftMs) : null }
  })
  const expectedMs = next && expectedAt(places, { reached, skipped }, next)
  return {
    stops, done: stops.filter(({ state }) => state === 'reached' || state === 'here').length, of: places.length,
    next: next && expectedMs !== undefined ? { stopId: next.id, name: next.name, expectedAt: iso(expectedMs) } : null,
    marks: over || nowMs < Date.parse(route.startsAt) ? [] : marksOf({ route, fixes, said, nowMs, onTask }, rules, next && expectedMs !== undefined ? { stopId: next.id, expectedMs } : null),
  }
}

/** When a stop can be expected: as planned, or as much later as the last one was reached late. One delay is told once, not at every stop after it. */
function expectedAt(places: readonly PatrolStop[], { reached }: StopsReached, next: PatrolStop): number {
  const last = places.filter(({ id }) => reached.has(id)).at(-1)
  const lateMs = last ? Math.max(0, reached.get(last.id)!.arrivedMs - Date.parse(last.arrivesAt)) : 0
  return Date.parse(next.arrivesAt) + lateMs
}

/** The way itself and all its stops: who stands at a stop inside a block is on the route. */
const wayOf = ({ line, stops }: PatrolRoute): LngLat[] => (line ?? stops.map(({ place }) => place)) as LngLat[]

function marksOf({ route, fixes, said, nowMs, onTask }: Walked, { offMeters, backMeters, offMinutes, overdueMinutes, silentMinutes }: PatrolProgressRules, next: { stopId: string; expectedMs: number } | null): PatrolMark[] {
  const marks: PatrolMark[] = []
  const startMs = Date.parse(route.startsAt)
  const heardMs = Math.max(startMs, fixes.at(-1)?.timeMs ?? startMs, ...said.map(({ timeMs }) => timeMs))
  if (nowMs - heardMs > silentMinutes * 60_000) marks.push({ code: 'silent', since: iso(heardMs), meters: null, seconds: Math.round((nowMs - heardMs) / 1000), stopId: null })
  if (onTask) return marks
  const off = offRoute(fixes.filter(({ timeMs }) => timeMs >= startMs), [...wayOf(route)], { offMeters, backMeters, offMinutes })
  if (off) marks.push({ code: 'off_route', since: iso(off.sinceMs), meters: off.meters, seconds: Math.round((nowMs - off.sinceMs) / 1000), stopId: null })
  if (next && nowMs - next.expectedMs > overdueMinutes * 60_000) marks.push({ code: 'overdue', since: iso(next.expectedMs), meters: null, seconds: Math.round((nowMs - next.expectedMs) / 1000), stopId: next.stopId })
  return marks
}
