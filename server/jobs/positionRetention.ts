import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { dropOldPositions, indexPositionDay, summarisePositions } from '../queries/positionRetention.ts'

const everyMs = 600_000

/** Detail of positions that nobody is to keep any more goes, a day at a time; coverage stays. Days that are over get an index by device, and where the database has no vacuum of its own the one by time is kept short. */
export function createPositionRetentionJob({ sql, log, every = everyMs }: { sql: Sql; log: Log; every?: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let stopped = false

  async function round(): Promise<void> {
    for (let day = await dropOldPositions(sql); day !== null && !stopped; day = await dropOldPositions(sql)) log.info({ day }, 'positions of a day were dropped; their coverage stays')
    while (!stopped && (await indexPositionDay(sql)) !== null);
    if (!stopped) await summarisePositions(sql)
  }

  const next = () => {
    timer = setTimeout(() => {
      running = round().catch((error: unknown) => { if (!stopped) log.warn({ error: String(error) }, 'old positions could not be dropped; trying again') }).finally(() => { if (!stopped) next() })
    }, every)
    timer.unref()
  }

  return {
    start: next,
    /** Ends after the day that runs. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
