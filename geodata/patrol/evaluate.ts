import type { OrderedStop, PatrolProblem, ProblemTeam, RouteOrder } from './problem.ts'

/** `arrives`, then a wait, `begins` to `leaves`: the stay. `worth`: what it brings, less where the last visit of the hotspot was too short ago. */
export type PlannedStop = OrderedStop & { place: number; arrives: number; begins: number; leaves: number; worth: number }
export type PlannedRoute = { team: number; starts: number; finish: number; travelSeconds: number; meters: number; stops: PlannedStop[] }
/** What a route breaks: `seconds` too late, or too early after the last visit. `stop` null: the route as a whole. */
export type Violation = { code: 'late_finish' | 'window_missed' | 'break_missed' | 'no_way' | 'revisit_early'; team: number; stop: number | null; seconds: number }
export type RoutesPrice = { routes: PlannedRoute[]; lastFinish: number; totalSeconds: number; meters: number; reached: number; visits: number; reward: number; violations: Violation[] }

/** The times of one route, everything as early as it may be. Rewards are those of visits by themselves. */
export function timesOfRoute(problem: PatrolProblem, { team: index, stops }: RouteOrder, violations: Violation[]): PlannedRoute {
  const team = problem.teams[index]!
  const { seconds, meters } = problem.travels[team.travel]!
  const route: PlannedRoute = { team: index, starts: team.from, finish: team.from, travelSeconds: 0, meters: 0, stops: [] }
  let [at, now] = [team.start, team.from]
  const go = (to: number, stop: number | null) => {
    const way = at * problem.places + to
    if (seconds[way]! < 0) violations.push({ code: 'no_way', team: index, stop, seconds: 0 })
    else {
      now += seconds[way]!
      route.travelSeconds += seconds[way]!
      route.meters += Math.max(0, meters[way] ?? 0)
    }
    at = to
  }
  // Breaks after the last stop that may still begin are not taken: the round is over.
  const lastStop = stops.findLastIndex(({ kind }) => kind !== 'break')
  stops.forEach((stop, i) => {
    if (i > lastStop && now <= team.breaks[stop.index]!.to) {
      route.stops.push({ ...stop, place: at, arrives: now, begins: now, leaves: now, worth: 0 })
      return
    }
    if (stop.kind !== 'break') go(placeOf(problem, stop), i)
    const arrives = now
    const { begins, late } = beginOf(problem, team, stop, arrives)
    if (late > 0) violations.push({ code: stop.kind === 'break' ? 'break_missed' : 'window_missed', team: index, stop: i, seconds: late })
    now = begins + stop.dwellSeconds
    route.stops.push({ ...stop, place: at, arrives, begins, leaves: now, worth: 0 })
  })
  if (team.end !== null) go(team.end, null)
  route.finish = now
  if (now > team.to) violations.push({ code: 'late_finish', team: index, stop: null, seconds: now - team.to })
  return route
}

export const placeOf = (problem: PatrolProblem, { kind, index }: OrderedStop) => (kind === 'hotspot' ? problem.hotspots[index]! : problem.checkpoints[index]!).place

function windowsOf(problem: PatrolProblem, team: ProblemTeam, { kind, index }: OrderedStop) {
  if (kind === 'break') return [team.breaks[index]!]
  return kind === 'checkpoint' ? problem.checkpoints[index]!.windows : []
}

function beginOf(problem: PatrolProblem, team: ProblemTeam, stop: OrderedStop, arrives: number): { begins: number; late: number } {
  const ready = Math.max(arrives, stop.notBefore)
  const windows = windowsOf(problem, team, stop)
  if (windows.length === 0) return { begins: ready, late: 0 }
  const begins = Math.min(...windows.filter(({ to }) => ready <= to).map(({ from }) => Math.max(from, ready)))
  return begins < Infinity ? { begins, late: 0 } : { begins: ready, late: ready - Math.max(...windows.map(({ to }) => to)) }
}

/** What a visit of so many seconds is worth, its time after the last one aside. */
function worthOfDwell({ dwellSeconds, shortestSeconds, worth }: PatrolProblem['hotspots'][number], seconds: number): number {
  return seconds < shortestSeconds ? 0 : worth * (dwellSeconds === 0 ? 1 : Math.min(1, seconds / dwellSeconds))
}

/** Gives visits their worth, over all routes: one that comes sooner than `revisitSeconds` after the last has ended brings only that share. More visits than wanted bring nothing. */
function judgeVisits(problem: PatrolProblem, routes: PlannedRoute[], violations: Violation[]): void {
  const visits: { route: PlannedRoute; stop: number; begins: number }[][] = problem.hotspots.map(() => [])
  for (const route of routes) route.stops.forEach(({ kind, index, begins }, stop) => { if (kind === 'hotspot') visits[index]!.push({ route, stop, begins }) })
  visits.forEach((list, hotspot) => {
    const { revisitSeconds, mostVisits } = problem.hotspots[hotspot]!
    let lastLeft = Number.NEGATIVE_INFINITY
    list.sort((a, b) => a.begins - b.begins || a.route.team - b.route.team).forEach(({ route, stop }, nth) => {
      const visit = route.stops[stop]!
      const share = revisitSeconds > 0 ? Math.min(1, Math.max(0, (visit.begins - lastLeft) / revisitSeconds)) : 1
      if (share < 1) violations.push({ code: 'revisit_early', team: route.team, stop, seconds: Math.round((1 - share) * revisitSeconds) })
      visit.worth = nth < mostVisits ? share * worthOfDwell(problem.hotspots[hotspot]!, visit.leaves - visit.begins) : 0
      lastLeft = Math.max(lastLeft, visit.leaves)
    })
  })
}

/** Times, worth and violations of given routes. */
export function evaluateRoutes(problem: PatrolProblem, orders: readonly RouteOrder[]): RoutesPrice {
  const violations: Violation[] = []
  const routes = orders.map((order) => timesOfRoute(problem, order, violations))
  judgeVisits(problem, routes, violations)
  const reached = new Set<number>()
  const price: RoutesPrice = { routes, lastFinish: 0, totalSeconds: 0, meters: 0, reached: 0, visits: 0, reward: 0, violations }
  for (const { finish, starts, meters, stops } of routes) {
    if (stops.length > 0) price.lastFinish = Math.max(price.lastFinish, finish)
    price.totalSeconds += finish - starts
    price.meters += meters
    for (const { kind, index, worth } of stops) {
      if (kind === 'checkpoint') reached.add(index)
      if (kind !== 'hotspot') continue
      price.visits++
      price.reward += worth
    }
  }
  price.reached = reached.size
  return price
}
