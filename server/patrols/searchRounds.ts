import type { PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import type { PatrolRoutesAnswer, PatrolRoutesQuestion, PatrolStage } from '../../geodata/model/patrolSearch.ts'
import { namesOf } from '../../geodata/patrol/figures.ts'
import { patrolGround, type StreetsOfPlan } from '../../geodata/patrol/planOnStreets.ts'
import type { RouteOrder } from '../../geodata/patrol/problem.ts'
import { ordersOf, patrolRoutesOf } from '../../geodata/patrol/routeRows.ts'
import { type PatrolAlternative, solvePatrols } from '../../geodata/patrol/solve.ts'
import { createRandom } from '../../geodata/random.ts'

type Around = { clock: () => number; newId: () => string; told: (stage: PatrolStage, share: number) => void }

/** Rounds for a question on its streets: the best that was found and others that are nearly as good. */
export function searchRounds({ routes: there, alternatives, ...question }: PatrolRoutesQuestion, streets: StreetsOfPlan, { clock, newId, told }: Around): PatrolRoutesAnswer {
  told('matrix', 0)
  const { problem, warnings, lineOf } = patrolGround(question, streets)
  told('search', 0)
  const kept = ordersOf(question, problem, there)
  const droppedOut = there.some(({ teamId }) => !question.teams.some((team) => team.teamId === teamId))
  const locked = droppedOut ? kept.map(({ team, stops }): RouteOrder => ({ team, stops: stops.map((stop) => ({ ...stop, locked: true })) })) : kept
  const options = { seconds: question.seconds, clock, variation: question.variation, slackShare: question.slackShare, locked, names: namesOf(question) }
  const { others, ...best } = solvePatrols(problem, options, createRandom(question.seed), ({ share }) => told('search', share))
  told('lines', 0)
  const chosen = [best, ...others].slice(0, alternatives)
  const lines = new Map<string, PatrolRoute['line']>()
  const withLine = (route: PatrolRoute): PatrolRoute => {
    const key = `${route.teamId} ${route.stops.map(({ place }) => place.join()).join(' ')}`
    const line = lines.get(key) ?? lineOf(route)
    lines.set(key, line)
    return { ...route, line }
  }
  const asKept = ({ routes, figures }: PatrolAlternative) => ({ figures, routes: sameStops(there, patrolRoutesOf(question, problem, routes, newId)).map(withLine) })
  return { alternatives: chosen.map((one, i) => { told('lines', i / chosen.length); return asKept(one) }), problem, warnings }
}

/** Stops and routes that were there keep their ids, so that what is checked in at them stays; they are locked as they were. */
function sameStops(there: readonly PatrolRoute[], routes: readonly PatrolRoute[]): PatrolRoute[] {
  if (there.length === 0) return [...routes]
  const keyOf = ({ kind, hotspot, checkpoint }: PatrolRoute['stops'][number]) => `${kind} ${hotspot ?? ''} ${checkpoint ?? ''}`
  // Those of the same team first; a stop that was dealt out to another keeps its id too.
  const known = there.flatMap(({ teamId, stops }) => stops.map((stop) => ({ teamId, stop, taken: false })))
  const take = (teamId: number | null, key: string) => {
    const found = known.find((one) => !one.taken && (teamId === null || one.teamId === teamId) && keyOf(one.stop) === key)
    if (found) found.taken = true
    return found?.stop
  }
  const own = routes.map((route) => route.stops.map((stop) => take(route.teamId, keyOf(stop))))
  return routes.map((route, r) => ({
    ...route, id: there.find(({ teamId }) => teamId === route.teamId)?.id ?? route.id,
    stops: route.stops.map((stop, s) => {
      const before = own[r]?.[s] ?? (stop.kind === 'start' || stop.kind === 'end' || stop.kind === 'break' ? undefined : take(null, keyOf(stop)))
      return before ? { ...stop, id: before.id, locked: before.locked } : { ...stop, locked: false }
    }),
  }))
}
