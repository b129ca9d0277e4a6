import type { Random } from '../random.ts'
import { recreate } from './recreate.ts'
import { retimeVisits } from './retime.ts'
import { compareCosts, costOf, noCost, type RouteCost } from './routeCost.ts'
import { copyRoute, copyState, emptyState, refreshRoute, type RouteState } from './routeState.ts'
import type { PreparedRouting } from './routing.ts'
import { ruin } from './ruin.ts'

/** Ends after `rounds`, or when `isOver` says so, which is asked now and then with the share of rounds done and answers with the share of the search that is done. */
export type AnnealLimits = { rounds: number; share: (rounds: number, best: RouteCost) => number; /** Of a usual way: where the search begins and ends to go up. */ heat?: number; chill?: number }
export type Annealed = { state: RouteState; cost: RouteCost; rounds: number }

/** Ruin and recreate under simulated annealing (Christiaens & Vanden Berghe 2020). `start` holds routes to begin with. */
export function anneal(routing: PreparedRouting, start: RouteState, random: Random, limits: AnnealLimits): Annealed {
  const [state, current, best] = [emptyState(routing), emptyState(routing), emptyState(routing)]
  for (let r = 0; r < routing.vehicles.length; r++) refreshRoute(routing, start, r)
  copyState(start, state)
  const touched: number[] = []
  recreate(routing, state, random, touched)
  retimeVisits(routing, state, touched)
  copyState(state, current)
  copyState(state, best)
  let [cost, now, top] = [noCost(), costOf(routing, state, noCost()), costOf(routing, state, noCost())]
  const usual = usualWay(routing)
  const [hot, cold] = [(limits.heat ?? heatOf(routing)) * usual, (limits.chill ?? 0.01) * usual]
  let [share, round, heat] = [0, 0, hot]
  for (; round < limits.rounds && share < 1; round++) {
    if (round % 64 === 0) {
      share = limits.share(round, top)
      heat = hot * (cold / hot) ** share
      // Now the last finish alone, now all of them: each finds ways down that the other does not.
      routing.look.sumShare = [0.02, 0.1, 0.5][Math.floor(random() * 3)]!
      costOf(routing, state, now)
    }
    lookAnew(routing, random)
    ruin(routing, state, random, touched)
    recreate(routing, state, random, touched)
    retimeVisits(routing, state, touched)
    costOf(routing, state, cost)
    const isBest = compareCosts(cost, top) < 0
    if (isBest || cost.soft < now.soft - heat * Math.log(random())) {
      for (let i = 0; i < touched.length; i++) copyRoute(state, current, touched[i]!)
      ;[cost, now] = [now, cost]
      if (isBest) {
        copyState(current, best)
        Object.assign(top, now)
      }
    } else for (let i = 0; i < touched.length; i++) copyRoute(current, state, touched[i]!)
  }
  return { state: best, cost: top, rounds: round }
}

/** Places are passed over now and then, which keeps the search from going the same way again (Christiaens & Vanden Berghe 2020); where the last finish counts, what looks cheap is drawn anew too, for no weighing of it finds every way down. */
function lookAnew({ aim, look }: PreparedRouting, random: Random): void {
  if (aim === 'travel') return
  const draw = random()
  look.blinkShare = draw < 0.6 ? 0.01 : draw < 0.9 ? 0.1 : 0.3
  look.lastShare = [0, 0.3, 1, 4][Math.floor(random() * 4)]!
  look.earlyShare = [0, 0, 0.1, 0.5][Math.floor(random() * 4)]!
  look.travelShare = [0.02, 0.1, 0.5, 2][Math.floor(random() * 4)]!
}

/** Windows make single moves dear, so that the search has to go up more. In shares of a usual way; found by trial on the benchmarks. */

const heatOf = ({ nodes }: PreparedRouting) => (nodes.some(({ windows, group }) => windows.length > 0 || group >= 0) ? 3 : 0.5)

/** The mean way between a node and the dozen nearest to it. */
function usualWay({ near, place, places, travels }: PreparedRouting): number {
  const travel = travels[0]!
  let [sum, count] = [0, 0]
  near.forEach((list, node) => {
    for (let i = 0; i < Math.min(12, list.length); i++) {
      const way = travel[place[node]! * places + place[list[i]!]!]!
      if (way > 0 && way < Infinity) { sum += way; count++ }
    }
  })
  return count > 0 ? sum / count : 1
}
