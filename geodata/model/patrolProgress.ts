import type { CheckIn, PatrolStop } from './patrolPlan.ts'

/** How a stop stands: `here` while the team is there; `passed`: left aside on the way so far; `missed`: not reached, and the round is over. */
export type StopState = 'ahead' | 'here' | 'reached' | 'skipped' | 'passed' | 'missed'
/** What it is known by: fixes of the team's device, or what it said itself. */
export type StopKnownBy = 'fixes' | 'check_in'
export type StopProgress = { stopId: string; state: StopState; by: StopKnownBy | null; arrivedAt: string | null; leftAt: string | null }

/** Raised after some minutes and put down only when it is over, so that it does not nag; `since` when it began. `meters` off the route, `seconds` behind what could be expected or unheard. */
export type PatrolMark = { code: 'off_route' | 'overdue' | 'silent'; since: string; meters: number | null; seconds: number | null; stopId: string | null }

export type TeamProgress = {
  planId: string
  planName: string
  routeId: string
  teamId: number
  callSign: string
  startsAt: string
  endsAt: string
  onShift: boolean
  /** The newest place, with its time; null before the first. */
  seen: { at: string; lng: number; lat: number } | null
  stops: StopProgress[]
  done: number
  of: number
  /** The stop that comes next, and when it can be expected as things stand. */
  next: { stopId: string; name: string; expectedAt: string } | null
  /** Has a matter in hand: leaving the route is then its duty, and no mark. */
  onTask: boolean
  marks: PatrolMark[]
}
export type PatrolProgressRules = { offMeters: number; backMeters: number; offMinutes: number; overdueMinutes: number; silentMinutes: number; reachMeters: number }
export type PatrolProgressAnswer = { at: string; rules: PatrolProgressRules; teams: TeamProgress[] }

/** Planned and done at one stop. Seconds there lie between `low` (between fixes inside) and `high` (up to the fixes before and after); null where nothing is known. */
export type StopReport = StopProgress & Pick<PatrolStop, 'kind' | 'name' | 'hotspotId' | 'checkpointId'> & { arrivesAt: string; leavesAt: string; plannedSeconds: number; low: number | null; high: number | null; checkIns: { kind: CheckIn['kind']; at: string; note: string }[] }
/** `unknown`: times on the round without a fix for longer than `silentMinutes`. */
export type TeamReport = { routeId: string; teamId: number; callSign: string; startsAt: string; endsAt: string; shifts: { from: string; to: string }[]; stops: StopReport[]; unknown: { from: string; to: string }[]; fixes: number; checkInsElsewhere: { kind: CheckIn['kind']; at: string; note: string }[] }
/** Cover of a need: visits and minutes at a hotspot, planned and done, by all teams; `longestGapSeconds` from the start of the plan to its end without anybody there. */
export type HotspotReport = { hotspotId: string | null; name: string; wantedVisits: number; plannedVisits: number; visits: number; plannedSeconds: number; low: number; high: number; longestGapSeconds: number }
export type CheckpointReport = { checkpointId: string | null; name: string; state: 'reached' | 'skipped' | 'missed' | 'not_planned' | 'ahead'; at: string | null }
export type ReportedIncident = { id: string; number: string; title: string; categoryId: number; severity: number; state: string; teamId: number; at: string; lng: number; lat: number }
export type PatrolReport = {
  plan: { id: string; areaId: number; name: string; from: string; to: string; state: string }
  at: string
  /** The plan is not over yet: what is not done may still come. */
  running: boolean
  teams: TeamReport[]
  hotspots: HotspotReport[]
  checkpoints: CheckpointReport[]
  incidents: ReportedIncident[]
}
