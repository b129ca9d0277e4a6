import type { AnalysisAnswer, AnalysisLine } from '../../geodata/model/analysisAnswer.ts'
import type { FreshDatabase } from '../database.ts'
import { makeIncidents } from './city.ts'
import type { Door } from './door.ts'

const day = 86_400_000
/** The last sixty days, and a little of the future. */
export const window = { from: new Date(Date.now() - 60 * day).toISOString(), to: new Date(Date.now() + day).toISOString() }

/** A burst at one place over an even background of west, and petitions heaped at another, which must never show. */
export async function plantBurst({ sql }: Pick<FreshDatabase, 'sql'>): Promise<void> {
  await makeIncidents(sql, 2, 400, 60)
  const heap = (category: number, lng: number, count: number) => sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom)
    select gen_random_uuid(), 2, ${category}, 1, 'phone', 'heap', now() - make_interval(hours => i % 700), st_setsrid(st_makepoint(${lng} + (i % 7) * 0.0001, 31.205 + (i % 5) * 0.0001), 4326) from generate_series(1, ${count}) i`
  await heap(1, 121.405, 120)
  await heap(3, 121.415, 300)
}

/** The last line of an answer, or the problem that came instead of lines. */
export type Ended = { status: number; lines: AnalysisLine[]; answer?: AnalysisAnswer; problem?: { status: number; detail: string; errors: { field: string; expected: string; code?: string }[] } }

export async function askMethod(door: Door, question: object, as = 'demo-command'): Promise<Ended> {
  const response = await door.ask('/api/analyses', { as, method: 'POST', body: { method: 'gi_star', ...window, ...question } })
  const text = await response.text()
  if (!response.ok) return { status: response.status, lines: [], problem: JSON.parse(text) }
  const lines = text.trim().split('\n').map((line) => JSON.parse(line) as AnalysisLine)
  return { status: response.status, lines, ...(lines.at(-1) as Pick<Ended, 'answer' | 'problem'>) }
}
