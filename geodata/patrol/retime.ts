import type { PreparedRouting } from './routing.ts'
import { refreshRoute, type RouteState } from './routeState.ts'

const order: number[] = []
const passes = 2

/** Visits that wait for the last one of their place to lose its effect wait for where that one is now: sooner where it has moved forward, later where its route bears it. Routes that change are added to `touched`. */
export function retimeVisits(routing: PreparedRouting, state: RouteState, touched: number[]): void {
  for (let pass = 0, changed = true; pass < passes && changed; pass++) {
    changed = false
    for (let group = 0; group < routing.gaps.length; group++) if (routing.members[group]!.length > 1 && routing.gaps[group]! > 0 && retimeGroup(routing, state, group, touched)) changed = true
  }
}

function retimeGroup(routing: PreparedRouting, state: RouteState, group: number, touched: number[]): boolean {
  const { members, gaps, nodes } = routing
  const { routeOf, begin, stay, low, late, arrive } = state
  order.length = 0
  for (const node of members[group]!) {
    if (routeOf[node]! < 0) continue
    let at = order.length
    while (at > 0 && begin[order[at - 1]!]! > begin[node]!) { order[at] = order[at - 1]!; at-- }
    order[at] = node
  }
  let [left, changed] = [Number.NEGATIVE_INFINITY, false]
  for (let i = 0; i < order.length; i++) {
    const node = order[i]!
    const wanted = i === 0 ? Number.NEGATIVE_INFINITY : left + gaps[group]!
    const isWaiting = low[node]! > arrive[node]!
    if (!nodes[node]!.fixed && low[node] !== wanted && (wanted > begin[node]! ? wanted <= late[node]! : isWaiting)) {
      low[node] = wanted
      state.high[node] = Infinity
      const r = routeOf[node]!
      refreshRoute(routing, state, r)
      if (!touched.includes(r)) touched.push(r)
      changed = true
    }
    left = begin[node]! + stay[node]!
  }
  return changed
}
