import { householdBounds } from '../geodata/model/zone.ts'
import type { PlanProblem, ZonePlan, ZonePlanAdoption } from '../geodata/model/zonePlan.ts'
import type { PlanCheck } from '../geodata/zoning/checkPlan.ts'
import type { Sql } from './database.ts'
import { Problem } from './problem.ts'
import { planGround } from './queries/planGround.ts'
import { adoptZonePlan, zonePlanById, zonePlanFaults } from './queries/zonePlan.ts'
import { createQueue } from './queue.ts'
import type { CheckReply } from './workers/planChecks.worker.ts'
import { runInWorker, TooMuch } from './workers/run.ts'

const script = new URL('./workers/planChecks.worker.ts', import.meta.url)
/** An honest plan of 600 zones takes seconds; a few hundred borders that cross each other everywhere take minutes. */
const mostMs = 20_000
const checks = createQueue(1, 20, () => new Problem(429, 'Too many plans are being checked; try again in a while.', [], { 'retry-after': '10' }))

/** Off the main thread, for a plan may hold whatever was drawn. @throws Problem 422 where it crosses itself so often that it cannot be judged */
export async function problemsOf(plan: PlanCheck, limitMs = mostMs): Promise<PlanProblem[]> {
  try {
    return (await checks.run(() => runInWorker<CheckReply>(script, plan, [], { signal: new AbortController().signal, limitMs }))).problems
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    throw new Problem(422, 'The borders of this plan cross each other too often to be judged.', [{ field: 'zones', expected: 'zones that cover the area exactly once; mend what the map marks first' }])
  }
}

const refusal = (detail: string, problems: readonly PlanProblem[]) =>
  new Problem(422, detail, [{ field: 'zones', expected: 'zones that cover the area exactly once, with right codes' }], {}, { problems })

/**
 * Adopts a draft that covers its area exactly once: judged by the function that the editor uses, then once more by the database, which has the last word.
 * Undefined where it is not there, or not for this actor. @throws Problem 422 with what is wrong and where, as `problems`
 */
export async function adoptCheckedPlan(sql: Sql, actor: string, id: string, command: ZonePlanAdoption): Promise<ZonePlan | undefined> {
  const found = await zonePlanById(sql, actor, id)
  if (found?.plan.state === 'draft' && found.plan.version === command.version) {
    const ground = await planGround(sql, actor, found.plan.areaId)
    const { area, buildings } = ground && 'ground' in ground ? ground.ground : { area: undefined, buildings: [] }
    const problems = area ? await problemsOf({ area: area.geometry, zones: found.zones, buildings, bounds: householdBounds }) : []
    if (problems.some(({ blocks }) => blocks)) throw refusal(`expected zones that cover the area exactly once: ${problems[0]?.kind}`, problems.filter(({ blocks }) => blocks))
  }
  try {
    return await adoptZonePlan(sql, actor, id, command)
  } catch (error) {
    // The database says the first fault in words; what else is wrong is asked for, to be shown on the map.
    const problems = (error as { column_name?: unknown }).column_name === 'zones' ? await zonePlanFaults(sql, actor, id) : []
    throw problems.length ? refusal((error as Error).message, problems) : error
  }
}
