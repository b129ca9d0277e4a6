import { offsetAt } from '../format/localTime.ts'

export const HOURS_OF_WEEK = 168

/** Visits every hour of local time that an interval touches, with the milliseconds in it. `hour` is 0 to 167 from Monday 00:00. */
export function eachLocalHour(fromMs: number, untilMs: number, timeZone: string, visit: (hour: number, ms: number) => void): void {
  for (let at = fromMs; at < untilMs; ) {
    const offset = offsetAt(at, timeZone)
    const wall = at + offset
    let next = Math.min(untilMs, at + HOUR_MS - mod(wall, HOUR_MS))
    // Where clocks change on the way, as far as the quarter of an hour at which they can.
    if (next - at > 0 && offsetAt(next - 1, timeZone) !== offset) next = Math.min(next, at + QUARTER_MS - mod(at, QUARTER_MS))
    visit(hourOfWeek(wall), next - at)
    at = next
  }
}

const HOUR_MS = 3_600_000
const QUARTER_MS = 900_000
/** The day on which clocks are set forward. */
const SHORTEST_DAY_MS = 23 * HOUR_MS
const mod = (value: number, by: number) => ((value % by) + by) % by
/** 1970-01-01 was a Thursday. */
const hourOfWeek = (wallMs: number) => mod(Math.floor(wallMs / HOUR_MS) + 3 * 24, HOURS_OF_WEEK)

export type AoristicRows = { timesMs: ArrayLike<number>; untilMs: ArrayLike<number> }

export type Aoristic = {
  /** By hour of the week; all together are `rows`. */
  weights: Float64Array
  /** Rows by the hour in which they begin, as if that were known. */
  begun: Float64Array
  rows: number
  rowsWithInterval: number
  intervalMs: number
  /** Rows without an interval at local midnight to the millisecond: dates without a time, as a rule. */
  rowsAtMidnight: number
  /** Rows whose interval is a whole day or more: nothing is known of their hour. */
  rowsWholeDay: number
  /** Rows that were left out because they say too little about the hour. */
  tooLong: number
}

/**
 * Aoristic analysis (Ratcliffe & McCullagh 1998; Ratcliffe 2000): an incident that happened some time within an interval counts in every hour
 * of the week in proportion to the time that its interval has in that hour, and 1 in all. A row with one moment counts 1 in its hour.
 * Hours are those of clocks in the time zone; one that is skipped gets nothing, one that comes twice both.
 */
export function aoristic({ timesMs, untilMs }: AoristicRows, timeZone: string, longestMs = Infinity): Aoristic {
  const result: Aoristic = { weights: new Float64Array(HOURS_OF_WEEK), begun: new Float64Array(HOURS_OF_WEEK), rows: 0, rowsWithInterval: 0, intervalMs: 0, rowsAtMidnight: 0, rowsWholeDay: 0, tooLong: 0 }
  const { weights, begun } = result
  for (let row = 0; row < timesMs.length; row++) {
    const from = timesMs[row] as number
    const length = Math.max(0, (untilMs[row] as number) - from) || 0
    if (length > longestMs) {
      result.tooLong++
      continue
    }
    result.rows++
    const wall = from + offsetAt(from, timeZone)
    const first = hourOfWeek(wall)
    begun[first] = (begun[first] as number) + 1
    if (length > 0) {
      result.rowsWithInterval++
      result.intervalMs += length
      if (length >= SHORTEST_DAY_MS) result.rowsWholeDay++
      eachLocalHour(from, from + length, timeZone, (hour, ms) => (weights[hour] = (weights[hour] as number) + ms / length))
    } else {
      weights[first] = (weights[first] as number) + 1
      if (mod(wall, 24 * HOUR_MS) === 0) result.rowsAtMidnight++
    }
  }
  return result
}

/** How much of a window lies in each hour of the week, in milliseconds. */
export function hoursInWindow(fromMs: number, toMs: number, timeZone: string): Float64Array {
  const result = new Float64Array(HOURS_OF_WEEK)
  eachLocalHour(fromMs, toMs, timeZone, (hour, ms) => (result[hour] = (result[hour] as number) + ms))
  return result
}
