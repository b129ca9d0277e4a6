import type { TimeSpan } from './problem.ts'

/** `end` -1: wherever the last stop is. `load`: the most that its stops may weigh together. */
export type RoutingVehicle = { travel: number; from: number; to: number; start: number; end: number; load: number }
/**
 * Something to be put into a route. `place` -1: wherever the vehicle then is (a break). `required`: first of all; otherwise it is worth `worth` at a stay of `stay`, in proportion down to `shortStay`. `only`: the vehicle that it belongs to, or -1.
 * Nodes of one `group` (-1: none) are the same place again: each is worth less where it begins sooner than the group's gap after the last one has ended.
 */
export type RoutingNode = { place: number; stay: number; shortStay: number; windows: readonly TimeSpan[]; worth: number; required: boolean; weight: number; only: number; group: number; /** Stays in its route, in its order among others of the kind. */ fixed: boolean }
/** What routes are good for after required nodes and worth: the earliest finish of the last vehicle and then the least sum of finishes, or the least travel of all. */
export type RoutingAim = 'last_finish' | 'travel'
export type Routing = { places: number; travels: Float64Array[]; vehicles: RoutingVehicle[]; nodes: RoutingNode[]; gaps: number[]; aim: RoutingAim }

/** A routing with what the search asks again and again. */
export type PreparedRouting = Routing & {
  place: Int32Array
  stay: Float64Array
  weight: Float64Array
  only: Int32Array
  group: Int32Array
  members: number[][]
  /** Other nodes of each node, nearest first. */
  near: Int32Array[]
  horizon: number
  /** What worth 1 and a required node weigh against a second, where the search may go down for a while. */
  secondsForWorth: number
  secondsForRequired: number
  /** How the search looks at places, drawn anew for every round: how often one is passed over, what a second on the way counts where the finish stays the same, and what a second beyond the last finish counts more. `earlyShare`: what a second counts by which a visit begins later that others of its place wait for. `sumShare`: how much the sum of finishes counts beside the last. */
  look: { blinkShare: number; travelShare: number; lastShare: number; earlyShare: number; sumShare: number }
  /** Vehicles of which those before are the same. */
  twin: Int32Array
}

const mostNear = 120

export function prepareRouting(routing: Routing): PreparedRouting {
  const { nodes, vehicles, gaps } = routing
  const horizon = vehicles.reduce((most, { to }) => Math.max(most, to), 0)
  const worth = nodes.reduce((sum, one) => sum + one.worth, 0)
  const duty = vehicles.reduce((sum, { from, to }) => sum + (Math.min(to, horizon) - from), 0)
  const secondsForWorth = worth > 0 ? Math.min(duty, 1e9) / worth : 0
  const most = nodes.reduce((max, one) => Math.max(max, one.worth), 0)
  const far = Number.isFinite(horizon) && horizon < 1e9 ? horizon : 0
  const farthest = routing.travels.reduce((max, travel) => travel.reduce((a, b) => (b < Infinity ? Math.max(a, b) : a), max), 0)
  return {
    ...routing, horizon, secondsForWorth,
    look: { blinkShare: 0.01, travelShare: 0.1, lastShare: 1, earlyShare: 0.1, sumShare: 0.05 },
    secondsForRequired: Math.max(2 * secondsForWorth * most, far / 2, 4 * farthest),
    place: Int32Array.from(nodes, (one) => one.place),
    stay: Float64Array.from(nodes, (one) => one.stay),
    weight: Float64Array.from(nodes, (one) => one.weight),
    only: Int32Array.from(nodes, (one) => one.only),
    group: Int32Array.from(nodes, (one) => one.group),
    members: gaps.map((_, group) => nodes.flatMap((one, i) => (one.group === group ? [i] : []))),
    near: nearOf(routing),
    twin: Int32Array.from(vehicles, (vehicle, i) => (i > 0 && nodes.every(({ only }) => only !== i && only !== i - 1) && (Object.keys(vehicle) as (keyof RoutingVehicle)[]).every((key) => vehicle[key] === vehicles[i - 1]![key]) ? 1 : 0)),
  }
}

function nearOf({ nodes, places, travels }: Routing): Int32Array[] {
  const travel = travels[0]!
  const byPlace = new Map<number, Int32Array>()
  const all = Array.from(nodes.keys()).filter((i) => nodes[i]!.place >= 0)
  return nodes.map(({ place }) => {
    if (place < 0) return new Int32Array()
    const known = byPlace.get(place)
    if (known) return known
    const way = (other: number) => Math.min(travel[place * places + nodes[other]!.place]!, travel[nodes[other]!.place * places + place]!)
    const list = Int32Array.from(all.toSorted((a, b) => (way(a) === way(b) ? a - b : way(a) - way(b))).slice(0, mostNear))
    byPlace.set(place, list)
    return list
  })
}
