import type { PatrolFigures } from '../model/patrolPlan.ts'
import type { Random } from '../random.ts'
import { evaluateRoutes, type PlannedRoute, type RoutesPrice } from './evaluate.ts'
import { figuresOf, type Names } from './figures.ts'
import type { OrderedStop, PatrolProblem, RouteOrder } from './problem.ts'

/** `locked`: routes whose locked stops stay with their team, in this order. `rounds` limit the search so that a seed repeats itself; `clock` (milliseconds) and `seconds` limit it by time. */
export type SolveOptions = { rounds?: number; seconds?: number; clock?: () => number; variation?: number; slackShare?: number; locked?: readonly RouteOrder[]; names?: Names }
export type PatrolAlternative = { routes: PlannedRoute[]; figures: PatrolFigures }
/** `others`: further plans as good, or nearly so, that differ from the first. */
export type PatrolAnswer = PatrolAlternative & { others: PatrolAlternative[] }
/** Told from time to time: the share of the search that is done, and how good the plan is by now. True: stop here. */
export type SolveTold = (progress: { share: number; lastFinish: number; reward: number; reached: number }) => boolean | void

/** Before another: more checkpoints reached, then more worth of visits, then the earlier finish of the last team, then the smaller sum of times on duty. Less than 0: `a` is better. */
export function comparePrices(a: RoutesPrice, b: RoutesPrice): number {
  const broken = ({ violations }: RoutesPrice) => violations.filter(({ code }) => code !== 'revisit_early').length
  return broken(a) - broken(b) || b.reached - a.reached || (Math.abs(a.reward - b.reward) > 1e-9 ? b.reward - a.reward : 0) || a.lastFinish - b.lastFinish || a.totalSeconds - b.totalSeconds
}

/** Rounds for a problem. */
export function solvePatrols(problem: PatrolProblem, options: SolveOptions, _random: Random, told: SolveTold = () => {}): PatrolAnswer {
  const orders = startOrders(problem, options.locked ?? [])
  for (const stop of stopsToPlan(problem)) {
    const before = evaluateRoutes(problem, orders)
    if (stop.kind === 'checkpoint' && orders.some(({ stops }) => stops.some(({ kind, index }) => kind === stop.kind && index === stop.index))) continue
    let [best, bestPrice]: [RouteOrder[] | null, RoutesPrice] = [null, before]
    orders.forEach((order, route) => {
      for (let at = 0; at <= order.stops.length; at++) {
        const tried = orders.with(route, { team: order.team, stops: order.stops.toSpliced(at, 0, stop) })
        const price = evaluateRoutes(problem, tried)
        if (comparePrices(price, bestPrice) < 0) [best, bestPrice] = [tried, price]
      }
    })
    if (best) orders.splice(0, orders.length, ...(best as RouteOrder[]))
  }
  const price = evaluateRoutes(problem, orders)
  told({ share: 1, lastFinish: price.lastFinish, reward: price.reward, reached: price.reached })
  return { routes: price.routes, figures: figuresOf(problem, price, null, options.names ?? { hotspots: [], checkpoints: [] }), others: [] }
}

function startOrders({ teams }: PatrolProblem, locked: readonly RouteOrder[]): RouteOrder[] {
  return teams.map(({ breaks }, team) => {
    const kept = locked.find((one) => one.team === team)?.stops.filter((stop) => stop.locked) ?? []
    const rest = breaks.flatMap((one, index): OrderedStop[] => (kept.some((stop) => stop.kind === 'break' && stop.index === index) ? [] : [{ kind: 'break', index, dwellSeconds: one.seconds, notBefore: 0, locked: false }]))
    return { team, stops: [...kept, ...rest] }
  })
}

function stopsToPlan({ checkpoints, hotspots }: PatrolProblem): OrderedStop[] {
  const required = checkpoints.map(({ dwellSeconds }, index): OrderedStop => ({ kind: 'checkpoint', index, dwellSeconds, notBefore: 0, locked: false }))
  const visits = hotspots.flatMap(({ dwellSeconds, mostVisits }, index) => Array.from({ length: mostVisits }, (): OrderedStop => ({ kind: 'hotspot', index, dwellSeconds, notBefore: 0, locked: false })))
  return [...required, ...visits]
}
