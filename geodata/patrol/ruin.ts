import type { Random } from '../random.ts'
import type { PreparedRouting } from './routing.ts'
import { refreshRoute, type RouteState } from './routeState.ts'

/** Slack induction by string removals (Christiaens & Vanden Berghe 2020): how many nodes leave on the mean, the longest string, how readily a kept part within a string grows. */
const mostRemoved = 10
/** Of small problems less, so that something stays. */
const removedShare = 0.3
const longestString = 10
const splitGrowth = 0.01
const splitShare = 0.5
/** How often further visits of a place leave with one of them: they hold each other in time. */
const siblingShare = 0.3

/** Takes strings of neighbouring nodes out of routes that lie next to each other. `touched` gets the routes. */
export function ruin(routing: PreparedRouting, state: RouteState, random: Random, touched: number[]): void {
  const { routes, routeOf } = state
  touched.length = 0
  let [used, placed] = [0, 0]
  for (let r = 0; r < routes.length; r++) { placed += routes[r]!.length; if (routes[r]!.length > 0) used++ }
  if (used === 0) return
  const seed = seedOf(routing, state, random)
  const longest = Math.min(longestString, placed / used)
  const strings = Math.floor(1 + random() * ((4 * Math.min(mostRemoved, 2 + removedShare * placed)) / (1 + longest) - 1))
  const near = routing.near[seed]!
  for (let i = -1; i < near.length && touched.length < strings; i++) {
    const node = i < 0 ? seed : near[i]!
    const r = routeOf[node]!
    if (r < 0 || touched.includes(r)) continue
    touched.push(r)
    removeString(routing, state, r, routes[r]!.indexOf(node), Math.min(longest, routes[r]!.length), random)
  }
  if (routing.gaps.length > 0 && random() < siblingShare) removeSiblings(routing, state, touched)
  for (let i = 0; i < touched.length; i++) refreshRoute(routing, state, touched[i]!)
}

/** Any node; where the last finish counts, one in two is of the last route. */
function seedOf({ nodes, aim }: PreparedRouting, { routes, finish }: RouteState, random: Random): number {
  if (aim === 'last_finish' && routes.length > 1 && random() < 0.5) {
    let last = -1
    for (let r = 0; r < routes.length; r++) if (routes[r]!.length > 0 && (last < 0 || finish[r]! > finish[last]!)) last = r
    if (last >= 0) return routes[last]![Math.floor(random() * routes[last]!.length)]!
  }
  return Math.floor(random() * nodes.length)
}

function removeString({ nodes }: PreparedRouting, { routes, routeOf }: RouteState, r: number, at: number, longest: number, random: Random): void {
  const route = routes[r]!
  const length = Math.floor(1 + random() * longest)
  let kept = 0
  if (length > 1 && length < route.length && random() < splitShare) {
    kept = 1
    while (length + kept < route.length && random() < splitGrowth) kept++
  }
  const whole = Math.min(route.length, length + kept)
  const first = Math.max(0, at - whole + 1)
  const start = first + Math.floor(random() * (Math.min(at, route.length - whole) - first + 1))
  const keepFrom = start + (kept > 0 ? Math.floor(random() * (length + 1)) : whole)
  let to = start
  for (let i = start; i < route.length; i++) {
    const node = route[i]!
    const goes = i < start + whole && !(i >= keepFrom && i < keepFrom + kept) && !nodes[node]!.fixed
    if (goes) routeOf[node] = -1
    else route[to++] = node
  }
  route.length = to
}

function removeSiblings({ members, nodes }: PreparedRouting, { routes, routeOf }: RouteState, touched: number[]): void {
  for (const group of members) {
    if (group.length < 2 || group.every((node) => routeOf[node]! >= 0) || group.every((node) => routeOf[node]! < 0)) continue
    for (const node of group) {
      const r = routeOf[node]!
      if (r < 0 || nodes[node]!.fixed) continue
      routes[r]!.splice(routes[r]!.indexOf(node), 1)
      routeOf[node] = -1
      if (!touched.includes(r)) touched.push(r)
    }
  }
}
