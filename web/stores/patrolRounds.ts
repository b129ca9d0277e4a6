import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { PatrolFigures, PatrolPlanRecord, PatrolQuestion, PatrolRoute, PatrolStop } from '../../geodata/model/patrolPlan.ts'
import { evaluateRoutes, type RoutesPrice } from '../../geodata/patrol/evaluate.ts'
import type { PatrolProblem } from '../../geodata/patrol/problem.ts'
import type { PatrolWork } from './patrolKeep.ts'
import { type Round, roundsOf, routesOf } from './roundEdit.ts'
import { type MovePrice, priceOfChange } from './roundPrice.ts'
import { useRoundWays } from './roundWays.ts'

/** Rounds that were found, as they are put on the desk. */
export type Found = { question: PatrolQuestion; problem: PatrolProblem | null; figures: PatrolFigures; routes: readonly PatrolRoute[] }
const mostSteps = 100
export const placesOfRoute = ({ stops }: Pick<PatrolRoute, 'stops'>): LngLat[] => stops.filter(({ kind }) => kind !== 'break').map(({ place }) => place)

/** The rounds on the desk: what they cost as they stand, and every change with its way back. */
export const usePatrolRounds = defineStore('patrolRounds', () => {
  const ways = useRoundWays()
  const work = shallowRef<PatrolWork | null>(null)
  const past = shallowRef<{ rounds: Round[]; question: PatrolQuestion }[]>([])
  const future = shallowRef<{ rounds: Round[]; question: PatrolQuestion }[]>([])
  /** Routes as they were answered or read, where there is nothing to price them with. */
  const fixed = shallowRef<readonly PatrolRoute[]>([])
  /** What a hand that drags a stop would do, and what it would cost. */
  const tried = shallowRef<{ rounds: Round[]; price: MovePrice } | null>(null)
  /** What the last change cost, until the next one. */
  const last = shallowRef<MovePrice | null>(null)
  const looked = shallowRef<number | null>(null)
  const pointed = shallowRef<string | null>(null)
  /** Somebody else changed the plan first. */
  const clash = shallowRef(false)

  /** Starts and ends are no stops to be moved, but have an id that stays. */
  const edges = new Map<string, string>()
  const edgeKey = (route: string, kind: PatrolStop['kind']) => `${route} ${kind}`
  function edgeId(route: string, kind: PatrolStop['kind']): string {
    const known = edges.get(edgeKey(route, kind)) ?? uuidv7(Math.random, Date.now())
    edges.set(edgeKey(route, kind), known)
    return known
  }

  const priceOf = (rounds: readonly Round[]): RoutesPrice | null => (work.value?.problem ? evaluateRoutes(work.value.problem, rounds) : null)
  const price = computed(() => (work.value ? priceOf(work.value.rounds) : null))
  const shownPrice = computed(() => (tried.value ? priceOf(tried.value.rounds) : price.value))
  const vehicleOf = (team: number) => work.value!.question.teams[team]!.vehicle
  const routesFor = (given: RoutesPrice | null): PatrolRoute[] => {
    const now = work.value
    if (!now) return []
    if (!now.problem || !given) return [...fixed.value]
    return routesOf(now.problem, now.question, given, now.routeIds, edgeId).map((route) => {
      const team = now.question.teams.findIndex(({ teamId }) => teamId === route.teamId)
      const { line, straight } = ways.lineOf(vehicleOf(team), placesOfRoute(route))
      return { ...route, line: straight || line.length < 2 ? null : [...line] }
    })
  }
  /** With the change that is tried, so that the times and the map show what it would be. */
  const routes = computed(() => routesFor(shownPrice.value))

  function put({ question, problem, figures, routes: given }: Found, plan: Pick<PatrolWork, 'planId' | 'version' | 'name' | 'note' | 'state'>, changed: boolean) {
    given.forEach((route) => { const team = question.teams.find(({ teamId }) => teamId === route.teamId); if (team) ways.remember(team.vehicle, placesOfRoute(route), route.line) })
    for (const { id, stops } of given) for (const stop of stops) if (stop.kind === 'start' || stop.kind === 'end') edges.set(edgeKey(id, stop.kind), stop.id)
    const routeIds = question.teams.map(({ teamId }) => given.find((route) => route.teamId === teamId)?.id ?? uuidv7(Math.random, Date.now()))
    work.value = { ...plan, question, problem, figures, rounds: problem ? roundsOf(problem, question, given) : [], routeIds, lines: [], changed }
    fixed.value = given
    ;[past.value, future.value, tried.value, last.value, looked.value, pointed.value] = [[], [], null, null, null, null]
  }
  /** An alternative as a new draft, or in the place of the draft that lies open. */
  function take(found: Found, name: string) {
    const open = work.value
    put(found, open ? { ...open } : { planId: uuidv7(Math.random, Date.now()), version: null, name, note: '', state: 'draft' }, true)
  }
  const open = ({ plan, question, figures, routes: given }: PatrolPlanRecord, problem: PatrolProblem | null) =>
    put({ question, problem, figures, routes: given }, { planId: plan.id, version: plan.version, name: plan.name, note: plan.note, state: plan.state === 'discarded' ? 'withdrawn' : plan.state }, false)

  const patch = (change: Partial<PatrolWork>) => { if (work.value) work.value = { ...work.value, ...change } }
  const priced = (rounds: Round[]) => priceOfChange(price.value!, priceOf(rounds)!)
  /** Looks at a change without making it. */
  function attempt(rounds: Round[] | null) { tried.value = rounds && price.value ? { rounds, price: priced(rounds) } : null }
  function change(rounds: Round[]): MovePrice | null {
    const now = work.value
    if (!now || !price.value) return null
    const cost = priced(rounds)
    past.value = [...past.value.slice(-mostSteps), { rounds: now.rounds, question: now.question }]
    future.value = []
    patch({ rounds, changed: true })
    ;[tried.value, last.value] = [null, cost]
    return cost
  }
  function step(from: typeof past, to: typeof past) {
    const now = work.value
    const there = from.value.at(-1)
    if (!now || !there) return
    from.value = from.value.slice(0, -1)
    to.value = [...to.value, { rounds: now.rounds, question: now.question }]
    last.value = priced(there.rounds)
    patch({ ...there, changed: true })
  }
  const undo = () => step(past, future)
  const redo = () => step(future, past)
  function clear() { work.value = null; fixed.value = []; [past.value, future.value, tried.value, last.value, looked.value, pointed.value] = [[], [], null, null, null, null] }
  /** What was kept in the browser. */
  function restore(kept: PatrolWork, given: readonly PatrolRoute[]) {
    work.value = kept
    fixed.value = given
    routes.value.forEach((route, i) => { const team = kept.question.teams.find(({ teamId }) => teamId === route.teamId); if (team) ways.remember(team.vehicle, placesOfRoute(route), kept.lines[i] ?? null) })
  }
  return { work, past, future, tried, last, looked, pointed, clash, price, shownPrice, routes, take, open, patch, attempt, change, undo, redo, clear, restore }
})
