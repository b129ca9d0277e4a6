import type { Random } from '../random.ts'
import { recreate } from './recreate.ts'
import { retimeVisits } from './retime.ts'
import { costOf, noCost, type RouteCost } from './routeCost.ts'
import { copyRoute, copyState, emptyState, refreshRoute, type RouteState } from './routeState.ts'
import type { PreparedRouting } from './routing.ts'
import { ruin } from './ruin.ts'

/** Places passed over on purpose, so that orders differ. */
const wanderingBlinks = 0.35
const rounding = 1e-6

/** What a variation may cost: shares of the best last finish and of the worth it brings. */
export type Slack = { share: number }

/** Routes that wander at random from the best while they cost no more than the slack: as many required nodes, worth and last finish within a share of the best. Then teams linger somewhere on the way, for as long as that is free. */
export function varyRoutes(routing: PreparedRouting, best: RouteState, cost: RouteCost, slack: Slack, rounds: number, random: Random): { state: RouteState; cost: RouteCost } {
  const wandering: PreparedRouting = { ...routing, look: { ...routing.look, blinkShare: wanderingBlinks } }
  const brought = routing.nodes.reduce((sum, { worth }) => sum + worth, 0) - cost.lost
  const from = Math.min(...routing.vehicles.map((vehicle) => vehicle.from))
  const most = { missing: cost.missing, lost: cost.lost + slack.share * brought + rounding, first: cost.first + slack.share * (cost.first - from) + rounding }
  const fits = (one: RouteCost) => one.missing <= most.missing && one.lost <= most.lost && one.first <= most.first
  const [state, kept] = [emptyState(routing), emptyState(routing)]
  copyState(best, state)
  copyState(best, kept)
  const touched: number[] = []
  const now = noCost()
  for (let round = 0; round < rounds; round++) {
    ruin(wandering, state, random, touched)
    recreate(wandering, state, random, touched)
    retimeVisits(routing, state, touched)
    const isKept = fits(costOf(routing, state, now))
    for (const r of touched) copyRoute(isKept ? state : kept, isKept ? kept : state, r)
  }
  linger(routing, kept, most.first, fits, slack.share > 0 ? random : () => 0)
  return { state: kept, cost: costOf(routing, kept, noCost()) }
}

/** One stop of each route begins later by a random share of what its route has to spare. */
function linger(routing: PreparedRouting, state: RouteState, latest: number, fits: (cost: RouteCost) => boolean, random: Random): void {
  const now = noCost()
  for (let r = 0; r < state.routes.length; r++) {
    const route = state.routes[r]!
    const node = route[Math.floor(random() * route.length)]
    const share = random()
    if (node === undefined || routing.nodes[node]!.group < 0) continue
    const spare = Math.min(state.late[node]! - state.begin[node]!, latest - state.finish[r]!)
    if (!(spare > 0)) continue
    const low = state.low[node]!
    state.low[node] = Math.round(state.begin[node]! + share * spare)
    refreshRoute(routing, state, r)
    if (fits(costOf(routing, state, now))) continue
    state.low[node] = low
    refreshRoute(routing, state, r)
  }
}
