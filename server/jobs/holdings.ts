import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { switchHoldings } from '../queries/post.ts'

const everyMs = 20_000

/**
 * Posts change hands at the beginning of a day on their area's own clock, and at once when a server starts after it. All it knows is in the database, where only one
 * server at a time is let in; so it may be stopped, killed and started anywhere.
 */
export function createHoldingJob({ sql, log, every = everyMs }: { sql: Sql; log: Log; every?: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<unknown> | undefined
  let stopped = false

  const next = (afterMs: number) => {
    timer = setTimeout(() => {
      running = switchHoldings(sql).catch((error: unknown) => { if (!stopped) log.warn({ error: String(error) }, 'holders of posts could not be switched; trying again') }).finally(() => { if (!stopped) next(every) })
    }, afterMs)
    timer.unref()
  }

  return {
    start: () => next(Math.min(every, 1_000)),
    /** Ends after the switch that runs. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
