import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { foldIncidentCounts } from '../queries/counts.ts'
import { pruneChanges } from '../queries/incidentChange.ts'

const idleMs = 1_000
/** The live stream waits for running transactions, and on the embedded database everybody does: a fold is to take about this long. */
const wantedMs = 120
const fewest = 20
const mostAtOnce = 4_000
/** Columns in memory (server/columns) read changes at least every minute and give up after three quarters of this. */
const keptMinutes = 60
const pruneEveryMs = 600_000

/**
 * Folds what changed into the pyramid of counts, a little at a time. Answers are right without it and get slower; so it may be stopped, killed and started
 * anywhere, and beside other servers only one of them folds.
 */
export function createCountJob({ sql, log, idle = idleMs }: { sql: Sql; log: Log; idle?: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let stopped = false
  let batch = 200
  let prunedAtMs = 0

  /** Answers how long to wait for the next: as long as it took, so that others get half of the time. */
  async function once(): Promise<number> {
    const start = performance.now()
    if (start - prunedAtMs > pruneEveryMs) {
      await pruneChanges(sql, keptMinutes)
      prunedAtMs = start
    }
    const folded = await foldIncidentCounts(sql, batch)
    if (!folded) return idle
    const tookMs = Math.max(1, performance.now() - start)
    batch = Math.round(Math.min(mostAtOnce, Math.max(fewest, batch * Math.min(2, wantedMs / tookMs))))
    return Math.min(idle, tookMs)
  }

  const next = (afterMs: number) => {
    if (stopped) return
    timer = setTimeout(() => {
      running = once().then(next, (error: unknown) => {
        if (!stopped) log.warn({ error: String(error) }, 'counts could not be folded; trying again')
        next(idle)
      })
    }, afterMs)
    timer.unref()
  }

  return {
    start: () => next(idle),
    /** Ends after the fold that runs. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
