import type { PlanGround, ZoneDesignAnswer, ZoneDesignQuestion, ZoneDesignStage } from '../geodata/model/zonePlan.ts'
import type { Sql } from './database.ts'
import { createNewestTurns } from './newestTurns.ts'
import { Problem } from './problem.ts'
import { mayPlan, mostPlanBuildings, planGround, type PlanGroundFound } from './queries/planGround.ts'
import { Cancelled, runInWorker, TooMuch } from './workers/run.ts'
import type { DesignReply, DesignSaid, DesignTask } from './workers/zoneDesigns.worker.ts'

export type ZoneDesigns = ReturnType<typeof createZoneDesigns>
type Options = { signal: AbortSignal; told: (stage: ZoneDesignStage, progress: number) => void }

const script = new URL('./workers/zoneDesigns.worker.ts', import.meta.url)
/** Threads at work at once for all accounts together; a design takes a processor for as long as it may search. */
const threads = 2
const mostWaiting = 20

/** Where each stage begins and ends on the way from 0 to 1. */
const stages: Record<ZoneDesignStage, [number, number]> = { ground: [0, 0.05], units: [0.05, 0.2], search: [0.2, 0.95], outlines: [0.95, 1] }

const unknownArea = () => new Problem(404, 'There is no such area for this actor.', [{ field: 'areaId', expected: 'the id of an area in which you may plan' }])

/** @throws Problem where there is no ground to design on */
function groundIn(found: PlanGroundFound): PlanGround {
  if (!found) throw unknownArea()
  if ('ground' in found) return found.ground
  const [detail, expected] = found.unfit === 'no_shape' ? ['This area has no outline, so no zones can be drawn in it.', 'an area with an outline; import one first'] : [`There are more than ${mostPlanBuildings} buildings in this area.`, `an area of at most ${mostPlanBuildings} buildings`]
  throw new Problem(422, detail, [{ field: 'areaId', expected, code: found.unfit }])
}

/** Fields of the search as the question has them. */
const fields: Record<string, string> = { min: 'bounds.min', max: 'bounds.max', locked: 'lockedZoneIds', fixZone: 'fixZoneId', units: 'areaId', households: 'areaId', current: 'mode' }

/** Designs of zones: one at a time for each actor, made off the main thread. */
export function createZoneDesigns(sql: Sql) {
  const { alone, order } = createNewestTurns(threads, mostWaiting)

  async function work(actor: string, question: ZoneDesignQuestion, { signal, told }: Options): Promise<ZoneDesignAnswer> {
    const on = (stage: ZoneDesignStage, share: number) => told(stage, stages[stage][0] + (stages[stage][1] - stages[stage][0]) * Math.max(0, Math.min(1, share)))
    on('ground', 0)
    const ground = groundIn(await planGround(sql, actor, question.areaId))
    if (signal.aborted) throw new Cancelled('cancelled while its ground was read')
    const reply = await runInWorker<DesignReply, DesignSaid>(script, { ground, question } satisfies DesignTask, [], { signal, onTold: ({ stage, share }) => on(stage, share) })
    if ('answer' in reply) return reply.answer
    const { code, field, detail, values } = reply.refused
    throw new Problem(422, detail, [{ field: fields[field] ?? field, expected: detail, code, values }])
  }

  return {
    /** What can be refused at once. @throws Problem 404 for an area that is not there or not the actor's to plan */
    async check(actor: string, { areaId }: ZoneDesignQuestion): Promise<void> {
      if (!(await mayPlan(sql, actor, areaId))) throw unknownArea()
    },
    /** Taken when a question comes, before anything is waited for: who came last is the newest. */
    order,
    /** Call `check` first. */
    ask: (actor: string, place: number, question: ZoneDesignQuestion, options: Options): Promise<ZoneDesignAnswer> =>
      alone(actor, place, options.signal, (signal) => work(actor, question, { ...options, signal })).catch((error: unknown) => {
        throw error instanceof TooMuch ? new Problem(422, `The question is too large: ${error.message}.`, [{ field: 'areaId', expected: 'a smaller area' }]) : error
      }),
  }
}
