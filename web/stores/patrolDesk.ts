import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { PatrolFigures, PatrolQuestion, PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import type { PatrolRoutesAnswer, PatrolStage } from '../../geodata/model/patrolSearch.ts'
import { figuresOf, namesOf } from '../../geodata/patrol/figures.ts'
import { Problem } from '../api/http.ts'
import { patrolRouteClient } from '../api/patrolPlans.ts'
import { useActor } from './actor.ts'
import { useAlternatives } from './alternatives.ts'
import type { PatrolForm } from './patrolForm.ts'
import { keepPatrol, keptPatrol, type Waiting } from './patrolKeep.ts'
import { usePatrolPlans } from './patrolPlans.ts'
import { usePatrolRounds } from './patrolRounds.ts'
import { useRoundWays } from './roundWays.ts'

type Alternative = { routes: PatrolRoute[]; figures: PatrolFigures }

/** One search at a time. `routes`: rounds that lie there already; locked stops of them stay, and the rest changes as little as may be. */
function patrolSearch() {
  let there: readonly PatrolRoute[] = []
  const search = useAlternatives<PatrolQuestion, Alternative, PatrolRoutesAnswer, PatrolStage>('ground', (question, told, signal) => patrolRouteClient.ask(question, there, told, signal))
  return { ...search, ask(question: PatrolQuestion, routes: readonly PatrolRoute[] = []) { there = routes; return search.ask(question) } }
}

const longestWayMilliseconds = 8_000

/** The plan on the desk to the server: new, changed, published; each only where it is due. */
async function sendPlan(then: 'save' | 'publish', figures: PatrolFigures | null) {
  const [rounds, plans] = [usePatrolRounds(), usePatrolPlans()]
  await useRoundWays().settled(longestWayMilliseconds)
  const { planId, name, note, question, version, changed, sent } = rounds.work!
  const body = { name, note, question, figures: figures as unknown as Record<string, unknown>, routes: [...rounds.routes] }
  if (version === null) {
    rounds.patch({ sent: true })
    const kept = await plans.keep({ id: planId, areaId: question.areaId, ...body })
    // The same id may have come through before its answer was lost: what was changed since goes after it.
    rounds.patch({ version: sent ? (await plans.change(planId, { version: kept.version, ...body })).version : kept.version, changed: false })
  } else if (changed) rounds.patch({ version: (await plans.change(planId, { version, ...body })).version, changed: false })
  if (then === 'publish' && rounds.work!.state !== 'published') rounds.patch({ version: (await plans.step('publish', planId)).version, state: 'published' })
}

/** The desk of who plans patrols: what is asked for, what was found, and what goes to the server, at once or when the network is back. */
export const usePatrolDesk = defineStore('patrolDesk', () => {
  const actor = useActor()
  const rounds = usePatrolRounds()
  const form = shallowRef<PatrolForm | null>(null)
  const waiting = shallowRef<Waiting>(null)
  const sending = shallowRef(false)
  /** No room in the browser: what is not saved would be lost with the page. */
  const unkept = shallowRef(false)
  const asked = patrolSearch()
  const account = () => actor.current?.id ?? ''

  const edit = (change: Partial<PatrolForm>) => { if (form.value) form.value = { ...form.value, ...change } }
  /** Figures of the rounds as they stand: those of the search, where nothing was changed since. */
  const figures = computed<PatrolFigures | null>(() => {
    const { work, price } = rounds
    if (!work) return null
    return work.problem && price && (work.changed || rounds.past.length) ? figuresOf(work.problem, price, work.figures.predictability, namesOf(work.question)) : work.figures
  })

  function keep() {
    if (!account()) return
    const { work, routes } = rounds
    unkept.value = !keepPatrol(localStorage, account(), { form: form.value, waiting: waiting.value, work: work && { ...work, lines: routes.map(({ line }) => line) } })
  }
  /** What lay on the desk before a reload. */
  function restore(): boolean {
    const kept = keptPatrol(localStorage, account())
    if (!kept) return false
    ;[form.value, waiting.value] = [kept.form, kept.waiting]
    if (kept.work) rounds.restore(kept.work)
    return true
  }

  /** @throws Problem, where it is refused; without a network it is told to wait and goes out by itself */
  async function save(then: 'save' | 'publish' = 'save'): Promise<boolean> {
    const { work } = rounds
    if (!work || sending.value) return false
    sending.value = true
    waiting.value = then
    keep()
    try {
      await sendPlan(then, figures.value)
      waiting.value = null
      return true
    } catch (error) {
      // Whoever publishes walks on; it waits here until the network is back.
      if (!(error instanceof Problem) || error.document.status !== 0) { waiting.value = null; throw error }
      return false
    } finally {
      sending.value = false
      keep()
    }
  }
  const drop = () => { waiting.value = null; keep() }
  return { form, waiting, sending, unkept, figures, asked, edit, keep, restore, save, drop }
})
