import { evaluateRoutes, type RoutesPrice } from './evaluate.ts'
import { type MovePrice, priceOfChange } from './priceOfChange.ts'
import type { OrderedStop, PatrolProblem, RouteOrder } from './problem.ts'

/** A stop taken from its route and put before the stop that is now at `to.stop` of the other (or at the end). `from` and `to` are places in the list of routes and their stops. */
export type StopMove = { from: { route: number; stop: number }; to: { route: number; stop: number } }
/** A round whose stops carry more than the search needs to know, as those on the page do. */
export type Ordered<Stop extends OrderedStop> = { team: number; stops: Stop[] }

/** The orders after a move. The moved stop begins as soon as it can; breaks stay with their team. */
export function moveStop<Stop extends OrderedStop>(orders: readonly Ordered<Stop>[], { from, to }: StopMove): Ordered<Stop>[] {
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
export function priceOfMove(problem: PatrolProblem, orders: readonly RouteOrder[], move: StopMove): { before: RoutesPrice; after: RoutesPrice; price: MovePrice } {
  const [before, after] = [evaluateRoutes(problem, orders), evaluateRoutes(problem, moveStop(orders, move))]
  return { before, after, price: priceOfChange(before, after) }
}
