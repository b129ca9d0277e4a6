import type { Random } from '../random.ts'
import { bestInsertion, type Insertion, nowhere } from './insertion.ts'
import type { PreparedRouting } from './routing.ts'
import { refreshRoute, type RouteState } from './routeState.ts'

const best: Insertion = nowhere()
const absent: number[] = []
const rank: number[] = []

/** Puts nodes that are in no route where they cost least, one after the other in one of several orders; what fits nowhere stays out. Required ones mostly come first. Routes that change are added to `touched`. */
export function recreate(routing: PreparedRouting, state: RouteState, random: Random, touched: number[]): void {
  const { nodes, group } = routing
  absent.length = 0
  for (let i = 0; i < nodes.length; i++) if (state.routeOf[i]! < 0) absent.push(i)
  orderAbsent(routing, state, random)
  let refused = -1
  for (let i = 0; i < absent.length; i++) {
    const node = absent[i]!
    // Visits of one place are alike: where one does not fit, the next does not.
    if (group[node]! >= 0 && group[node] === refused) continue
    bestInsertion(routing, state, node, random, best)
    if (best.cost === Infinity) refused = group[node]!
    else put(routing, state, node, touched)
  }
}

function put(routing: PreparedRouting, state: RouteState, node: number, touched: number[]): void {
  const { route } = best
  state.routes[route]!.splice(best.at, 0, node)
  state.routeOf[node] = route
  state.low[node] = best.low
  state.high[node] = best.high
  state.stay[node] = best.stay
  refreshRoute(routing, state, route)
  if (!touched.includes(route)) touched.push(route)
}

/** At random; the far or the near first; what weighs or is worth most; for windows, the narrow and the early; for worth, what brings most for its time. */
function orderAbsent(routing: PreparedRouting, state: RouteState, random: Random): void {
  const { nodes, travels, places, vehicles } = routing
  const [travel, depot] = [travels[0]!, vehicles[0]!.start]
  const way = (node: number) => (nodes[node]!.place < 0 ? 0 : travel[depot * places + nodes[node]!.place]!)
  const draw = random()
  const isWorth = routing.secondsForWorth > 0
  const precedence = isWorth && random() < 0.5 ? 0 : 1e15
  for (let i = 0; i < absent.length; i++) {
    const node = absent[i]!
    const { windows, weight, worth, required } = nodes[node]!
    let key = random()
    if (draw > 0.8) key = isWorth ? -worth : -weight
    else if (draw > 0.6) key = isWorth ? 0 : -way(node)
    else if (draw > 0.5) key = way(node)
    else if (draw > 0.3 && windows.length > 0) key = draw > 0.43 ? windows.at(-1)!.to - windows[0]!.from : draw > 0.37 ? windows[0]!.from : windows.at(-1)!.to
    if (isWorth && draw > 0.6 && draw <= 0.8 && !required) {
      bestInsertion(routing, state, node, random, best)
      key = best.cost === Infinity ? Infinity : (Math.max(0, best.cost) + 1) / worth
    }
    rank[node] = required ? key - precedence : key
  }
  absent.sort((a, b) => rank[a]! - rank[b]! || a - b)
}
