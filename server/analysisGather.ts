import { parametersOf } from '../geodata/analysis/parameters.ts'
import { methodOf } from '../geodata/analysis/runMethod.ts'
import type { AnalysisQuestion } from '../geodata/model/analysis.ts'
import type { Sql } from './database.ts'
import { periodBefore } from './periodBefore.ts'
import { Problem } from './problem.ts'
import { type AnalysisRows, analysisRows } from './queries/analysis.ts'
import { type AnalysisGround, analysisGround, mostStreets, presenceIn } from './queries/analysisGround.ts'
import type { Span } from './queries/incident.ts'
import type { AnalysisTask, TaskWindow } from './workers/analysisTask.ts'

/** More would not stand in the memory of one thread beside what a method makes of them. */
const mostRows = 2_000_000
const dayMs = 86_400_000

/** What a question needs beside incidents: what its method asks for, or the units that it is to count in. */
function needsOf({ method: id, parameters }: AnalysisQuestion): { areas: boolean; streets: boolean } {
  const method = methodOf(id)
  const units = parameters.units ?? parametersOf(method).find(({ name }) => name === 'units')?.default
  const needs = new Set<string>(method.needs)
  return { areas: needs.has('areas') || needs.has('population') || units === 'areas', streets: needs.has('streets') || units === 'segments' }
}

/** Rows and ground of a question as the actor sees them, `at` a past moment where one is given. @throws Problem where the area is not the actor's or there is more than can be taken */
export async function gather(sql: Sql, actor: string, question: AnalysisQuestion, told: (share: number) => void, at?: string): Promise<Omit<AnalysisTask, 'alsoShow' | 'exportAs'>> {
  const { from, to, areaId } = question
  const ground = await analysisGround(sql, actor, { areaId, ...needsOf(question) })
  if (!ground.known) throw new Problem(422, 'areaId: expected an area of yours', [{ field: 'areaId', expected: 'an area of yours' }])
  if ((ground.streets?.lines.length ?? 0) > mostStreets) throw new Problem(422, `areaId: more than ${mostStreets} streets lie there; choose a smaller area`, [{ field: 'areaId', expected: 'a smaller area' }])
  told(0.2)
  const now = watched({ from, to }, ground)
  const rows = await rowsOf(sql, actor, { from, to }, { ...question, at }, 'to')
  told(0.6)
  const span = beforeOf(question, ground)
  const before = span && (await rowsOf(sql, actor, span, { ...question, at }, 'compareWith'))
  told(0.9)
  const presence = question.provenance.some((one) => one !== 'public') ? await presenceIn(sql, actor, { from, to }, question.hoursOfWeek, areaId) : null
  return { question, ground, now: taskWindow({ from, to }, rows), watched: now, before: span && before ? taskWindow(span, before) : null, presence }
}

async function rowsOf(sql: Sql, actor: string, span: Span, question: AnalysisQuestion & { at: string | undefined }, field: string): Promise<AnalysisRows> {
  const rows = await analysisRows(sql, actor, span, question, mostRows)
  if ('tooMany' in rows) throw new Problem(422, `${field}: the window holds ${rows.tooMany} incidents, and at most ${mostRows} can be judged at once; choose a shorter window or fewer categories`, [{ field, expected: `a window of at most ${mostRows} incidents` }])
  return rows
}

const taskWindow = ({ from, to }: Span, { packed, leftOut }: AnalysisRows): TaskWindow => ({ fromMs: Date.parse(from), toMs: Date.parse(to), packed: packed.buffer, rowsLeftOut: { ...leftOut } })

/** The part of a window in which incidents were recorded at all: not before the first one, nor long after the newest. undefined where that is less than a day. */
export function watched({ from, to }: Span, { dataSpan }: AnalysisGround): Span | undefined {
  if (!dataSpan) return undefined
  const [first, last] = [Date.parse(dataSpan.from), Date.parse(dataSpan.to)]
  const end = Math.min(Date.parse(to), Math.max(last + 1, Math.min(Date.now(), last + dayMs)))
  const begin = Math.max(Date.parse(from), first)
  return end - begin >= dayMs ? { from: new Date(begin).toISOString(), to: new Date(end).toISOString() } : undefined
}

/** What the question is compared with, as far as incidents were recorded then. */
function beforeOf(question: AnalysisQuestion, ground: AnalysisGround): Span | undefined {
  if (question.compareWith === 'nothing') return undefined
  const span = periodBefore(question)
  return span.from < '1900' ? undefined : watched(span, ground)
}
