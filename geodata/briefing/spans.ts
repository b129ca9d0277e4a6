import { festivalDays, festivalIds } from '../analysis/festival.ts'
import { instantOfLocal, localOfInstant } from '../format/localTime.ts'
import type { BriefingQuestion } from '../model/briefing.ts'

export type Span = { from: string; to: string }
/** Milliseconds since 1970. `whole`: the period as it was asked for; `now`: as far as it has gone by; `before` and `year` as long as that. */
export type BriefingSpans = { whole: Span; now: Span; before: Span; year: Span }

const dayMs = 86_400_000
const wall = (day: string) => Date.parse(`${day}T00:00:00Z`)
const monthsOf = (at: number) => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth()
const monthStart = (months: number) => Date.UTC(Math.floor(months / 12), months % 12, 1)
const isMonthStart = (at: number) => new Date(at).getUTCDate() === 1

/** The same date a year before; the 29th of February on the 28th. */
function yearBefore(at: number): number {
  const date = new Date(at)
  const last = Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth() + 1, 0)
  return Math.min(Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), date.getUTCDate()), last) + (at % dayMs)
}

/** The festival of exactly these days, a year before: lunar ones lie on other dates. */
function festivalBefore(from: number, to: number): { from: number; to: number } | undefined {
  const year = new Date(to - dayMs).getUTCFullYear()
  const festival = festivalIds.find((each) => festivalDays(each, year).from === from && festivalDays(each, year).to === to)
  return festival && festivalDays(festival, year - 1)
}

/** The days before: as many, or as many whole months. */
function daysBefore(from: number, to: number): { from: number; to: number } {
  if (isMonthStart(from) && isMonthStart(to)) return { from: monthStart(2 * monthsOf(from) - monthsOf(to)), to: from }
  return { from: 2 * from - to, to: from }
}

/**
 * What a briefing counts and compares, by the clocks of the area. A period that still runs is compared with the same part of the others, up to the same hour.
 * @throws RangeError naming what is wrong: a period that ends before it begins, or has not begun by `momentMs`
 */
export function briefingSpans({ from, to, template }: Pick<BriefingQuestion, 'from' | 'to' | 'template'>, timeZone: string, momentMs: number): BriefingSpans {
  const [begins, ends] = [wall(from), wall(to)]
  if (!(ends > begins)) throw new RangeError('expected a day after from')
  const gone = Math.min(ends, localOfInstant(momentMs, timeZone)) - begins
  if (gone <= 0) throw new RangeError('expected a period that has begun')
  const span = (first: number, last: number) => ({ from: new Date(instantOfLocal(first, timeZone)).toISOString(), to: new Date(instantOfLocal(last, timeZone)).toISOString() })
  const isWhole = begins + gone === ends
  const part = (of: { from: number; to: number }) => span(of.from, isWhole ? of.to : Math.min(of.to, of.from + gone))
  const festival = template === 'festival' ? festivalBefore(begins, ends) : undefined
  return { whole: span(begins, ends), now: span(begins, begins + gone), before: part(daysBefore(begins, ends)), year: part(festival ?? { from: yearBefore(begins), to: yearBefore(ends) }) }
}

export const daysOfSpan = ({ from, to }: Span): number => (Date.parse(to) - Date.parse(from)) / dayMs
