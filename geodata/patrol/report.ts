import type { LngLat } from '../model/geometry.ts'
import type { CheckIn, PatrolQuestion, PatrolRoute, PatrolStop } from '../model/patrolPlan.ts'
import type { CheckpointReport, HotspotReport, StopReport, TeamReport } from '../model/patrolProgress.ts'
import { progressOf, progressRules } from './progress.ts'
import { type SaidAt, stopsReached } from './stopsReached.ts'
import { type Fix, visitsOf } from './visits.ts'

export type SaidNote = SaidAt & { note: string }
/** What is known of one team on its round. */
export type RoundWalked = { route: PatrolRoute; callSign: string; shifts: { from: string; to: string }[]; fixes: readonly Fix[]; said: readonly SaidNote[]; onTask: boolean }

const iso = (ms: number) => new Date(ms).toISOString()
const secondsOf = ({ arrivesAt, leavesAt }: Pick<PatrolStop, 'arrivesAt' | 'leavesAt'>) => Math.round((Date.parse(leavesAt) - Date.parse(arrivesAt)) / 1000)
const saidOf = ({ kind, timeMs, note }: SaidNote): { kind: CheckIn['kind']; at: string; note: string } => ({ kind, at: iso(timeMs), note })
const leastVisitSeconds = 60

/** Planned and done of one team, stop by stop. */
export function teamReport({ route, callSign, shifts, fixes, said, onTask }: RoundWalked, nowMs: number): TeamReport {
  const { stops } = progressOf({ route, fixes, said, nowMs, onTask })
  const { reached } = stopsReached(route.stops, fixes, said, progressRules.reachMeters)
  const byId = new Map(route.stops.map((stop) => [stop.id, stop]))
  return {
    routeId: route.id, teamId: route.teamId, callSign, startsAt: route.startsAt, endsAt: route.endsAt, shifts, fixes: fixes.length, unknown: unknownTimes(route, fixes, said, nowMs),
    stops: stops.map((progress): StopReport => {
      const stop = byId.get(progress.stopId)!
      const visit = reached.get(stop.id)
      return { ...progress, kind: stop.kind, name: stop.name, hotspotId: stop.hotspotId, checkpointId: stop.checkpointId, arrivesAt: stop.arrivesAt, leavesAt: stop.leavesAt, plannedSeconds: secondsOf(stop), low: visit?.lowSeconds ?? null, high: visit?.highSeconds ?? null, checkIns: said.filter(({ stopId }) => stopId === stop.id).map(saidOf) }
    }),
    checkInsElsewhere: said.filter(({ stopId }) => stopId === null || !byId.has(stopId)).map(saidOf),
  }
}

/** Times on the round in which nothing was heard of the team. */
function unknownTimes({ startsAt, endsAt }: PatrolRoute, fixes: readonly Fix[], said: readonly SaidAt[], nowMs: number): { from: string; to: string }[] {
  const [from, to] = [Date.parse(startsAt), Math.min(Date.parse(endsAt), nowMs)]
  const heard = [from, ...[...fixes, ...said].map(({ timeMs }) => timeMs).filter((ms) => ms > from && ms < to).sort((a, b) => a - b), to]
  return heard.slice(1).flatMap((ms, i) => (ms - heard[i]! > progressRules.silentMinutes * 60_000 ? [{ from: iso(heard[i]!), to: iso(ms) }] : []))
}

type Span = { fromMs: number; toMs: number }

/** Visits of a place by all teams, planned or not; those that were only said to be, indoors, have no minutes that anybody knows. */
function staysAt(place: LngLat, stopsOf: (route: PatrolRoute) => readonly PatrolStop[], rounds: readonly RoundWalked[]): { spans: Span[]; low: number; high: number } {
  const all = rounds.map(({ route, fixes, said }) => {
    const visits = visitsOf(fixes, place, progressRules.reachMeters).filter(({ lowSeconds }) => lowSeconds >= leastVisitSeconds)
    const { reached } = stopsReached(route.stops, fixes, said, progressRules.reachMeters)
    const only = stopsOf(route).flatMap((stop) => { const one = reached.get(stop.id); return one && one.lowSeconds === null ? [{ stop, one }] : [] })
    const spans = [...visits, ...only.map(({ one }) => ({ fromMs: one.arrivedMs, toMs: one.leftMs ?? one.arrivedMs }))]
    return { spans, low: visits.reduce((sum, { lowSeconds }) => sum + lowSeconds, 0), high: visits.reduce((sum, { highSeconds }) => sum + highSeconds, 0) + only.reduce((sum, { stop }) => sum + secondsOf(stop), 0) }
  })
  return { spans: all.flatMap(({ spans }) => spans), low: all.reduce((sum, { low }) => sum + low, 0), high: all.reduce((sum, { high }) => sum + high, 0) }
}

function longestGap(spans: readonly Span[], { fromMs, toMs }: Span): number {
  let [free, longest] = [fromMs, 0]
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    longest = Math.max(longest, Math.min(span.fromMs, toMs) - free)
    free = Math.max(free, Math.min(toMs, span.toMs))
  }
  return Math.max(longest, toMs - free)
}

/** Visits that the time has room for, at most those that were asked for. */
const roomFor = ({ dwellMinutes, revisitMinutes, mostVisits }: PatrolQuestion['hotspots'][number], seconds: number) => Math.max(1, Math.min(mostVisits, 1 + Math.floor((seconds / 60 - dwellMinutes) / (dwellMinutes + revisitMinutes || 1))))

/** What hotspots needed, were to get and got; `during` up to now while the plan runs. */
export function hotspotReports({ hotspots, teams }: Pick<PatrolQuestion, 'hotspots' | 'teams'>, rounds: readonly RoundWalked[], during: Span): HotspotReport[] {
  const dutySeconds = (Math.max(...teams.map(({ to }) => Date.parse(to))) - Math.min(...teams.map(({ from }) => Date.parse(from)))) / 1000
  return hotspots.map((hotspot, index) => {
    const { hotspotId, name, place } = hotspot
    const stopsOf = (route: PatrolRoute) => route.stops.filter((stop) => stop.kind === 'hotspot' && stop.hotspot === index)
    const planned = rounds.flatMap(({ route }) => stopsOf(route))
    const { spans, low, high } = staysAt(place as LngLat, stopsOf, rounds)
    return { hotspotId, name, wantedVisits: roomFor(hotspot, dutySeconds), plannedVisits: planned.length, visits: spans.length, plannedSeconds: planned.reduce((sum, stop) => sum + secondsOf(stop), 0), low, high, longestGapSeconds: Math.round(longestGap(spans, during) / 1000) }
  })
}

export function checkpointReports({ checkpoints }: Pick<PatrolQuestion, 'checkpoints'>, rounds: readonly RoundWalked[], running: boolean): CheckpointReport[] {
  return checkpoints.map(({ checkpointId, name }, index) => {
    const found = rounds.flatMap(({ route, fixes, said }) => {
      const { reached, skipped } = stopsReached(route.stops, fixes, said, progressRules.reachMeters)
      return route.stops.filter((stop) => stop.kind === 'checkpoint' && stop.checkpoint === index).map(({ id }) => ({ at: reached.get(id)?.arrivedMs ?? null, skipped: skipped.has(id) }))
    })
    const times = found.flatMap(({ at }) => at ?? [])
    const at = times.length ? iso(Math.min(...times)) : null
    const state = at ? 'reached' : found.length === 0 ? 'not_planned' : found.every((one) => one.skipped) ? 'skipped' : running ? 'ahead' : 'missed'
    return { checkpointId, name, state, at }
  })
}
