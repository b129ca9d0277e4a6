import type { PatrolProgressAnswer, PatrolReport } from '../../geodata/model/patrolProgress.ts'
import { read } from './http.ts'

export const patrolProgressClient = {
  now: (at: string | null, signal?: AbortSignal) => read<PatrolProgressAnswer>('/api/patrol-progress', { at }, signal),
  report: (planId: string, signal?: AbortSignal) => read<PatrolReport>(`/api/patrol-reports/${encodeURIComponent(planId)}`, {}, signal),
}
