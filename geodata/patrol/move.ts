import { evaluateRoutes, type RoutesPrice } from './evaluate.ts'
import type { PatrolProblem, RouteOrder } from './problem.ts'

/** A stop taken from its route and put before the stop that is now at `to.stop` of the other (or at the end). `from` and `to` are places in the list of routes and their stops. */
export type StopMove = { from: { route: number; stop: number }; to: { route: number; stop: number } }
export type MovePrice = { orders: RouteOrder[]; before: RoutesPrice; after: RoutesPrice; /** Finish of each route, after less before. */ finishBySeconds: number[] }

/** The orders after a move. The moved stop begins as soon as it can; breaks stay with their team. */
export function moveStop(orders: readonly RouteOrder[], { from, to }: StopMove): RouteOrder[] {
  const moved = orders[from.route]!.stops[from.stop]!
  if (moved.kind === 'break' && from.route !== to.route) return orders.map((order) => order)
  const at = from.route === to.route && to.stop > from.stop ? to.stop - 1 : to.stop
  return orders.map((order, route) => {
    if (route !== from.route && route !== to.route) return order
    const stops = route === from.route ? order.stops.toSpliced(from.stop, 1) : [...order.stops]
    if (route === to.route) stops.splice(at, 0, { ...moved, notBefore: 0 })
    return { team: order.team, stops }
  })
}

/** What a move costs, both sides evaluated whole (`npm run bench -- --only planner` times it). */
export function priceOfMove(problem: PatrolProblem, orders: readonly RouteOrder[], move: StopMove): MovePrice {
  const after = moveStop(orders, move)
  const prices = { before: evaluateRoutes(problem, orders), after: evaluateRoutes(problem, after) }
  return { orders: after, ...prices, finishBySeconds: prices.after.routes.map(({ finish }, i) => finish - prices.before.routes[i]!.finish) }
}
