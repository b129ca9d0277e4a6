import { instantOfLocal, localOfInstant } from '../format/localTime.ts'
import type { BriefingScheduleDraft } from '../model/briefing.ts'

type When = Pick<BriefingScheduleDraft, 'template' | 'onDay' | 'atHour'>
const dayMs = 86_400_000
const hourMs = 3_600_000

/** Whether a day of the wall clock is one on which it is filed: 1 to 7 from Monday for a weekly one, 1 to 28 of the month. */
function isDay({ template, onDay }: When, day: number): boolean {
  if (template === 'daily') return true
  const date = new Date(day)
  return template === 'weekly' ? (date.getUTCDay() || 7) === (onDay ?? 1) : date.getUTCDate() === (onDay ?? 1)
}

/** The first time after a moment, by the clocks of the area: an hour that clocks skip is filed at the next. Milliseconds since 1970. */
export function nextFiling(when: When, timeZone: string, afterMs: number): number {
  const today = Math.floor(localOfInstant(afterMs, timeZone) / dayMs) * dayMs
  for (let day = today; ; day += dayMs) {
    const at = instantOfLocal(day + when.atHour * hourMs, timeZone)
    if (at > afterMs && isDay(when, day)) return at
  }
}

const dayText = (day: number) => new Date(day).toISOString().slice(0, 10)

/** The days that a filing at `dueMs` is about: the day before, the seven days before, or the calendar month before. */
export function daysOfFiling({ template }: Pick<When, 'template'>, timeZone: string, dueMs: number): { from: string; to: string } {
  const today = Math.floor(localOfInstant(dueMs, timeZone) / dayMs) * dayMs
  if (template !== 'monthly') return { from: dayText(today - (template === 'daily' ? 1 : 7) * dayMs), to: dayText(today) }
  const date = new Date(today)
  return { from: dayText(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1)), to: dayText(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)) }
}
