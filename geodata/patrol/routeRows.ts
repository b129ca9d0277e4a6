import type { PatrolQuestion, PatrolRoute, PatrolStop } from '../model/patrolPlan.ts'
import { evaluateRoutes, type PlannedRoute, type PlannedStop } from './evaluate.ts'
import type { OrderedStop, PatrolProblem, RouteOrder } from './problem.ts'

/** Planned routes as a plan keeps them: with instants, names, places, and the start and end as stops of their own. A stop arrives when its stay begins. `line` is left for those who have the streets. */
export function patrolRoutesOf(question: PatrolQuestion, problem: PatrolProblem, routes: readonly PlannedRoute[], newId: () => string): PatrolRoute[] {
  const origin = Date.parse(problem.origin)
  const instant = (seconds: number) => new Date(origin + 1000 * seconds).toISOString()
  const stop = (kind: PatrolStop['kind'], name: string, place: PatrolStop['place'], arrives: number, leaves: number, rest: Partial<PatrolStop> = {}): PatrolStop => ({
    id: newId(), kind, name, place, arrivesAt: instant(arrives), leavesAt: instant(leaves), hotspot: null, checkpoint: null, hotspotId: null, checkpointId: null, locked: false, ...rest,
  })
  return routes.map((route) => {
    const team = question.teams[route.team]!
    const stops = [stop('start', '', team.start, route.starts, route.starts)]
    const among = (planned: PlannedStop): PatrolStop => {
      const { index, begins, leaves, locked } = planned
      if (planned.kind === 'break') return stop('break', '', stops.at(-1)!.place, begins, leaves, { locked })
      const of = planned.kind === 'hotspot' ? question.hotspots[index]! : question.checkpoints[index]!
      const ids = 'hotspotId' in of ? { hotspot: index, hotspotId: of.hotspotId } : { checkpoint: index, checkpointId: of.checkpointId }
      return stop(planned.kind, of.name, of.place, begins, leaves, { ...ids, locked })
    }
    for (const planned of route.stops) stops.push(among(planned))
    if (team.end) stops.push(stop('end', '', team.end, route.finish, route.finish))
    return { id: newId(), teamId: team.teamId, startsAt: instant(route.starts), endsAt: instant(route.finish), meters: route.meters, stops, line: null }
  })
}

/** The orders of routes as a plan keeps them. Stays that were planned to begin later than they could keep waiting until then. Teams that the question does not know are left out. */
export function ordersOf(question: PatrolQuestion, problem: PatrolProblem, routes: readonly PatrolRoute[]): RouteOrder[] {
  const origin = Date.parse(problem.origin)
  const orders = routes.flatMap((route): RouteOrder[] => {
    const team = question.teams.findIndex(({ teamId }) => teamId === route.teamId)
    if (team < 0) return []
    const taken = new Set<number>()
    const breakOf = ({ arrivesAt }: PatrolStop) => {
      const windows = question.teams[team]!.breaks.map(({ from, to }, index) => ({ index, isNow: Date.parse(from) <= Date.parse(arrivesAt) && Date.parse(arrivesAt) <= Date.parse(to) })).filter(({ index }) => !taken.has(index))
      const found = (windows.find(({ isNow }) => isNow) ?? windows[0])?.index ?? null
      if (found !== null) taken.add(found)
      return found
    }
    const stops = route.stops.flatMap((stop): OrderedStop[] => {
      if (stop.kind === 'start' || stop.kind === 'end') return []
      const index = stop.kind === 'break' ? breakOf(stop) : stop.kind === 'hotspot' ? stop.hotspot : stop.checkpoint
      return index === null ? [] : [{ kind: stop.kind, index, dwellSeconds: Math.round((Date.parse(stop.leavesAt) - Date.parse(stop.arrivesAt)) / 1000), notBefore: Math.round((Date.parse(stop.arrivesAt) - origin) / 1000), locked: stop.locked }]
    })
    return [{ team, stops }]
  })
  return orders.map((order) => ({ team: order.team, stops: withoutIdleWaits(problem, order) }))
}

/** Only what would begin earlier by itself keeps its time. */
function withoutIdleWaits(problem: PatrolProblem, { team, stops }: RouteOrder): OrderedStop[] {
  const free = [...stops]
  for (const [i, stop] of stops.entries()) {
    free[i] = { ...stop, notBefore: 0 }
    if (evaluateRoutes(problem, [{ team, stops: free }]).routes[0]!.stops[i]!.begins < stop.notBefore - 1) free[i] = stop
  }
  return free
}
