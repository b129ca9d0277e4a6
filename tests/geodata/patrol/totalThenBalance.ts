import { anneal } from '../../../geodata/patrol/anneal.ts'
import { evaluateRoutes } from '../../../geodata/patrol/evaluate.ts'
import { moveStop } from '../../../geodata/patrol/move.ts'
import { ordersOfState, routingOfPatrol } from '../../../geodata/patrol/patrolRouting.ts'
import type { PatrolProblem, RouteOrder } from '../../../geodata/patrol/problem.ts'
import { prepareRouting } from '../../../geodata/patrol/routing.ts'
import type { Random } from '../../../geodata/random.ts'

/** What solvers of least total length are made to do for fair rounds: the least travel of all first, and then stops moved from the last team to others, the best move each time, while that makes the last finish earlier. */
export function totalThenBalance(problem: PatrolProblem, rounds: number, random: Random): { lastFinish: number; totalSeconds: number } {
  const patrol = routingOfPatrol(problem, [])
  const routing = prepareRouting({ ...patrol.routing, aim: 'travel' })
  const { state } = anneal(routing, patrol.start, random, { rounds, share: (done) => done / rounds })
  let orders: RouteOrder[] = ordersOfState(patrol, state, () => false)
  for (let price = evaluateRoutes(problem, orders); ; ) {
    const last = price.routes.findIndex(({ finish, stops }) => stops.length > 0 && finish === price.lastFinish)
    let [best, least] = [orders, price]
    orders[last]!.stops.forEach((_, stop) => orders.forEach((to, route) => {
      for (let at = 0; at <= to.stops.length; at++) {
        const tried = moveStop(orders, { from: { route: last, stop }, to: { route, stop: at } })
        const now = evaluateRoutes(problem, tried)
        if (now.violations.length === 0 && now.lastFinish < least.lastFinish) [best, least] = [tried, now]
      }
    }))
    if (best === orders) return { lastFinish: price.lastFinish, totalSeconds: price.totalSeconds }
    ;[orders, price] = [best, least]
  }
}
