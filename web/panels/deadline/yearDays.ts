import type { CalendarDay, WorkingHours } from '../../../geodata/model/deadline.ts'

const dayMs = 86_400_000
export const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
export const dayMsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
export const weekdayOf = (day: string): number => new Date(dayMsOf(day)).getUTCDay() || 7
export const addDays = (day: string, days: number): string => isoDay(dayMsOf(day) + days * dayMs)

/** The same day of another month, or its last day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return isoDay(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

/** Weeks of a month from Monday on; null where a week reaches into another month. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const first = isoDay(Date.UTC(year, month - 1, 1))
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const cells: (string | null)[] = [...Array.from({ length: weekdayOf(first) - 1 }, () => null), ...Array.from({ length: count }, (_, i) => addDays(first, i))]
  while (cells.length % 7) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7))
}

/** What the calendar says of a day: by its week, or as an exception to it. */
export type DayMark = 'worked' | 'free' | 'rest' | 'work'
export function markOf(day: string, days: ReadonlyMap<string, CalendarDay>, hours: readonly WorkingHours[]): DayMark {
  const kind = days.get(day)?.kind
  if (kind) return kind
  return hours.some(({ weekday }) => weekday === weekdayOf(day)) ? 'worked' : 'free'
}

/** A press: a usual day becomes the exception that makes sense for it, an exception usual again. */
export function toggledDay(day: string, days: readonly CalendarDay[], hours: readonly WorkingHours[]): CalendarDay[] {
  const without = days.filter((each) => each.day !== day)
  if (without.length < days.length) return without
  const kind = markOf(day, new Map(), hours) === 'worked' ? 'rest' : 'work'
  return [...without, { day, kind, nameZh: '', nameEn: '' } satisfies CalendarDay].toSorted((a, b) => a.day.localeCompare(b.day))
}

/** A set of days put into another: theirs win. */
export function mergedDays(days: readonly CalendarDay[], more: readonly CalendarDay[]): CalendarDay[] {
  return [...new Map([...days, ...more].map((each) => [each.day, each])).values()].toSorted((a, b) => a.day.localeCompare(b.day))
}
