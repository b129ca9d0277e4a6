import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { runDeadlines } from '../queries/deadline.ts'

const everyMs = 5_000
/** One transaction each: small enough that the stream tells the rows one by one, and that nobody's step waits. */
const batch = 500

/**
 * Warns and escalates, every few seconds. All it knows is in the database, where only one server at a time is let in; so it may be
 * stopped, killed and started anywhere and says each thing once.
 */
export function createDeadlineJob({ sql, log, every = everyMs }: { sql: Sql; log: Log; every?: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let stopped = false

  async function round(): Promise<void> {
    let seen: number | null = batch
    while (!stopped && seen !== null && seen >= batch) seen = await runDeadlines(sql, batch)
  }

  const next = () => {
    timer = setTimeout(() => {
      running = round().catch((error: unknown) => { if (!stopped) log.warn({ error: String(error) }, 'deadlines could not be looked at; trying again') }).finally(() => { if (!stopped) next() })
    }, every)
    timer.unref()
  }

  return {
    start: next,
    /** Ends after the batch that runs. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
