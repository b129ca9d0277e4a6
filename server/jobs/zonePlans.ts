import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { makeDueAreaChange } from '../queries/areaChangeDue.ts'
import { adoptDuePlan, settleStragglers } from '../queries/zonePlanDue.ts'

const everyMs = 15_000

/** Changes of the tree of areas and scheduled plans come true at the beginning of their day. All it knows is in the database, where one server at a time is let in; a server that slept does at its next start what was due. */
export function createZonePlanJob({ sql, log, every = everyMs }: { sql: Sql; log: Log; every?: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let stopped = false

  async function round(): Promise<void> {
    const halted = (change: string, error: unknown) => log.warn({ change, error: String(error) }, 'a change of areas could not be made; it is tried again')
    for (let id = await makeDueAreaChange(sql, halted); id !== null && !stopped; id = await makeDueAreaChange(sql, halted)) log.info({ change: id }, 'a change of areas had its day')
    const broken = (plan: string, error: unknown) => log.warn({ plan, error: String(error) }, 'a plan of zones could not come true; it is tried again')
    for (let id = await adoptDuePlan(sql, broken); id !== null && !stopped; id = await adoptDuePlan(sql, broken)) log.info({ plan: id }, 'a plan of zones had its day')
    if (!stopped) await settleStragglers(sql)
  }

  const next = () => {
    timer = setTimeout(() => {
      running = round().catch((error: unknown) => { if (!stopped) log.warn({ error: String(error) }, 'plans of zones could not be looked at; trying again') }).finally(() => { if (!stopped) next() })
    }, every)
    timer.unref()
  }

  return {
    start: next,
    /** Ends after the plan that runs. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
