import type { PlanGround, ZoneDesignAnswer, ZoneDesignLine, ZoneDesignQuestion, ZoneDesignStage, ZonePlan, ZonePlanAdoption, ZonePlanComparison, ZonePlanDraft, ZonePlanKeep, ZonePlanRecord } from '../../geodata/model/zonePlan.ts'
import { ndjson } from './analysis.ts'
import { Problem, read, request, send } from './http.ts'

export type Progress = { share: number; stage: ZoneDesignStage }
type Signal = AbortSignal | undefined

const broken = () => new Problem({ title: 'network', status: 0, detail: '', errors: [] })
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
  /** @throws Problem when it is refused, before or while it runs, or when the stream breaks off; AbortError when aborted */
  async ask(question: ZoneDesignQuestion, told: (progress: Progress) => void, signal?: AbortSignal): Promise<ZoneDesignAnswer> {
    const response = await request('/api/zone-designs', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' }, body: JSON.stringify(question), signal: signal ?? null })
    if (!response.body) throw broken()
    try {
      for await (const line of ndjson<ZoneDesignLine>(response.body)) {
        if ('answer' in line) return line.answer
        if ('problem' in line) throw new Problem(line.problem)
        told({ share: line.progress, stage: line.stage })
      }
    } catch (error) {
      if (error instanceof Problem || signal?.aborted || (error instanceof DOMException && error.name === 'AbortError')) throw error
      throw broken()
    }
    throw broken()
  },
}
