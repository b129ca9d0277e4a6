import type { PatrolQuestion, PatrolRoute, PatrolStop } from '../../geodata/model/patrolPlan.ts'

/** What is left to plan while teams are out: teams start where they are, and what they have done is not asked for again. */
export type UnderWay = { question: PatrolQuestion; there: PatrolRoute[]; /** Done and new as whole rounds, by the lists of the whole question. */ join(rows: readonly PatrolRoute[]): PatrolRoute[]; /** Checkpoints that are done. */ checkpointsDone: ReadonlySet<number> }

const isStay = ({ kind }: PatrolStop) => kind !== 'start' && kind !== 'end'

/** Stops that were to begin before `at` are done. Null where nothing has begun. */
export function underWay(question: PatrolQuestion, there: readonly PatrolRoute[], at: string): UnderWay | null {
  const now = Date.parse(at)
  const isDone = (stop: PatrolStop) => Date.parse(stop.arrivesAt) <= now && stop.kind !== 'end'
  const done = new Map(there.map((route) => [route.teamId, route.stops.slice(0, route.stops.findLastIndex(isDone) + 1)]))
  if (![...done.values()].flat().some(isStay) && question.teams.every(({ from }) => Date.parse(from) >= now)) return null
  const all = [...done.values()].flat()
  const checkpointsDone = new Set(all.flatMap(({ checkpoint }) => checkpoint ?? []))
  const visits = question.hotspots.map((_, i) => all.filter(({ hotspot }) => hotspot === i).length)
  const checkpoints = question.checkpoints.flatMap((_, i) => (checkpointsDone.has(i) ? [] : [i]))
  const hotspots = question.hotspots.flatMap(({ mostVisits }, i) => (visits[i]! < mostVisits ? [i] : []))
  const rest = (stop: PatrolStop): PatrolStop => ({ ...stop, hotspot: stop.hotspot === null ? null : indexOrNull(hotspots, stop.hotspot), checkpoint: stop.checkpoint === null ? null : indexOrNull(checkpoints, stop.checkpoint) })
  const whole = (stop: PatrolStop): PatrolStop => ({ ...stop, hotspot: stop.hotspot === null ? null : hotspots[stop.hotspot]!, checkpoint: stop.checkpoint === null ? null : checkpoints[stop.checkpoint]! })
  return {
    checkpointsDone,
    question: {
      ...question, checkpoints: checkpoints.map((i) => question.checkpoints[i]!), hotspots: hotspots.map((i) => ({ ...question.hotspots[i]!, mostVisits: question.hotspots[i]!.mostVisits - visits[i]! })),
      teams: question.teams.map((team) => restOfTeam(team, done.get(team.teamId) ?? [], now)),
    },
    there: there.map((route) => ({ ...route, stops: route.stops.slice(done.get(route.teamId)?.length ?? 0).map(rest) })),
    join: (rows) => rows.map((row) => {
      const before = there.find(({ teamId }) => teamId === row.teamId)
      const [start, ...fresh] = row.stops.map(whole)
      return { ...row, startsAt: before?.startsAt ?? row.startsAt, stops: [...(done.get(row.teamId) ?? [start!]), ...fresh] }
    }),
  }
}

const indexOrNull = (list: readonly number[], value: number): number | null => { const at = list.indexOf(value); return at < 0 ? null : at }

/** From where its last stop is, once it has left there and not before now. */
function restOfTeam(team: PatrolQuestion['teams'][number], done: readonly PatrolStop[], now: number): PatrolQuestion['teams'][number] {
  const last = done.at(-1)
  const from = Math.min(Date.parse(team.to) - 1000, Math.max(Date.parse(team.from), now, last ? Date.parse(last.leavesAt) : 0))
  return { ...team, from: new Date(from).toISOString(), start: last?.place ?? team.start, breaks: team.breaks.slice(done.filter(({ kind }) => kind === 'break').length) }
}
