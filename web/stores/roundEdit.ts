import { uuidv7 } from '../../geodata/model/id.ts'
import type { PatrolQuestion, PatrolRoute, PatrolStop } from '../../geodata/model/patrolPlan.ts'
import { evaluateRoutes, type PlannedStop, type RoutesPrice } from '../../geodata/patrol/evaluate.ts'
import { moveStop, type Ordered } from '../../geodata/patrol/move.ts'
import type { OrderedStop, PatrolProblem } from '../../geodata/patrol/problem.ts'
import { ordersOf, patrolRoutesOf } from '../../geodata/patrol/routeRows.ts'
import { comparePrices } from '../../geodata/patrol/solve.ts'

/** Rounds as they are worked on: the order of stops; times follow from it. Teams and places are those of the problem, by index; there is one round for each team, in their order. */
export type RoundStopOrder = OrderedStop & { id: string }
export type Round = Ordered<RoundStopOrder>
export type Spot = { team: number; at: number }

const newId = () => uuidv7(Math.random, Date.now())
const isMiddle = ({ kind }: PatrolStop) => kind !== 'start' && kind !== 'end'

/** The order of stops in routes that were answered or kept, one round for each team of the question; stops keep their ids. */
export function roundsOf(problem: PatrolProblem, question: PatrolQuestion, routes: readonly PatrolRoute[]): Round[] {
  const orders = ordersOf(question, problem, routes)
  return question.teams.map(({ teamId }, team) => {
    const ids = routes.find((route) => route.teamId === teamId)?.stops.filter((stop) => isMiddle(stop) && (stop.kind === 'break' || (stop.hotspot ?? stop.checkpoint) !== null)).map(({ id }) => id) ?? []
    return { team, stops: (orders.find((order) => order.team === team)?.stops ?? []).map((stop, i) => ({ ...stop, id: ids[i] ?? newId() })) }
  })
}

const withStops = (rounds: readonly Round[], team: number, stops: RoundStopOrder[]): Round[] => rounds.map((round) => (round.team === team ? { ...round, stops } : round))
const stopsOf = (rounds: readonly Round[], team: number) => rounds.find((round) => round.team === team)?.stops ?? []
export function spotOf(rounds: readonly Round[], id: string): Spot | null {
  for (const { team, stops } of rounds) { const at = stops.findIndex((stop) => stop.id === id); if (at >= 0) return { team, at } }
  return null
}

/** Puts a stop before the one that stands at `to.at` now; breaks stay with their team. The wish of a person holds: it is locked. */
export function movedStop(rounds: readonly Round[], id: string, to: Spot): Round[] {
  const from = spotOf(rounds, id)
  if (!from) return [...rounds]
  return lockedStop(moveStop(rounds, { from: { route: from.team, stop: from.at }, to: { route: to.team, stop: to.at } }), id, true)
}
export const removedStop = (rounds: readonly Round[], id: string): Round[] => rounds.map((round) => ({ ...round, stops: round.stops.filter((stop) => stop.id !== id) }))
export const lockedStop = (rounds: readonly Round[], id: string, locked: boolean): Round[] => rounds.map((round) => ({ ...round, stops: round.stops.map((stop) => (stop.id === id ? { ...stop, locked } : stop)) }))
export const addedStop = (rounds: readonly Round[], problem: PatrolProblem, { kind, index }: { kind: 'hotspot' | 'checkpoint'; index: number }, { team, at }: Spot): Round[] =>
  withStops(rounds, team, stopsOf(rounds, team).toSpliced(at, 0, { id: newId(), kind, index, dwellSeconds: problem[kind === 'hotspot' ? 'hotspots' : 'checkpoints'][index]!.dwellSeconds, notBefore: 0, locked: true }))

/** Whether a stop would be where it is now. */
export function staysAt(rounds: readonly Round[], id: string, { team, at }: Spot): boolean {
  const own = spotOf(rounds, id)
  return own?.team === team && (own.at === at || own.at + 1 === at)
}

/** Where a stop costs least among the rounds of some teams. */
export const cheapest = (problem: PatrolProblem, rounds: readonly Round[], teams: readonly number[], put: (spot: Spot) => Round[]): Round[] | null =>
  cheapestOf(problem, teams.flatMap((team) => Array.from({ length: stopsOf(rounds, team).length + 1 }, (_, at) => ({ team, at }))), put)

export function cheapestOf(problem: PatrolProblem, spots: readonly Spot[], put: (spot: Spot) => Round[]): Round[] | null {
  let best: { rounds: Round[]; price: RoutesPrice } | null = null
  for (const spot of spots) {
    const tried = put(spot)
    const price = evaluateRoutes(problem, tried)
    if (!best || comparePrices(price, best.price) < 0) best = { rounds: tried, price }
  }
  return best?.rounds ?? null
}

/** Routes as they are kept, under the ids that they and their stops have here; `edgeId` names where a route starts and ends. */
export function routesOf(problem: PatrolProblem, question: PatrolQuestion, price: RoutesPrice, ids: readonly string[], edgeId: (route: string, kind: PatrolStop['kind']) => string): PatrolRoute[] {
  return patrolRoutesOf(question, problem, price.routes, newId).map((route, i) => {
    const { team, stops } = price.routes[i]!
    const own = (stops as (PlannedStop & { id: string })[]).map(({ id }) => id)
    const id = ids[team] ?? route.id
    let at = 0
    return { ...route, id, meters: Math.round(route.meters), stops: route.stops.map((stop) => ({ ...stop, id: isMiddle(stop) ? own[at++]! : edgeId(id, stop.kind) })) }
  })
}
