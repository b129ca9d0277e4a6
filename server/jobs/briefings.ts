import { fileDueBriefing } from '../briefing/filing.ts'
import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'

const everyMs = 30_000

/** Briefings that are filed by themselves. All it knows is in the database, where one server at a time takes what is due. */
export function createBriefingJob({ sql, log, every = everyMs }: { sql: Sql; log: Log; every?: number }) {
  const stopping = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined

  async function round(): Promise<void> {
    for (let id = await fileDueBriefing(sql, stopping.signal); id !== null && !stopping.signal.aborted; id = await fileDueBriefing(sql, stopping.signal)) log.info({ schedule: id }, 'a scheduled briefing had its day')
  }

  const next = () => {
    timer = setTimeout(() => {
      running = round().catch((error: unknown) => { if (!stopping.signal.aborted) log.warn({ error: String(error) }, 'a scheduled briefing could not be made; it is tried again') }).finally(() => { if (!stopping.signal.aborted) next() })
    }, every)
    timer.unref()
  }

  return {
    start: next,
    /** A briefing that is being made is left; it is made by whoever looks next. */
    async stop(): Promise<void> {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}
