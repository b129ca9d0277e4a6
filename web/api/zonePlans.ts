import type { PlanGround, ZoneDesignAnswer, ZoneDesignQuestion, ZoneDesignStage, ZonePlan, ZonePlanAdoption, ZonePlanComparison, ZonePlanDraft, ZonePlanKeep, ZonePlanRecord } from '../../geodata/model/zonePlan.ts'
import { read, send } from './http.ts'
import { askLong, type LongProgress } from './longAnswer.ts'

export type Progress = LongProgress<ZoneDesignStage>
type Signal = AbortSignal | undefined

const at = (id: string) => `/api/zone-plans/${encodeURIComponent(id)}`

export const zonePlanClient = {
  list: (signal?: Signal) => read<{ plans: ZonePlan[] }>('/api/zone-plans', { discarded: 'true' }, signal),
  read: (id: string, signal?: Signal) => read<ZonePlanRecord>(at(id), {}, signal),
  keep: (plan: ZonePlanKeep) => send<{ plan: ZonePlan }>('POST', '/api/zone-plans', plan),
  change: (id: string, draft: ZonePlanDraft) => send<{ plan: ZonePlan }>('PUT', at(id), draft),
  /** On a day: 422 with `problems` while it does not cover the area exactly once. */
  adopt: (id: string, adoption: ZonePlanAdoption) => send<{ plan: ZonePlan }>('POST', `${at(id)}/adopt`, adoption),
  /** A scheduled one becomes a draft again. */
  withdraw: (id: string, version: number) => send<{ plan: ZonePlan }>('POST', `${at(id)}/withdraw`, { version }),
  discard: (id: string, version: number) => send<{ plan: ZonePlan }>('POST', `${at(id)}/discard`, { version }),
  comparison: (id: string, signal?: Signal) => read<ZonePlanComparison>(`${at(id)}/comparison`, {}, signal),
  ground: (areaId: number, signal?: Signal) => read<PlanGround>(`/api/areas/${areaId}/ground`, {}, signal),
}

export const zoneDesignClient = {
  ask: (question: ZoneDesignQuestion, told: (progress: Progress) => void, signal?: AbortSignal) => askLong<ZoneDesignAnswer, ZoneDesignStage>('/api/zone-designs', question, told, signal),
}
