import type { PatrolFigures } from '../model/patrolPlan.ts'
import { createRandom, type Random } from '../random.ts'
import { anneal } from './anneal.ts'
import { evaluateRoutes, type PlannedRoute, type RoutesPrice } from './evaluate.ts'
import { figuresOf, type Names } from './figures.ts'
import { ordersOfState, type PatrolRouting, routingOfPatrol } from './patrolRouting.ts'
import { predictabilityOf } from './predictability.ts'
import type { PatrolProblem, RouteOrder } from './problem.ts'
import { compareCosts, type RouteCost } from './routeCost.ts'
import type { RouteState } from './routeState.ts'
import { varyRoutes } from './vary.ts'

/**
 * `rounds` limit the search, so that a seed repeats itself; `seconds` of `clock` (milliseconds) limit it too, and alone where no rounds are given. `locked`: routes whose locked stops stay with their team, in this order. `variation`, `slackShare`: as in the question.
 */
export type SolveOptions = { rounds?: number; seconds?: number; clock?: () => number; variation?: number; slackShare?: number; locked?: readonly RouteOrder[]; names?: Names }
export type PatrolAlternative = { routes: PlannedRoute[]; figures: PatrolFigures }
/** `others`: further plans within the slack that differ from the first, best first. */
export type PatrolAnswer = PatrolAlternative & { others: PatrolAlternative[] }
/** Told from time to time: the share of the search that is done, and how good the plan is by now. True: stop here. */
export type SolveTold = (progress: { share: number; lastFinish: number; reward: number; left: number }) => boolean | void

const usualRounds = 6_000
/** Plans of further seeds, by which predictability is told, and how far each wanders. */
const nights = 8
const wanderRounds = 150
const mostOthers = 2

/** Less than 0: `a` is better. Nothing broken, then more checkpoints reached, then more worth of visits, then the earlier finish of the last team, then the smaller sum of times on duty. */
export function comparePrices(a: RoutesPrice, b: RoutesPrice): number {
  const broken = ({ violations }: RoutesPrice) => violations.filter(({ code }) => code !== 'revisit_early').length
  return broken(a) - broken(b) || b.reached - a.reached || (Math.abs(a.reward - b.reward) > 1e-9 ? b.reward - a.reward : 0) || a.lastFinish - b.lastFinish || a.totalSeconds - b.totalSeconds
}

/** Rounds for a problem: the best that is found in the time, or a variation of it by chance. The same problem, options and random numbers give the same rounds where no clock is given. */
export function solvePatrols(problem: PatrolProblem, options: SolveOptions, random: Random, told: SolveTold = () => {}): PatrolAnswer {
  const patrol = routingOfPatrol(problem, options.locked ?? [])
  const worth = patrol.routing.nodes.reduce((sum, one) => sum + one.worth, 0)
  const { state, cost } = searched(patrol, options, random, ({ missing, lost, first }, share) => told({ share, lastFinish: first, reward: worth - lost, left: missing }) === true)
  const prices = [state, ...variationsOf(patrol, state, cost, options, random)].map((one) => evaluateRoutes(problem, ordersOfState(patrol, one, (node) => patrol.routing.nodes[node]!.fixed)))
  const names = options.names ?? { hotspots: [], checkpoints: [] }
  if (prices.length === 1) return { ...alternativeOf(problem, prices[0]!, 1, names), others: [] }
  // The first variation is the plan: the best itself would be the same every night.
  const plans = prices.slice(1)
  const predictability = predictabilityOf(plans.map(({ routes }) => routes))
  const [plan, ...others] = [plans[0]!, ...differing(plans).toSorted(comparePrices).slice(0, mostOthers)].map((price) => alternativeOf(problem, price, predictability, names))
  return { ...plan!, others }
}

const alternativeOf = (problem: PatrolProblem, price: RoutesPrice, predictability: number, names: Names): PatrolAlternative => ({ routes: price.routes, figures: figuresOf(problem, price, predictability, names) })

/** Small problems are begun anew some times: the search comes to rest in one valley sooner than its rounds are used up. */
const smallNodes = 15
const smallStarts = 4

function searched({ routing, start }: PatrolRouting, options: SolveOptions, random: Random, told: (best: RouteCost, share: number) => boolean): { state: RouteState; cost: RouteCost } {
  const { rounds = options.clock && options.seconds ? Infinity : usualRounds, seconds = Infinity, clock = () => 0 } = options
  const starts = routing.nodes.length <= smallNodes ? smallStarts : 1
  const begun = clock()
  let best: { state: RouteState; cost: RouteCost } | null = null
  const isStopped = (cost: RouteCost, share: number) => told(best && compareCosts(best.cost, cost) < 0 ? best.cost : cost, Math.min(1, share))
  for (let nth = 0; nth < starts; nth++) {
    let stopped = false
    const share = (done: number, cost: RouteCost) => {
      const all = Math.max((clock() - begun) / (1000 * seconds), (nth + done / (rounds / starts)) / starts)
      stopped ||= isStopped(cost, all)
      return stopped ? 1 : all * starts - nth
    }
    const found = anneal(routing, start, random, { rounds: Math.ceil(rounds / starts), share })
    if (!best || compareCosts(found.cost, best.cost) < 0) best = found
    if (stopped) break
  }
  return best!
}

function variationsOf({ routing }: PatrolRouting, best: RouteState, cost: RouteCost, { variation = 0, slackShare = 0.05 }: SolveOptions, random: Random): RouteState[] {
  if (variation <= 0) return []
  return Array.from({ length: nights }, () => varyRoutes(routing, best, cost, { share: variation * slackShare }, Math.ceil(wanderRounds * variation), createRandom(Math.floor(random() * 2 ** 31))).state)
}

/** Those whose routes differ from the first and from each other. */
function differing(plans: readonly RoutesPrice[]): RoutesPrice[] {
  const looks = plans.map(({ routes }) => JSON.stringify(routes.map(({ stops }) => stops.map(({ kind, index }) => [kind, index]))))
  return plans.filter((_, i) => looks.indexOf(looks[i]!) === i && i > 0)
}
