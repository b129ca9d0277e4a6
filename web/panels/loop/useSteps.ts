import { computed, shallowRef } from 'vue'
import type { Incident, IncidentLogEntry } from '../../../geodata/model/incident.ts'
import type { ActionOffer, WorkOrder } from '../../../geodata/model/workOrder.ts'
import type { IncidentAnswer } from '../../api/answers.ts'
import { Problem } from '../../api/http.ts'
import type { StepGiven } from '../../api/loop.ts'
import { useLoop } from '../../stores/loop.ts'
import { inOrder, sameOffer } from './context.ts'
import { useUndo } from './useUndo.ts'

type Read = { incident: Incident; log: IncidentLogEntry[]; orders: WorkOrder[]; actions: ActionOffer[]; names?: IncidentAnswer['names'] }

/** Buttons of one incident and what becomes of them: chosen, sent, saved, or overtaken by somebody else. */
export function useSteps(read: () => Read | null, readAgain: () => Promise<unknown>) {
  const loop = useLoop()
  const { say } = useUndo()
  const chosen = shallowRef<ActionOffer | null>(null)
  const sending = shallowRef(false)
  const problem = shallowRef<Problem | null>(null)
  /** Entries that we knew of when somebody was faster; null while nobody was. */
  const knownThen = shallowRef<ReadonlySet<number> | null>(null)
  /** What others did between our reading and our step. It follows the log: the live change may be read at the same time, and then only one of the two readings brings it. */
  const meanwhile = computed<IncidentLogEntry[] | null>(() => { const known = knownThen.value; return known && (read()?.log ?? []).filter((entry) => !known.has(entry.id)) })
  const names = computed(() => read()?.names ?? {})
  const offers = computed(() => inOrder(read()?.actions ?? []))
  /** Those that have a digit: on the incident, and on orders that the actor has; what is done for others is clicked. */
  const keyed = computed(() => {
    const mine = new Set((read()?.orders ?? []).filter((order) => order.mine).map((order) => order.id))
    return offers.value.filter((offer) => offer.workOrderId === null || mine.has(offer.workOrderId)).slice(0, 9)
  })
  /** The digit of an offer, or nothing. */
  const keyOf = (offer: ActionOffer) => { const at = keyed.value.findIndex((each) => sameOffer(each, offer)); return at < 0 ? undefined : String(at + 1) }

  async function overtaken(seen: Read, offer: ActionOffer) {
    await readAgain()
    knownThen.value = new Set(seen.log.map((entry) => entry.id))
    chosen.value = offers.value.find((each) => sameOffer(each, offer)) ?? null
  }

  async function send(given: StepGiven, offer = chosen.value) {
    const seen = read()
    if (!seen || !offer || sending.value) return
    sending.value = true
    problem.value = null
    knownThen.value = null
    try {
      await loop.take(seen.incident, offer, given)
      loop.forget(seen.incident.id)
      chosen.value = null
      if (loop.lastOwn) say(loop.lastOwn)
      await readAgain()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.document.status === 409) await overtaken(seen, offer)
      else problem.value = error
    } finally {
      sending.value = false
    }
  }

  /** What needs nothing is done at once; it can be taken back. */
  function choose(offer: ActionOffer, withNote = false) {
    problem.value = null
    if (offer.needs.length === 0 && !withNote) void send({ note: '' }, offer)
    else chosen.value = offer
  }
  const cancel = () => { chosen.value = null; problem.value = null }
  return { offers, keyed, keyOf, chosen, sending, problem, meanwhile, names, choose, send, cancel }
}
export type Steps = ReturnType<typeof useSteps>
