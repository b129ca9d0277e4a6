import { makeCameraViews, mostAtOnce } from '../cameras/makeViews.ts'
import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { Cancelled } from '../workers/run.ts'

const idleMs = 1_000

/** Makes what cameras see anew after they, or buildings near them, changed. All it knows is in the database: it may be stopped, killed and started anywhere. */
export function createCameraViewJob({ sql, log, idle = idleMs }: { sql: Sql; log: Log; idle?: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  const stopping = new AbortController()
  /** Fewer after a failure, so that what cannot be made is soon alone. */
  let atOnce = mostAtOnce

  /** Answers how long to wait: after work as long as it took, so that others get half of the time. */
  async function once(): Promise<number> {
    const start = performance.now()
    const made = await makeCameraViews(sql, stopping.signal, atOnce)
    atOnce = Math.min(mostAtOnce, atOnce * 2)
    return made ? Math.min(idle, performance.now() - start) : idle
  }

  const next = (afterMs: number) => {
    if (stopping.signal.aborted) return
    timer = setTimeout(() => {
      running = once().then(next, (error: unknown) => {
        if (!stopping.signal.aborted && !(error instanceof Cancelled)) log.warn({ error: String(error) }, 'views of cameras could not be made; trying again')
        atOnce = Math.max(1, Math.floor(atOnce / 4))
        next(idle)
      })
    }, afterMs)
    timer.unref()
  }

  return {
    start: () => next(idle),
    /** Ends with what runs, which is made again after the next start. */
    async stop(): Promise<void> {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}
