import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { matchStreets } from '../presence/matchStreets.ts'
import { Cancelled } from '../workers/run.ts'
import { buildPresenceSums } from '../presence/buildSums.ts'

/** Today is due whenever a position comes in, and readers count what is due from coverage itself: there is no haste. */
const idleMs = 15_000
/** Days at once: a long history is built in few steps, each some seconds. */
const mostDays = 3
/** Positions come in all day, so something is always due to be summed: matching has its turn all the same. */
const matchEveryMs = 30_000
/** Between areas; each has its own today. */
const leastMs = 2_000

/** Builds the sums of presence for days that changed, and matches their tracks to streets. All it knows is in the database: it may be stopped, killed and started anywhere. */
export function createPresenceJob({ sql, log, idle = idleMs }: { sql: Sql; log: Log; idle?: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  const stopping = new AbortController()
  let matchedAtMs = -Infinity

  /** Answers how long to wait: while something was due three times as long as it took, so that others have the database most of the time. */
  async function once(): Promise<number> {
    const start = performance.now()
    const built = await buildPresenceSums(sql, mostDays)
    const matched = (built === 0 || performance.now() - matchedAtMs > matchEveryMs) && (await matchStreets(sql, stopping.signal))
    if (matched) matchedAtMs = performance.now()
    return built || matched ? Math.max(Math.min(idle, leastMs), 3 * (performance.now() - start)) : idle
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
