import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { PatrolFigures, PatrolPlanRecord, PatrolQuestion, PatrolRoute, PatrolWarning } from '../../geodata/model/patrolPlan.ts'
import { evaluateRoutes, type RoutesPrice } from '../../geodata/patrol/evaluate.ts'
import { type MovePrice, priceOfChange } from '../../geodata/patrol/priceOfChange.ts'
import type { PatrolProblem } from '../../geodata/patrol/problem.ts'
import { useActor } from './actor.ts'
import type { PatrolWork } from './patrolKeep.ts'
import { type Round, roundsOf } from './roundEdit.ts'
import { createHistory } from './roundHistory.ts'
import { roundRoutes } from './roundRoutes.ts'

/** Rounds that were found, as they are put on the desk. */
export type Found = { question: PatrolQuestion; problem: PatrolProblem | null; figures: PatrolFigures; routes: readonly PatrolRoute[]; warnings?: PatrolWarning[] }

/** The rounds on the desk: what they cost as they stand, and every change with its way back. */
export const usePatrolRounds = defineStore('patrolRounds', () => {
  const { learn, routesFor } = roundRoutes()
  const work = shallowRef<PatrolWork | null>(null)
  const history = createHistory<Round[]>()
  /** Routes as they were read, while there is nothing to price them with. */
  const fixed = shallowRef<readonly PatrolRoute[]>([])
  /** What a hand that drags a stop would do, and what it would cost. */
  const tried = shallowRef<{ rounds: Round[]; price: MovePrice } | null>(null)
  /** What the last change cost, until the next one. */
  const last = shallowRef<MovePrice | null>(null)
  const looked = shallowRef<number | null>(null)
  const pointed = shallowRef<string | null>(null)
  /** Somebody else changed the plan first. */
  const clash = shallowRef(false)

  /** By whom the actor is and what the plan has become. */
  const editable = computed(() => useActor().may('patrol') && work.value !== null && work.value.problem !== null && work.value.state !== 'withdrawn')
  const priceOf = (rounds: readonly Round[]): RoutesPrice | null => (work.value?.problem ? evaluateRoutes(work.value.problem, rounds) : null)
  const price = computed(() => (work.value ? priceOf(work.value.rounds) : null))
  const shownPrice = computed(() => (tried.value ? priceOf(tried.value.rounds) : price.value))
  /** With the change that is tried, so that the times and the map show what it would be. */
  const routes = computed<readonly PatrolRoute[]>(() => (work.value && shownPrice.value ? routesFor(work.value, shownPrice.value, tried.value === null) : fixed.value))

  function reset() { history.clear(); fixed.value = []; [tried.value, last.value, looked.value, pointed.value, clash.value] = [null, null, null, null, false] }
  function put({ question, problem, figures, routes: given, warnings = [] }: Found, plan: Pick<PatrolWork, 'planId' | 'version' | 'name' | 'note' | 'state' | 'sent'>, changed: boolean) {
    reset()
    fixed.value = given
    work.value = { ...plan, question, problem, figures, rounds: problem ? roundsOf(problem, question, given) : [], routeIds: learn(question, given), lines: [], warnings, changed }
  }
  /** An alternative as a new draft, or in the place of the draft that lies open. */
  const take = (found: Found, name: string) => put(found, work.value ?? { planId: uuidv7(Math.random, Date.now()), version: null, name, note: '', state: 'draft' }, true)
  const open = ({ plan, question, figures, routes: given }: PatrolPlanRecord) =>
    put({ question, problem: null, figures, routes: given }, { planId: plan.id, version: plan.version, name: plan.name, note: plan.note, state: plan.state === 'discarded' ? 'withdrawn' : plan.state }, false)
  /** Ways of a plan that was read: from now on changes have a price. */
  function measure(problem: PatrolProblem, warnings: PatrolWarning[]) { if (work.value) work.value = { ...work.value, problem, warnings, rounds: roundsOf(problem, work.value.question, fixed.value) } }

  const patch = (change: Partial<PatrolWork>) => { if (work.value) work.value = { ...work.value, ...change } }
  const priced = (rounds: Round[]) => priceOfChange(price.value!, priceOf(rounds)!)
  /** Looks at a change without making it. */
  function attempt(rounds: Round[] | null) { tried.value = rounds && price.value ? { rounds, price: priced(rounds) } : null }
  function go(rounds: Round[]) { last.value = priced(rounds); tried.value = null; patch({ rounds, changed: true }) }
  function change(rounds: Round[]) { if (work.value && price.value) { history.push(work.value.rounds); go(rounds) } }
  function undo() { const before = work.value && history.back(work.value.rounds); if (before) go(before) }
  function redo() { const after = work.value && history.forth(work.value.rounds); if (after) go(after) }
  function clear() { work.value = null; reset() }
  /** What was kept in the browser. */
  function restore(kept: PatrolWork) {
    work.value = kept
    learn(kept.question, routes.value.map((route, i) => ({ ...route, line: (kept.lines[i] as PatrolRoute['line']) ?? null })))
  }
  return { work, past: history.past, future: history.future, tried, last, looked, pointed, clash, editable, price, shownPrice, routes, take, open, measure, patch, attempt, change, undo, redo, clear, restore }
})
