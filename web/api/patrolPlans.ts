import type { LngLat } from '../../geodata/model/geometry.ts'
import type { Checkpoint, PatrolPlan, PatrolPlanChange, PatrolPlanKeep, PatrolPlanRecord, PatrolQuestion, PatrolRoute, Vehicle } from '../../geodata/model/patrolPlan.ts'
import type { PatrolRoutesAnswer, PatrolStage } from '../../geodata/model/patrolSearch.ts'
import type { StreetRoute } from '../../geodata/model/streetRoute.ts'
import { read, send, withQuery } from './http.ts'
import { askLong, type LongProgress } from './longAnswer.ts'

type Signal = AbortSignal | undefined
export type PatrolProgress = LongProgress<PatrolStage>

const at = (id: string) => `/api/patrol-plans/${encodeURIComponent(id)}`

export const patrolPlanClient = {
  list: (signal?: Signal) => read<{ plans: PatrolPlan[] }>('/api/patrol-plans', { discarded: 'true' }, signal),
  read: (id: string, signal?: Signal) => read<PatrolPlanRecord>(at(id), {}, signal),
  keep: (plan: PatrolPlanKeep) => send<{ plan: PatrolPlan }>('POST', '/api/patrol-plans', plan),
  change: (id: string, change: PatrolPlanChange) => send<{ plan: PatrolPlan }>('PUT', at(id), change),
  step: (step: 'publish' | 'withdraw' | 'discard' | 'restore', id: string, version: number) => send<{ plan: PatrolPlan }>('POST', `${at(id)}/${step}`, { version }),
  /** A file of the round of one team. */
  gpx: (id: string, teamId: number) => withQuery(`${at(id)}/rounds.gpx`, { teamId }),
}

const isUnderWay = ({ teams }: PatrolQuestion, now: number) => teams.some(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to))

export const patrolRouteClient = {
  /** `there`: rounds that are planned anew; their locked stops stay, and what is done while teams are out. */
  ask: (question: PatrolQuestion, there: readonly PatrolRoute[], told: (progress: PatrolProgress) => void, signal?: AbortSignal) =>
    askLong<PatrolRoutesAnswer, PatrolStage>('/api/patrol-routes', there.length ? { ...question, routes: there, ...(isUnderWay(question, Date.now()) ? { at: new Date().toISOString() } : {}) } : question, told, signal),
}

export type CheckpointDraft = Pick<Checkpoint, 'name' | 'kind' | 'dwellMinutes' | 'openFrom' | 'openTo' | 'lng' | 'lat'>
export const checkpointClient = {
  list: (signal?: Signal) => read<{ checkpoints: Checkpoint[] }>('/api/checkpoints', {}, signal),
  keep: (checkpoint: CheckpointDraft & { id: string; areaId: number }) => send<{ checkpoint: Checkpoint }>('POST', '/api/checkpoints', checkpoint),
  change: (id: string, change: Partial<CheckpointDraft> & { version: number; retired?: boolean }) => send<{ checkpoint: Checkpoint }>('PATCH', `/api/checkpoints/${encodeURIComponent(id)}`, change),
}

export const streetWayClient = { of: (from: LngLat, to: LngLat, profile: Vehicle, signal?: Signal) => read<StreetRoute>('/api/street-route', { from: from.join(','), to: to.join(','), profile }, signal) }
