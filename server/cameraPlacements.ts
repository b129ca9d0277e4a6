import type { CameraPlacementAnswer, CameraPlacementQuestion, CameraPlacementStage, PlacementRows } from '../geodata/model/cameraPlacement.ts'
import type { Sql } from './database.ts'
import { createNewestTurns } from './newestTurns.ts'
import { Problem } from './problem.ts'
import { mayPlace, mostPlacementBuildings, placementRows, type PlacementRowsFound, streetLights } from './queries/placementRows.ts'
import type { PlacementReply, PlacementSaid, PlacementTask } from './workers/cameraPlacements.worker.ts'
import { Cancelled, runInWorker, TooMuch } from './workers/run.ts'

export type CameraPlacements = ReturnType<typeof createCameraPlacements>
type Options = { signal: AbortSignal; told: (stage: CameraPlacementStage, progress: number) => void }

const script = new URL('./workers/cameraPlacements.worker.ts', import.meta.url)
/** Threads at work at once for all accounts together; a search takes a processor for as long as it lasts. */
const threads = 1
const mostWaiting = 20
/** Where each stage begins and ends on the way from 0 to 1. */
const stages: Record<CameraPlacementStage, [number, number]> = { ground: [0, 0.1], mounts: [0.1, 0.15], views: [0.15, 0.45], search: [0.45, 1] }

const unknownArea = ({ zoneId }: Pick<CameraPlacementQuestion, 'zoneId'>) =>
  new Problem(404, 'There is no such ground for this actor.', [{ field: 'areaId', expected: zoneId === null ? 'the id of an area in which you may plan' : 'the id of an area in which you may plan, and a zone of it' }])

/** @throws Problem where there is no ground to place cameras on */
function rowsIn(found: PlacementRowsFound, question: CameraPlacementQuestion): PlacementRows {
  if (!found) throw unknownArea(question)
  if ('rows' in found) return found.rows
  const [detail, expected] = found.unfit === 'no_shape' ? ['This area has no outline, so no ground is known.', 'an area with an outline; import one first'] : [`There are more than ${mostPlacementBuildings} buildings here.`, `an area of at most ${mostPlacementBuildings} buildings`]
  throw new Problem(422, detail, [{ field: 'areaId', expected, code: found.unfit }])
}

/** Proposals of cameras: one at a time for each actor, made off the main thread. */
export function createCameraPlacements(sql: Sql) {
  const { alone, order } = createNewestTurns(threads, mostWaiting)

  async function work(actor: string, question: CameraPlacementQuestion, { signal, told }: Options): Promise<CameraPlacementAnswer> {
    const on = (stage: CameraPlacementStage, share: number) => told(stage, stages[stage][0] + (stages[stage][1] - stages[stage][0]) * Math.max(0, Math.min(1, share)))
    on('ground', 0)
    const rows = rowsIn(await placementRows(sql, actor, question), question)
    if (signal.aborted) throw new Cancelled('cancelled while its ground was read')
    const reply = await runInWorker<PlacementReply, PlacementSaid>(script, { rows, question } satisfies PlacementTask, [], { signal, onTold: ({ stage, share }) => on(stage, share) })
    if ('answer' in reply) return reply.answer
    const { code, field, detail } = reply.refused
    throw new Problem(422, detail, [{ field, expected: detail, code }])
  }

  return {
    /** What can be refused at once. @throws Problem 404 for ground that is not there or not the actor's to plan, 422 for a question that has no answer */
    async check(actor: string, question: CameraPlacementQuestion): Promise<void> {
      if (!(await mayPlace(sql, actor, question))) throw unknownArea(question)
      const { ground, incidents, unvisited } = question.weights
      if (ground + incidents + unvisited === 0) throw new Problem(422, 'Nothing is to be watched: all weights are 0.', [{ field: 'weights', expected: 'at least one weight above 0', code: 'no_weight' }])
    },
    /** Where street lights of the ground stand. @throws Problem 404 as `check` */
    async lights(actor: string, ground: Pick<CameraPlacementQuestion, 'areaId' | 'zoneId'>): Promise<[number, number][]> {
      const found = await streetLights(sql, actor, ground)
      if (!found) throw unknownArea(ground)
      return found
    },
    /** Taken when a question comes, before anything is waited for: who came last is the newest. */
    order,
    /** Call `check` first. */
    ask: (actor: string, place: number, question: CameraPlacementQuestion, options: Options): Promise<CameraPlacementAnswer> =>
      alone(actor, place, options.signal, (signal) => work(actor, question, { ...options, signal })).catch((error: unknown) => {
        throw error instanceof TooMuch ? new Problem(422, `The question is too large: ${error.message}.`, [{ field: 'areaId', expected: 'a smaller area' }]) : error
      }),
  }
}
