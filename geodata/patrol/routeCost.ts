import type { PreparedRouting } from './routing.ts'
import type { RouteState } from './routeState.ts'

/** `missing`: required nodes that are in no route, and routes that do not hold. `lost`: worth that is not brought. */
export type RouteCost = { missing: number; lost: number; first: number; second: number; /** All of it in seconds, for the search. */ soft: number }

export const noCost = (): RouteCost => ({ missing: Infinity, lost: Infinity, first: Infinity, second: Infinity, soft: Infinity })

const rounding = 1e-9
/** Less than 0: `a` is better. */
export function compareCosts(a: RouteCost, b: RouteCost): number {
  return a.missing - b.missing || (Math.abs(a.lost - b.lost) > rounding * (1 + b.lost) ? a.lost - b.lost : 0) || (Math.abs(a.first - b.first) > rounding * (1 + b.first) ? a.first - b.first : 0) || a.second - b.second
}

export function costOf(routing: PreparedRouting, state: RouteState, into: RouteCost): RouteCost {
  const { nodes, vehicles, aim } = routing
  let [missing, lost, travel, last, sum] = [0, 0, 0, 0, 0]
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!
    if (node.required) missing += state.routeOf[i]! < 0 ? 1 : 0
    else if (node.group < 0) lost += state.routeOf[i]! < 0 ? node.worth : 0
  }
  for (let group = 0; group < routing.gaps.length; group++) lost += lostOfGroup(routing, state, group)
  for (let r = 0; r < vehicles.length; r++) {
    if (state.broken[r]! > 0) missing += 1
    travel += state.travel[r]!
    sum += state.finish[r]! - vehicles[r]!.from
    if (state.routes[r]!.length > 0 && state.finish[r]! > last) last = state.finish[r]!
  }
  into.missing = missing
  into.lost = lost
  into.first = aim === 'travel' ? travel : last
  into.second = aim === 'travel' ? 0 : sum
  into.soft = missing * routing.secondsForRequired + lost * routing.secondsForWorth + (aim === 'travel' ? travel : last + routing.look.sumShare * sum)
  return into
}

const order: number[] = []

/** Worth that visits of one place do not bring, by the time between them. */
function lostOfGroup({ nodes, members, gaps }: PreparedRouting, { routeOf, begin, stay }: RouteState, group: number): number {
  const [all, gap] = [members[group]!, gaps[group]!]
  let lost = 0
  order.length = 0
  for (let i = 0; i < all.length; i++) {
    const node = all[i]!
    if (routeOf[node]! < 0) lost += nodes[node]!.worth
    else {
      let at = order.length
      while (at > 0 && begin[order[at - 1]!]! > begin[node]!) { order[at] = order[at - 1]!; at-- }
      order[at] = node
    }
  }
  let left = Number.NEGATIVE_INFINITY
  for (let i = 0; i < order.length; i++) {
    const node = order[i]!
    const { worth, stay: full } = nodes[node]!
    const share = gap > 0 ? Math.min(1, Math.max(0, (begin[node]! - left) / gap)) : 1
    lost += worth * (1 - share * (full > 0 ? Math.min(1, stay[node]! / full) : 1))
    left = Math.max(left, begin[node]! + stay[node]!)
  }
  return lost
}
