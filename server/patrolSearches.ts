import type { Bbox } from '../geodata/model/geometry.ts'
import type { PatrolRoutesAnswer, PatrolRoutesQuestion, PatrolStage } from '../geodata/model/patrolSearch.ts'
import { placesOf, travelsOf } from '../geodata/patrol/problem.ts'
import type { Sql } from './database.ts'
import { createNewestTurns } from './newestTurns.ts'
import { type FieldError, Problem } from './problem.ts'
import { mostPatrolStreets, patrolStreets, patrolUnknown } from './queries/patrolGround.ts'
import type { PatrolSaid, PatrolTask } from './workers/patrolRoutes.worker.ts'
import { Cancelled, runInWorker, TooMuch } from './workers/run.ts'

export type PatrolSearches = ReturnType<typeof createPatrolSearches>
type Options = { signal: AbortSignal; told: (stage: PatrolStage, progress: number) => void }

const script = new URL('./workers/patrolRoutes.worker.ts', import.meta.url)
/** Threads at work at once for all accounts together; a search takes a processor for as long as it may. */
const threads = 2
const mostWaiting = 20
/** Where each stage begins and ends on the way from 0 to 1. */
const stages: Record<PatrolStage, [number, number]> = { ground: [0, 0.05], matrix: [0.05, 0.15], search: [0.15, 0.95], lines: [0.95, 1] }
/** Ways lead around: streets so far beyond the places are looked at. */
const aroundMeters = 1_000
const metersADegree = 111_320

/** The places of a question with what lies around them. */
function boxOf(question: PatrolRoutesQuestion): Bbox {
  const { places } = placesOf(question)
  const [lngs, lats] = [places.map(([lng]) => lng), places.map(([, lat]) => lat)]
  const [west, east, south, north] = [Math.min(...lngs), Math.max(...lngs), Math.min(...lats), Math.max(...lats)]
  const dLat = aroundMeters / metersADegree + (north - south) / 5
  const dLng = aroundMeters / (metersADegree * Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180))) + (east - west) / 5
  return [Math.max(-180, west - dLng), Math.max(-90, south - dLat), Math.min(180, east + dLng), Math.min(90, north + dLat)]
}

/** A plan is walked in one night: places on other continents are a slip of the hand. */
const mostDegrees = 2
/** Each vehicle and speed has travel times of its own between all places: forty of them took 10 s and an answer of 67 MB. */
const mostTravels = 8

/** Searches for rounds: one at a time for each actor, made off the main thread. */
export function createPatrolSearches(sql: Sql) {
  const { alone, order } = createNewestTurns(threads, mostWaiting)

  async function work(actor: string, question: PatrolRoutesQuestion, { signal, told }: Options): Promise<PatrolRoutesAnswer> {
    const on = (stage: PatrolStage, share: number) => told(stage, stages[stage][0] + (stages[stage][1] - stages[stage][0]) * Math.max(0, Math.min(1, share)))
    on('ground', 0)
    const at = question.teams.map(({ from }) => from).reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a))
    const streets = await patrolStreets(sql, actor, { areaId: question.areaId, at, box: boxOf(question) })
    if (streets.streets.length > mostPatrolStreets) throw new Problem(422, `There are more than ${mostPatrolStreets} streets between the places of this question.`, [{ field: 'teams', expected: 'places that lie nearer to each other', code: 'too_many_streets' }])
    if (signal.aborted) throw new Cancelled('cancelled while its ground was read')
    return runInWorker<PatrolRoutesAnswer, PatrolSaid>(script, { question, streets } satisfies PatrolTask, [], { signal, onTold: ({ stage, share }) => on(stage, share) })
  }

  return {
    /** What can be refused at once. @throws Problem 404 for an area that is not there or not the actor's to plan, 422 for a question that has no answer */
    async check(actor: string, question: PatrolRoutesQuestion): Promise<void> {
      const unknown = await patrolUnknown(sql, actor, question)
      if (unknown.area) throw new Problem(404, 'There is no such area for this actor.', [{ field: 'areaId', expected: 'the id of an area in which you plan patrols' }])
      const errors: FieldError[] = [
        ...unknown.teams.map((i) => ({ field: `teams.${i}.teamId`, expected: 'the id of a team for which you plan patrols' })),
        ...unknown.hotspots.map((i) => ({ field: `hotspots.${i}.hotspotId`, expected: 'the id of a hotspot that you read, or null' })),
        ...unknown.checkpoints.map((i) => ({ field: `checkpoints.${i}.checkpointId`, expected: 'the id of a checkpoint that you read, or null' })),
      ]
      if (question.hotspots.length + question.checkpoints.length === 0) errors.push({ field: 'hotspots', expected: 'at least one hotspot or checkpoint', code: 'nothing_to_visit' })
      if (travelsOf(question).needed.length > mostTravels) errors.push({ field: 'teams', expected: `teams of at most ${mostTravels} kinds by vehicle and speed`, code: 'too_many_speeds' })
      const [west, south, east, north] = boxOf(question)
      if (east - west > mostDegrees || north - south > mostDegrees) errors.push({ field: 'teams', expected: `places within ${mostDegrees} degrees of each other`, code: 'too_far' })
      if (errors.length) throw new Problem(422, errors.slice(0, 10).map(({ field, expected }) => `${field}: expected ${expected}`).join('; '), errors.slice(0, 10))
    },
    /** Taken when a question comes, before anything is waited for: who came last is the newest. */
    order,
    /** Call `check` first. */
    ask: (actor: string, place: number, question: PatrolRoutesQuestion, options: Options): Promise<PatrolRoutesAnswer> =>
      alone(actor, place, options.signal, (signal) => work(actor, question, { ...options, signal })).catch((error: unknown) => {
        throw error instanceof TooMuch ? new Problem(422, `The question is too large: ${error.message}.`, [{ field: 'hotspots', expected: 'fewer places' }]) : error
      }),
  }
}
