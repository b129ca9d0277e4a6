import type { BriefingTemplate } from '../../../geodata/model/briefing.ts'

const dayMs = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
export const dayPlus = (day: string, days: number): string => new Date(at(day) + days * dayMs).toISOString().slice(0, 10)
const daysBetween = (from: string, to: string): number => Math.round((at(to) - at(from)) / dayMs)
/** 0 is Monday. */
const weekday = (day: string) => (new Date(at(day)).getUTCDay() + 6) % 7
const monthStart = (day: string) => `${day.slice(0, 7)}-01`

/** Longer than a year there is nothing to compare with. */
export const mostDays = 366

/** The days that a template is usually about: the newest that are over on `today`. `to` is not included. */
export function usualPeriod(template: BriefingTemplate, today: string): { from: string; to: string } {
  if (template === 'daily') return { from: dayPlus(today, -1), to: today }
  if (template === 'weekly') { const monday = dayPlus(today, -weekday(today)); return { from: dayPlus(monday, -7), to: monday } }
  if (template === 'monthly') { const to = monthStart(today); return { from: monthStart(dayPlus(to, -1)), to } }
  return template === 'festival' ? { from: dayPlus(today, -7), to: today } : { from: dayPlus(today, -28), to: today }
}

/** What is wrong with days that were chosen, `last` included; null where nothing is. */
export function periodFault(from: string, last: string): 'wrongOrder' | 'tooLong' | null {
  if (!from || !last || last < from) return 'wrongOrder'
  return daysBetween(from, last) + 1 > mostDays ? 'tooLong' : null
}
