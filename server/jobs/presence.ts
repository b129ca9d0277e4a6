import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { buildPresenceSums } from '../presence/buildSums.ts'

/** Today is due whenever a position comes in, and readers count what is due from coverage itself: there is no haste. */
const idleMs = 15_000
/** Days at once: a long history is built in few steps, each some seconds. */
const mostDays = 8

/** Builds the sums of presence for days that changed. All it knows is in the database: it may be stopped, killed and started anywhere. */
export function createPresenceJob({ sql, log, idle = idleMs }: { sql: Sql; log: Log; idle?: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let stopped = false

  /** Answers how long to wait: while days are left three times as long as it took, so that others have the database most of the time. */
  async function once(): Promise<number> {
    const start = performance.now()
    const built = await buildPresenceSums(sql, mostDays)
    return built === mostDays ? Math.min(idle, 3 * (performance.now() - start)) : Math.max(idle, 3 * (performance.now() - start))
  }

  const next = (afterMs: number) => {
    if (stopped) return
    timer = setTimeout(() => {
      running = once().then(next, (error: unknown) => {
        if (!stopped) log.warn({ error: String(error) }, 'sums of presence could not be built; trying again')
        next(idle)
      })
    }, afterMs)
    timer.unref()
  }

  return {
    start: () => next(Math.min(idle, 3_000)),
    /** Ends after the days that are being built. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
