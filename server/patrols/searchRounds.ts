import type { PatrolFigures, PatrolQuestion, PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import type { PatrolRoutesAnswer, PatrolRoutesQuestion, PatrolStage } from '../../geodata/model/patrolSearch.ts'
import { evaluateRoutes } from '../../geodata/patrol/evaluate.ts'
import { figuresOf, namesOf } from '../../geodata/patrol/figures.ts'
import { patrolGround, type StreetsOfPlan } from '../../geodata/patrol/planOnStreets.ts'
import type { PatrolProblem } from '../../geodata/patrol/problem.ts'
import { ordersOf, patrolRoutesOf } from '../../geodata/patrol/routeRows.ts'
import { type Replanned, replanRoutes } from '../../geodata/patrol/replan.ts'
import { type PatrolAlternative, type PatrolAnswer, solvePatrols, type SolveTold } from '../../geodata/patrol/solve.ts'
import { createRandom } from '../../geodata/random.ts'
import { type UnderWay, underWay } from './underWay.ts'

type Around = { clock: () => number; newId: () => string; told: (stage: PatrolStage, share: number) => void }

/** Rounds for a question on its streets: the best that was found and others that are nearly as good. */
export function searchRounds({ routes, alternatives, at, ...question }: PatrolRoutesQuestion, streets: StreetsOfPlan, { clock, newId, told }: Around): PatrolRoutesAnswer {
  told('matrix', 0)
  const { problem, warnings, lineOf } = patrolGround(question, streets)
  const rest = at === null ? null : underWay(question, routes, at)
  const part = rest ? { question: rest.question, there: rest.there, problem: patrolGround(rest.question, streets).problem } : { question, there: routes, problem }
  told('search', 0)
  const kept = ordersOf(part.question, part.problem, part.there)
  const droppedOut = routes.some(({ teamId }) => !question.teams.some((team) => team.teamId === teamId))
  const options = { seconds: question.seconds, clock, variation: question.variation, slackShare: question.slackShare, names: namesOf(part.question) }
  let most = 0
  // It answers nothing: true (what a port of a worker says) would end the search.
  const on: SolveTold = ({ share }) => void told('search', (most = Math.max(most, share)))
  const random = createRandom(question.seed)
  const { others, ...best }: PatrolAnswer | Replanned = droppedOut ? replanRoutes(part.problem, kept, options, random, on) : solvePatrols(part.problem, { ...options, locked: kept }, random, on)
  const chosen = [best, ...others].slice(0, alternatives)
  const line = linesOnce(lineOf)
  const asKept = (one: PatrolAlternative) => {
    const rows = patrolRoutesOf(part.question, part.problem, one.routes, newId)
    const found = rest ? wholeRounds(question, problem, rest, rows, one.figures.predictability) : { rows, figures: one.figures }
    return { figures: found.figures, routes: sameStops(routes, found.rows).map((route) => ({ ...route, line: line(route) })) }
  }
  return { alternatives: chosen.map((one, i) => { told('lines', i / chosen.length); return asKept(one) }), problem, warnings, changed: 'changed' in best ? best.changed : null }
}

/** What was done and what was found for the rest, priced together. */
function wholeRounds(question: PatrolQuestion, problem: PatrolProblem, rest: UnderWay, rows: readonly PatrolRoute[], predictability: number | null): { rows: PatrolRoute[]; figures: PatrolFigures } {
  const joined = rest.join(rows)
  const price = evaluateRoutes(problem, ordersOf(question, problem, joined))
  const figures = figuresOf(problem, price, predictability, namesOf(question))
  return {
    rows: joined.map((row) => ({ ...row, meters: price.routes.find(({ team }) => question.teams[team]?.teamId === row.teamId)?.meters ?? row.meters })),
    // What a team did before it dropped out is not left out.
    figures: { ...figures, leftOut: figures.leftOut.filter(({ kind, index }) => kind !== 'checkpoint' || !rest.checkpointsDone.has(index)) },
  }
}

/** The same way is looked for once: alternatives share many. */
function linesOnce(lineOf: (route: PatrolRoute) => PatrolRoute['line']): (route: PatrolRoute) => PatrolRoute['line'] {
  const lines = new Map<string, PatrolRoute['line']>()
  return (route) => {
    const key = `${route.teamId} ${route.stops.map(({ place }) => place.join()).join(' ')}`
    const line = lines.get(key) ?? lineOf(route)
    lines.set(key, line)
    return line
  }
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
