import type { PreparedRouting } from './routing.ts'

/**
 * Routes as the search has them. Of each node: its route (-1: in none), the window that it was given, and the times of its route: `arrive`, `begin` as early as may be, `late` as late as all after it bear, `waits` from it to the
 * end, so that a delay of d seconds makes the finish later by max(0, d - waits). `at` is its place; that of a break is where its vehicle then is.
 */
export type RouteState = {
  routes: number[][]
  routeOf: Int32Array
  stay: Float64Array
  low: Float64Array
  high: Float64Array
  arrive: Float64Array
  begin: Float64Array
  late: Float64Array
  waits: Float64Array
  at: Int32Array
  finish: Float64Array
  travel: Float64Array
  load: Float64Array
  /** Seconds by which a route breaks its windows or its end; 0: it holds. */
  broken: Float64Array
}

export function emptyState({ nodes, vehicles, stay }: PreparedRouting): RouteState {
  const [n, k] = [nodes.length, vehicles.length]
  const numbers = () => new Float64Array(n)
  return {
    routes: vehicles.map(() => []), routeOf: new Int32Array(n).fill(-1), stay: stay.slice(), low: numbers(), high: numbers().fill(Infinity), arrive: numbers(), begin: numbers(), late: numbers(), waits: numbers(),
    at: new Int32Array(n), finish: new Float64Array(k), travel: new Float64Array(k), load: new Float64Array(k), broken: new Float64Array(k),
  }
}

/** From where on there are only breaks: those that may still begin are not taken, for the round is over. */
export function tailOf({ place }: PreparedRouting, route: readonly number[]): number {
  let tail = route.length
  while (tail > 0 && place[route[tail - 1]!]! < 0) tail--
  return tail
}

/** The times of a route anew. */
export function refreshRoute(routing: PreparedRouting, state: RouteState, r: number): void {
  const { places, travels, vehicles, place, weight } = routing
  const vehicle = vehicles[r]!
  const travel = travels[vehicle.travel]!
  const { stay, low, high, arrive, begin, late, waits, at } = state
  const route = state.routes[r]!
  const tail = tailOf(routing, route)
  let [now, here, traveled, load, broken] = [vehicle.from, vehicle.start, 0, 0, 0]
  for (let i = 0; i < route.length; i++) {
    const node = route[i]!
    const to = place[node]! < 0 ? here : place[node]!
    const way = to === here ? 0 : travel[here * places + to]!
    now += way
    traveled += way
    at[node] = here = to
    arrive[node] = now
    const isTaken = i < tail || now > high[node]!
    if (isTaken && now < low[node]!) now = low[node]!
    begin[node] = now
    if (now > high[node]!) broken += now - high[node]!
    if (isTaken) now += stay[node]!
    load += weight[node]!
  }
  const home = vehicle.end < 0 || vehicle.end === here ? 0 : travel[here * places + vehicle.end]!
  state.finish[r] = now + home
  state.travel[r] = traveled + home
  state.load[r] = load
  if (now + home > vehicle.to) broken += now + home - vehicle.to
  if (load > vehicle.load) broken += load - vehicle.load
  state.broken[r] = broken
  let [latest, waited, next] = [vehicle.to - home, 0, -1]
  for (let i = route.length - 1; i >= tail; i--) {
    late[route[i]!] = latest
    waits[route[i]!] = 0
  }
  for (let i = tail - 1; i >= 0; i--) {
    const node = route[i]!
    const way = next < 0 || at[next] === at[node] ? 0 : travel[at[node]! * places + at[next]!]!
    late[node] = latest = Math.min(high[node]!, latest - way - stay[node]!)
    waits[node] = waited += begin[node]! - arrive[node]!
    next = node
  }
}

/** Makes route `r` of one state that of another. Nodes that it had and the other has not are in no route, until their new route is copied. */
export function copyRoute(from: RouteState, to: RouteState, r: number): void {
  const [source, target] = [from.routes[r]!, to.routes[r]!]
  for (let i = 0; i < target.length; i++) if (to.routeOf[target[i]!] === r) to.routeOf[target[i]!] = -1
  target.length = source.length
  for (let i = 0; i < source.length; i++) {
    const node = (target[i] = source[i]!)
    to.routeOf[node] = r
    to.stay[node] = from.stay[node]!
    to.low[node] = from.low[node]!
    to.high[node] = from.high[node]!
    to.arrive[node] = from.arrive[node]!
    to.begin[node] = from.begin[node]!
    to.late[node] = from.late[node]!
    to.waits[node] = from.waits[node]!
    to.at[node] = from.at[node]!
  }
  to.finish[r] = from.finish[r]!
  to.travel[r] = from.travel[r]!
  to.load[r] = from.load[r]!
  to.broken[r] = from.broken[r]!
}

export function copyState(from: RouteState, to: RouteState): void {
  for (let r = 0; r < from.routes.length; r++) copyRoute(from, to, r)
}
