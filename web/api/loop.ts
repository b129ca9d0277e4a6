import type { BatchAnswer, IncidentStep, StepBatch } from '../../geodata/model/workOrder.ts'
import type { Incident } from '../../geodata/model/incident.ts'
import { send } from './http.ts'

/** What is given with a step beside the ids: the same for one incident and for many. */
export type StepGiven = Omit<StepBatch, 'id' | 'action' | 'incidents'>

export const loopClient = {
  step: (id: string, step: IncidentStep) => send<{ incident: Incident }>('POST', `/api/incidents/${encodeURIComponent(id)}/steps`, step),
  /** The id of a single step is a batch of one. */
  undo: (batchId: string) => send<BatchAnswer>('POST', `/api/step-batches/${encodeURIComponent(batchId)}/undo`, {}),
}
