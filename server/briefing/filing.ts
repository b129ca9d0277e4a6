import { createHash } from 'node:crypto'
import { daysOfFiling, nextFiling } from '../../geodata/briefing/schedule.ts'
import type { Sql } from '../database.ts'
import { Problem, problemOf } from '../problem.ts'
import { stepBriefing } from '../queries/briefing.ts'
import { type DueBriefing, settleBriefingSchedule, takeDueBriefing } from '../queries/briefingSchedule.ts'
import { createBriefings } from './briefings.ts'

/** The same briefing of the same days whoever makes it and however often it is tried: an id of its own (RFC 9562, version 8). */
function idOf(scheduleId: string, from: string): string {
  const hex = createHash('sha256').update(`${scheduleId} ${from}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Made and filed in the name of whoever wished it, with what that account may see now. */
async function file(sql: Sql, due: DueBriefing, signal: AbortSignal): Promise<string> {
  const { areaId, template, question, audience, title, createdBy, timeZone, dueAt } = due
  const days = daysOfFiling({ template }, timeZone, Date.parse(dueAt))
  const id = idOf(due.id, days.from)
  const briefings = createBriefings({ sql, versions: null })
  const asked = { areaId, template, ...days, categoryIds: question.categoryIds, hotspotId: null, seed: 1, asOf: null }
  await briefings.check(createdBy, asked)
  const made = await briefings.make(createdBy, { id, title, question: asked, audience }, { signal })
  if (made.state === 'draft') await stepBriefing(sql, createdBy, 'file', id, made.version)
  return id
}

/**
 * One briefing that is due is made, filed and announced: its schedule's id; null where none is due. What was refused waits for its next day and says why; what broke is tried again in a quarter of an hour.
 * Days that a server slept through are made up for once, with the last that was due then.
 */
export async function fileDueBriefing(sql: Sql, signal: AbortSignal, now = Date.now()): Promise<string | null> {
  const due = await takeDueBriefing(sql)
  if (!due) return null
  const nextAt = new Date(nextFiling(due, due.timeZone, now)).toISOString()
  try {
    await settleBriefingSchedule(sql, due.id, { nextAt, briefingId: await file(sql, due, signal), problem: null })
  } catch (error) {
    if (signal.aborted) return null
    const isRefusal = problemOf(error).status < 500
    await settleBriefingSchedule(sql, due.id, { nextAt: isRefusal ? nextAt : null, briefingId: null, problem: error instanceof Problem || isRefusal ? problemOf(error).message : String(error) })
    if (!isRefusal) throw error
  }
  return due.id
}
