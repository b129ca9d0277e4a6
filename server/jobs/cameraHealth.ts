import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { reportOutages, silenceCameras } from '../queries/cameraGateway.ts'

const everyMs = 10_000

/**
 * Cameras that nobody tells of any more go offline, and outages that last become matters. Silence is counted from when this server began to listen: what was said while there was none is nobody's
 * silence. All else it knows is in the database, where only one server at a time is let in.
 */
export function createCameraHealthJob({ sql, log, every = everyMs }: { sql: Sql; log: Log; every?: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let stopped = false
  let listening = new Date()

  async function round(): Promise<void> {
    await silenceCameras(sql, listening)
    await reportOutages(sql)
  }
  const next = () => {
    timer = setTimeout(() => {
      running = round().catch((error: unknown) => { if (!stopped) log.warn({ error: String(error) }, 'cameras could not be looked after; trying again') }).finally(() => { if (!stopped) next() })
    }, every)
    timer.unref()
  }
  return {
    start(): void {
      listening = new Date()
      next()
    },
    /** Ends after the round that runs. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
