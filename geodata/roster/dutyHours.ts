import { instantOfLocal, localOfInstant } from '../format/localTime.ts'

const [hourMs, dayMs] = [3_600_000, 86_400_000]
/** Unix milliseconds, [from, to). */
export type Span = { from: number; to: number }
export type DutyHours = { hours: number; nightHours: number; weekendHours: number }
export type NightClock = { timeZone: string; nightFrom: string; nightTo: string }

const clockMs = (text: string) => Number(text.slice(0, 2)) * hourMs + Number(text.slice(3, 5)) * 60_000
const shared = (a: Span, from: number, to: number) => Math.max(0, Math.min(a.to, to) - Math.max(a.from, from)) / hourMs

/** Hours of a time on duty, and how many of them lie in the night and on Saturdays and Sundays, by the area's clock; nights and days on which clocks change have the hours that they really have. */
export function dutyHours(span: Span, { timeZone, nightFrom, nightTo }: NightClock): DutyHours {
  const [begin, end] = [clockMs(nightFrom), clockMs(nightTo)]
  const found: DutyHours = { hours: (span.to - span.from) / hourMs, nightHours: 0, weekendHours: 0 }
  const last = Math.floor(localOfInstant(span.to, timeZone) / dayMs)
  for (let day = Math.floor(localOfInstant(span.from, timeZone) / dayMs) - 1; day <= last; day++) {
    const midnight = day * dayMs
    found.nightHours += shared(span, instantOfLocal(midnight + begin, timeZone), instantOfLocal(midnight + end + (end <= begin ? dayMs : 0), timeZone))
    // 1970-01-01 was a Thursday.
    if ((day + 3) % 7 >= 5) found.weekendHours += shared(span, instantOfLocal(midnight, timeZone), instantOfLocal(midnight + dayMs, timeZone))
  }
  return found
}

/** The number of the week, Monday to Sunday, in which a moment lies by the area's clock. */
export const weekOf = (moment: number, timeZone: string): number => Math.floor((Math.floor(localOfInstant(moment, timeZone) / dayMs) + 3) / 7)
