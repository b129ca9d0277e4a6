import { defineStore } from 'pinia'
import { reactive, shallowRef } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Incident, TakenAction } from '../../geodata/model/incident.ts'
import type { ActionOffer, BatchAnswer } from '../../geodata/model/workOrder.ts'
import { Problem } from '../api/http.ts'
import { loopClient, type StepGiven } from '../api/loop.ts'
import { newStep, type StepDraft } from './stepDraft.ts'

/** What somebody did last at this desk, so that it can be taken back. */
export type OwnStep = { id: string; action: TakenAction; incidentId: string }

/** Nobody knows whether a request that got no answer, or a broken one, was carried out. */
const unknown = (error: unknown) => error instanceof Problem && (error.document.status === 0 || error.document.status >= 500)

/** Steps of the loop on one incident: what was typed but not sent, what was sent, and what can be taken back. */
export const useLoop = defineStore('loop', () => {
  const drafts = reactive<Record<string, StepDraft>>({})
  const lastOwn = shallowRef<OwnStep | null>(null)
  /** Incidents that were changed from this desk just now; open details of them are read again. */
  const touched = shallowRef<ReadonlySet<string>>(new Set())
  /** The id of a command is kept until its answer is known: the same command sent again is then no second one. */
  const unanswered = new Map<string, string>()

  function draft(key: string): StepDraft {
    drafts[key] ??= newStep()
    // Read again: the assignment itself gives what was put in, which nothing watches.
    return drafts[key]
  }
  const forget = (key: string) => { delete drafts[key] }

  /** @throws Problem, 409 when somebody else changed the incident first */
  async function take(incident: Pick<Incident, 'id' | 'version'>, offer: Pick<ActionOffer, 'action' | 'workOrderId'>, given: StepGiven): Promise<Incident> {
    const command = { action: offer.action, version: incident.version, ...(offer.workOrderId ? { workOrderId: offer.workOrderId } : {}), ...given }
    const key = JSON.stringify([incident.id, command])
    const id = unanswered.get(key) ?? uuidv7(Math.random, Date.now())
    unanswered.set(key, id)
    try {
      const answer = await loopClient.step(incident.id, { id, ...command })
      unanswered.delete(key)
      lastOwn.value = { id, action: offer.action, incidentId: incident.id }
      touched.value = new Set([incident.id])
      return answer.incident
    } catch (error) {
      if (!unknown(error)) unanswered.delete(key)
      throw error
    }
  }

  /** Takes one's own step back, while nothing has happened since. @throws Problem */
  async function undo(own: OwnStep): Promise<BatchAnswer> {
    const answer = await loopClient.undo(own.id)
    if (lastOwn.value === own) lastOwn.value = null
    touched.value = new Set([own.incidentId])
    return answer
  }

  return { drafts, draft, forget, lastOwn, touched, take, undo }
})
