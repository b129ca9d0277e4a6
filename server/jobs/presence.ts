import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { matchStreets } from '../presence/matchStreets.ts'
import { Cancelled } from '../workers/run.ts'
import { buildPresenceSums } from '../presence/buildSums.ts'

/** Today is due whenever a position comes in, and readers count what is due from coverage itself: there is no haste. */
const idleMs = 15_000
/** Days at once: a long history is built in few steps, each some seconds. */
const mostDays = 3

/** Builds the sums of presence for days that changed, and matches their tracks to streets. All it knows is in the database: it may be stopped, killed and started anywhere. */
export function createPresenceJob({ sql, log, idle = idleMs }: { sql: Sql; log: Log; idle?: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  const stopping = new AbortController()

  /** Answers how long to wait: while days are left three times as long as it took, so that others have the database most of the time. */
  async function once(): Promise<number> {
    const start = performance.now()
    const built = await buildPresenceSums(sql, mostDays)
    // Matching takes longer than summing, and waits until all is summed.
    const matched = built === 0 && (await matchStreets(sql, stopping.signal))
    return built === mostDays || matched ? Math.min(idle, 3 * (performance.now() - start)) : Math.max(idle, 3 * (performance.now() - start))
  }

  const next = (afterMs: number) => {
    if (stopping.signal.aborted) return
    timer = setTimeout(() => {
      running = once().then(next, (error: unknown) => {
        if (!stopping.signal.aborted && !(error instanceof Cancelled)) log.warn({ error: String(error) }, 'sums of presence could not be built; trying again')
        next(idle)
      })
    }, afterMs)
    timer.unref()
  }

  return {
    start: () => next(Math.min(idle, 3_000)),
    /** Ends after the days that are being built. */
    async stop(): Promise<void> {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}
