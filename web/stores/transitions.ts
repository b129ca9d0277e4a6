import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { IncidentState, TakenAction } from '../../geodata/model/incident.ts'
import type { Need, Transition } from '../../geodata/model/workOrder.ts'
import { transitionClient, type BoardRow } from '../api/board.ts'
import { useLoad } from './loading.ts'
import { usePast } from './past.ts'

/** What may be offered for many at once, in the order of the loop. Splitting is about one matter alone. */
const inOrder: TakenAction[] = ['register', 'dispatch', 'categorise', 'merge', 'accept', 'handle', 'feed_back', 'verify', 'close', 'call_back', 'archive', 'suspend', 'resume', 'extend', 'ask_extension', 'transfer', 'refuse', 'cancel', 'reopen', 'unmerge']
/** `can` of `of` rows stand where the action is allowed. */
export type BulkOffer = { action: TakenAction; needs: Need[]; can: BoardRow[]; of: number; subject: Transition['subject'] }

/** A step that leads from state to state: by the matter itself or, through its orders, by whoever has it in hand. */
const leadsTo = (transition: Transition): string | null => transition.toState ?? ({ dispatch: 'dispatched', refuse: 'handling' } as Partial<Record<TakenAction, IncidentState>>)[transition.action] ?? null
const byOrders: readonly string[] = ['accepted', 'handling', 'fed_back']

/** The table of the loop as the actor's roles see it. The server decides again for each row. */
export const useTransitions = defineStore('transitions', () => {
  const load = useLoad((signal) => transitionClient.list(signal))
  const past = usePast()
  /** Nothing can be done about the past. */
  const all = computed(() => (past.active ? [] : (load.data.value?.transitions ?? [])))

  /** What can be done with the matters themselves; steps of single orders are taken on their own page. */
  function offersFor(rows: readonly BoardRow[]): BulkOffer[] {
    const offers: BulkOffer[] = []
    for (const action of inOrder) {
      const among = all.value.filter((transition) => transition.action === action && transition.subject === 'incident')
      const can = rows.filter((row) => among.some((transition) => transition.fromState === row.state && (transition.guard !== 'once' || row.extendedAt === null)))
      if (can.length > 0 && (action !== 'merge' || rows.length > 1)) offers.push({ action, needs: among.find((transition) => transition.fromState === can[0]!.state)!.needs, can, of: rows.length, subject: 'incident' })
    }
    return offers
  }
  /** How a matter gets from one state to another in one step; null: there is no such step for this actor. */
  function between(from: IncidentState, to: IncidentState): Transition | null {
    const direct = all.value.find((each) => each.subject === 'incident' && each.fromState === from && leadsTo(each) === to && (each.action !== 'refuse' || to === 'closed' || from === 'fed_back'))
    if (direct) return direct
    if (from === 'suspended') return all.value.find((each) => each.action === 'resume') ?? null
    return byOrders.includes(to) ? (all.value.find((each) => each.subject === 'work_order' && each.fromState === from && each.toState === to) ?? null) : null
  }
  return { ...load, all, offersFor, between }
})
