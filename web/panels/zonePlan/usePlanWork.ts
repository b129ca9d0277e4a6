import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ZonePlanKeep } from '../../../geodata/model/zonePlan.ts'
import { Problem } from '../../api/http.ts'
import { useActor } from '../../stores/actor.ts'
import { useMessages } from '../../stores/messages.ts'
import { useZonePlans } from '../../stores/zonePlans.ts'
import { useProblemText } from '../../ui/problemText.ts'
import { useView } from '../currentView.ts'

/** What is done to plans from lists and heads alike: each says what became of it, and a refusal is said in the server's words. */
export function usePlanWork() {
  const { t } = useI18n()
  const actor = useActor()
  const plans = useZonePlans()
  const messages = useMessages()
  const problemText = useProblemText()
  const { view, patch } = useView()
  const may = computed(() => ({ plan: actor.may('plan'), adopt: actor.may('adopt') }))

  /** @returns null where it was refused, which has been said */
  async function tried<Result>(work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const conflict = error.document.status === 409
      messages.say(conflict ? t('zonePlan.conflict') : problemText(error), 'bad')
      if (conflict) { void plans.load(); if (view.value.planId) void plans.open(view.value.planId) }
      return null
    }
  }
  async function create(plan: ZonePlanKeep) {
    const kept = await tried(() => plans.keep(plan))
    if (!kept) return null
    messages.say(t('zonePlan.made', { name: kept.name }), 'good')
    patch({ planId: kept.id })
    return kept
  }
  /** A discarded plan is drawn up again as a new draft; what was discarded stays in the record. */
  async function restore(id: string) {
    const again = await tried(() => plans.copy(id))
    if (again) { messages.say(t('zonePlan.restored', { name: again.name }), 'good'); patch({ planId: again.id }) }
  }
  async function discard(id: string) {
    const gone = await tried(() => plans.discard(id))
    if (!gone) return
    if (view.value.planId === id) patch({ planId: null })
    messages.say(t('zonePlan.discardedNow', { name: gone.name }), 'info', 12_000, { text: t('zonePlan.undo'), run: () => void restore(id) })
  }
  async function withdraw(id: string) {
    const back = await tried(() => plans.withdraw(id))
    if (back) messages.say(t('zonePlan.withdrawn', { name: back.name }), 'good')
  }
  return { may, tried, create, restore, discard, withdraw }
}
