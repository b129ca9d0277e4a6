import type { Sql } from './database.ts'
import type { Versions } from './live/versions.ts'
import { Problem } from './problem.ts'
import { hotspotRows } from './queries/hotspot.ts'
import type { HotspotResult, HotspotTask } from './workers/hotspots.ts'
import type { Reply } from './workers/hotspots.worker.ts'
import { Cancelled, runInWorker } from './workers/run.ts'

export type HotspotQuestion = { from: string; to: string; categoryIds?: number[] | undefined; provenance: string[] } & Pick<HotspotTask, 'method' | 'cellMeters' | 'radiusMeters' | 'windowDays'> & { minPoints?: number | undefined }
export type HotspotAnswer = HotspotResult & { asked: HotspotQuestion; rows: number }
export type Hotspots = ReturnType<typeof createHotspots>

const script = new URL('./workers/hotspots.worker.ts', import.meta.url)
const keptAnswers = 24
const fewestDays = 7
const fewestRows = 30

/** Hotspot questions: one at a time for each actor, answered off the main thread, the last answers kept. */
export function createHotspots({ sql, versions }: { sql: Sql; versions: Versions }) {
  const kept = new Map<string, HotspotAnswer>()
  const lastCells = new Map<string, HotspotAnswer>()
  const running = new Map<string, AbortController>()

  async function solve(actor: string, question: HotspotQuestion, signal: AbortSignal): Promise<HotspotAnswer> {
    const { places, timesMs, areas, voiceLeftOut } = await hotspotRows(sql, actor, question)
    if (timesMs.length < fewestRows) throw new Problem(422, `The window holds ${timesMs.length} rows; a finding needs at least ${fewestRows}.`, [{ field: 'from', expected: 'a longer window or more categories' }])
    const rows = timesMs.length
    const { method, cellMeters, radiusMeters, windowDays, minPoints } = question
    const task: HotspotTask = { method, cellMeters, radiusMeters, windowDays, minPoints: minPoints ?? null, places, timesMs, areas, fromMs: Date.parse(question.from), toMs: Date.parse(question.to) }
    const reply = await runInWorker<Reply>(script, task, [places.buffer, timesMs.buffer], { signal })
    if ('refused' in reply) throw new Problem(422, reply.refused, [{ field: 'cellMeters', expected: reply.refused }])
    const { result } = reply
    return { ...result, rowsLeftOut: { ...result.rowsLeftOut, voiceCategory: voiceLeftOut }, asked: question, rows }
  }

  return {
    /** A newer question of the same actor ends the older one. Throws Problem 409 to whoever waited for that. */
    async ask(actor: string, rightsKey: string, question: HotspotQuestion, clientGone: AbortSignal): Promise<HotspotAnswer> {
      if (Date.parse(question.to) - Date.parse(question.from) < fewestDays * 86_400_000) throw new Problem(422, `The window is shorter than ${fewestDays} days.`, [{ field: 'to', expected: `at least ${fewestDays} days after from` }])
      const key = `${rightsKey} ${versions.tag(['incident', 'area'])} ${JSON.stringify(question)}`
      const known = kept.get(key)
      if (known) return known
      running.get(actor)?.abort()
      const mine = new AbortController()
      running.set(actor, mine)
      try {
        const answer = await solve(actor, question, AbortSignal.any([mine.signal, clientGone]))
        kept.set(key, answer)
        for (const oldest of kept.keys()) if (kept.size > keptAnswers) kept.delete(oldest)
        if (answer.cells) lastCells.set(rightsKey, answer)
        return answer
      } catch (error) {
        if (error instanceof Cancelled) throw new Problem(409, 'A newer question took the place of this one.')
        throw error
      } finally {
        if (running.get(actor) === mine) running.delete(actor)
      }
    },
    /** The cells computed last for somebody with these rights. */
    last: (rightsKey: string) => lastCells.get(rightsKey)?.cells?.features ?? [],
  }
}
