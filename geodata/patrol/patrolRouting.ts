import { type PlannedStop, timesOfRoute } from './evaluate.ts'
import { visitsWanted } from './figures.ts'
import type { OrderedStop, PatrolProblem, RouteOrder } from './problem.ts'
import { type PreparedRouting, prepareRouting, type RoutingNode } from './routing.ts'
import { emptyState, refreshRoute, type RouteState, tailOf } from './routeState.ts'

/** A patrol problem as the search sees it, with what is locked already in its routes. `stops`: what each node stands for. */
export type PatrolRouting = { routing: PreparedRouting; stops: OrderedStop[]; start: RouteState }

type Pinned = PlannedStop & { team: number }
const free = { notBefore: 0, locked: false }

/** Locked stops with the times they have when there is nothing else; those that there is no way to are planned like others. */
function pinnedOf(problem: PatrolProblem, locked: readonly RouteOrder[]): Pinned[] {
  return locked.flatMap(({ team, stops }) => {
    const kept = stops.filter((stop) => stop.locked)
    const reachable = kept.filter((stop) => !timesOfRoute(problem, { team, stops: [stop] }, []).stops.some(({ arrives }) => !Number.isFinite(arrives)) && hasWay(problem, team, stop))
    return timesOfRoute(problem, { team, stops: reachable }, []).stops.map((stop) => ({ ...stop, team }))
  })
}

function hasWay(problem: PatrolProblem, team: number, stop: OrderedStop): boolean {
  const broken: Parameters<typeof timesOfRoute>[2] = []
  timesOfRoute(problem, { team, stops: [stop] }, broken)
  return !broken.some(({ code }) => code === 'no_way')
}

function nodesOf(problem: PatrolProblem, pinned: readonly Pinned[]): { nodes: RoutingNode[]; stops: OrderedStop[] } {
  const [nodes, stops]: [RoutingNode[], OrderedStop[]] = [[], []]
  const add = (stop: OrderedStop, node: Partial<RoutingNode> & { place: number }) => {
    stops.push(stop)
    nodes.push({ stay: stop.dwellSeconds, shortStay: stop.dwellSeconds, windows: [], worth: 0, required: true, weight: 0, only: -1, group: -1, fixed: false, ...node })
  }
  problem.checkpoints.forEach(({ place, dwellSeconds, windows }, index) => add({ kind: 'checkpoint', index, dwellSeconds, ...free }, { place, windows: windows.toSorted((a, b) => a.from - b.from) }))
  problem.teams.forEach(({ breaks }, only) => breaks.forEach(({ seconds, ...window }, index) => add({ kind: 'break', index, dwellSeconds: seconds, ...free }, { place: -1, windows: [window], only })))
  problem.hotspots.forEach(({ place, dwellSeconds, shortestSeconds, worth }, index) => {
    const count = Math.max(visitsWanted(problem, index), pinned.filter(({ kind, index: of }) => kind === 'hotspot' && of === index).length)
    for (let visit = 0; visit < count; visit++) add({ kind: 'hotspot', index, dwellSeconds, ...free }, { place, shortStay: shortestSeconds, worth, required: false, group: index })
  })
  return { nodes, stops }
}

export function routingOfPatrol(problem: PatrolProblem, locked: readonly RouteOrder[]): PatrolRouting {
  const pinned = pinnedOf(problem, locked)
  const { nodes, stops } = nodesOf(problem, pinned)
  const used = new Set<number>()
  const places = pinned.map((stop) => {
    const node = nodes.findIndex((one, i) => !used.has(i) && stops[i]!.kind === stop.kind && stops[i]!.index === stop.index && (one.only < 0 || one.only === stop.team))
    used.add(node)
    return node
  })
  pinned.forEach((stop, i) => {
    const node = nodes[places[i]!]
    if (node) Object.assign(node, { fixed: true, only: stop.team })
  })
  // What is locked holds whatever it breaks: a team may be as late as its locked stops make it.
  const lateBy = problem.teams.map(({ to }, team) => Math.max(to, timesOfRoute(problem, { team, stops: pinned.filter((stop) => stop.team === team) }, []).finish))
  const routing = prepareRouting({
    places: problem.places, nodes, gaps: problem.hotspots.map(({ revisitSeconds }) => revisitSeconds), aim: 'last_finish',
    travels: problem.travels.map(({ seconds }) => Float64Array.from(seconds, (value) => (value < 0 ? Infinity : value))),
    vehicles: problem.teams.map(({ travel, from, start, end }, i) => ({ travel, from, to: lateBy[i]!, start, end: end ?? -1, load: Infinity })),
  })
  const start = emptyState(routing)
  pinned.forEach((stop, i) => {
    const node = places[i]!
    if (node < 0) return
    start.routes[stop.team]!.push(node)
    start.routeOf[node] = stop.team
    start.stay[node] = stop.dwellSeconds
    ;[start.low[node], start.high[node]] = windowOf(problem, stop)
  })
  for (let team = 0; team < problem.teams.length; team++) refreshRoute(routing, start, team)
  return { routing, stops, start }
}

/** The window in which a locked stop is now; none where it is in none. */
function windowOf(problem: PatrolProblem, { kind, index, team, begins, notBefore }: Pinned): [number, number] {
  const windows = kind === 'break' ? [problem.teams[team]!.breaks[index]!] : kind === 'checkpoint' ? problem.checkpoints[index]!.windows : []
  const now = windows.find(({ from, to }) => begins >= from && begins <= to)
  return [Math.max(now?.from ?? 0, notBefore), now?.to ?? Infinity]
}

/** The routes of a state, without breaks that the end of a round makes needless. A visit that waits for its time keeps it. */
export function ordersOfState({ routing, stops }: PatrolRouting, { routes, stay, low, high, begin, arrive }: RouteState, isLocked: (node: number) => boolean): RouteOrder[] {
  return routes.map((route, team) => ({
    team,
    stops: route.filter((node, i) => i < tailOf(routing, route) || begin[node]! > high[node]!).map((node) => ({ ...stops[node]!, dwellSeconds: stay[node]!, notBefore: stops[node]!.kind === 'hotspot' && begin[node]! > arrive[node]! ? Math.max(0, low[node]!) : 0, locked: isLocked(node) })),
  }))
}
