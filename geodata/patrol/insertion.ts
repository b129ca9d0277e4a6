import type { Random } from '../random.ts'
import type { PreparedRouting } from './routing.ts'
import { type RouteState, tailOf } from './routeState.ts'

/** Where a node goes best: `cost` Infinity: nowhere. */
export type Insertion = { route: number; at: number; low: number; high: number; stay: number; cost: number; /** Seconds more on duty, or on the way where travel is the aim. */ more: number }
export const nowhere = (): Insertion => ({ route: -1, at: 0, low: 0, high: 0, stay: 0, cost: Infinity, more: Infinity })

const lows: number[] = []
const highs: number[] = []

/** When the node may begin: its windows, without the times that are too near other visits of its group. */
function windowsFor({ nodes, members, gaps }: PreparedRouting, { routeOf, begin, stay }: RouteState, node: number, length: number, gapShare: number): void {
  const { windows, group } = nodes[node]!
  lows.length = highs.length = 0
  if (group < 0) {
    if (windows.length === 0) { lows.push(Number.NEGATIVE_INFINITY); highs.push(Infinity) }
    for (const { from, to } of windows) { lows.push(from); highs.push(to) }
    return
  }
  const gap = gaps[group]! * gapShare
  const others = members[group]!.filter((other) => routeOf[other]! >= 0 && other !== node).sort((a, b) => begin[a]! - begin[b]!)
  let low = Number.NEGATIVE_INFINITY
  for (const other of others) {
    const high = begin[other]! - gap - length
    if (high >= low) { lows.push(low); highs.push(high) }
    low = begin[other]! + stay[other]! + gap
  }
  lows.push(low)
  highs.push(Infinity)
}

/** The best place for a node in all routes that may have it, into `best`. */
export function bestInsertion(routing: PreparedRouting, state: RouteState, node: number, random: Random, best: Insertion): Insertion {
  const { stay, shortStay, group } = routing.nodes[node]!
  best.cost = Infinity
  tryRoutes(routing, state, node, stay, 1, random, best)
  if (best.cost < Infinity || group < 0) return best
  if (shortStay < stay) tryRoutes(routing, state, node, shortStay, 1, random, best)
  if (best.cost === Infinity && routing.members[group]!.length > 1 && routing.gaps[group]! > 0) tryRoutes(routing, state, node, stay, 0.6, random, best)
  return best
}

function tryRoutes(routing: PreparedRouting, state: RouteState, node: number, stay: number, gapShare: number, random: Random, best: Insertion): void {
  const { vehicles, only, twin, weight } = routing
  windowsFor(routing, state, node, stay, gapShare)
  let last = 0
  if (routing.aim === 'last_finish') for (let r = 0; r < vehicles.length; r++) if (state.finish[r]! > last && state.routes[r]!.length > 0) last = state.finish[r]!
  for (let r = 0; r < vehicles.length; r++) {
    if (only[node]! >= 0 && only[node] !== r) continue
    if (state.load[r]! + weight[node]! > vehicles[r]!.load) continue
    if (twin[r] === 1 && state.routes[r]!.length === 0 && state.routes[r - 1]!.length === 0) continue
    tryRoute(routing, state, node, r, stay, last, random, best)
  }
}

/** When a vehicle is ready to go on, having met the node at `now` and the breaks that follow it from `i` on, which move with it; Infinity: too late for one. `nextStop` is what follows them. */
function afterBreaks(routing: PreparedRouting, { low, high, stay }: RouteState, route: number[], i: number, ready: number): number {
  let now = ready
  if (i >= tailOf(routing, route)) {
    // Only breaks follow: the round ends here, if they need not have begun by now.
    for (nextStop = i; nextStop < route.length; nextStop++) if (now > high[route[nextStop]!]!) now = Infinity
    return now
  }
  for (nextStop = i; nextStop < route.length && routing.place[route[nextStop]!]! < 0; nextStop++) {
    const pause = route[nextStop]!
    if (now < low[pause]!) now = low[pause]!
    if (now > high[pause]!) return Infinity
    now += stay[pause]!
  }
  return now
}
let nextStop = 0

function tryRoute(routing: PreparedRouting, state: RouteState, node: number, r: number, stay: number, last: number, random: Random, best: Insertion): void {
  const { places, travels, vehicles, place, aim } = routing
  const { blinkShare, travelShare, lastShare } = routing.look
  const earlyShare = routing.group[node]! >= 0 && routing.members[routing.group[node]!]!.length > 1 ? routing.look.earlyShare : 0
  const vehicle = vehicles[r]!
  const travel = travels[vehicle.travel]!
  const route = state.routes[r]!
  const { begin, low, late, waits, at, arrive } = state
  const [finish, size, windows] = [state.finish[r]!, route.length, lows.length]
  const latest = highs[windows - 1]!
  let [here, leave] = [vehicle.start, vehicle.from]
  for (let i = 0; i <= size; i++) {
    if (i > 0) {
      const before = route[i - 1]!
      here = at[before]!
      // A break that is not taken because the round ends before it is taken where the round goes on.
      leave = (begin[before]! < low[before]! ? low[before]! : begin[before]!) + state.stay[before]!
    }
    if (leave > latest) break
    if (random() < blinkShare) continue
    const to = place[node]! < 0 ? here : place[node]!
    const way = to === here ? 0 : travel[here * places + to]!
    for (let w = 0; w < windows; w++) {
      const begins = leave + way > lows[w]! ? leave + way : lows[w]!
      if (begins > highs[w]!) continue
      const ready = afterBreaks(routing, state, route, i, begins + stay)
      const next = nextStop < size ? route[nextStop]! : -1
      const goal = next >= 0 ? at[next]! : vehicle.end
      const onward = goal < 0 || goal === to ? 0 : travel[to * places + goal]!
      const then = ready + onward
      if (!(then <= (next >= 0 ? late[next]! : vehicle.to))) continue
      const detour = way + onward - (goal < 0 || goal === here ? 0 : travel[here * places + goal]!)
      let [more, cost] = [detour, detour]
      if (aim === 'last_finish') {
        const delay = then - (next >= 0 ? arrive[next]! : finish)
        const slack = next >= 0 ? waits[next]! : 0
        more = delay > slack ? delay - slack : delay < 0 && slack === 0 ? delay : 0
        cost = more + travelShare * detour + earlyShare * begins + (finish + more > last ? lastShare * (finish + more - last) : 0)
      }
      if (cost < best.cost) {
        best.cost = cost
        best.more = more
        best.route = r
        best.at = i
        best.low = lows[w]!
        best.high = highs[w]!
        best.stay = stay
      }
      break
    }
  }
}
