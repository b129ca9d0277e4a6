import { instantOfLocal, offsetAt, type Precision } from './localTime.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const quarterMs = hourMs / 4

/** Hour of the week on clocks of the zone, 0 to 167 from Monday 00:00. */
export function hourOfWeek(unixMilliseconds: number, timeZone: string): number {
  const hours = Math.floor((unixMilliseconds + offsetAt(unixMilliseconds, timeZone)) / hourMs)
  // 1970-01-01 was a Thursday.
  return (((hours + 72) % 168) + 168) % 168
}

/** Where the interval ends in which something happened that is known to the hour, day or month of the zone's calendar; the moment itself where it is known to the minute. */
export function endOfPrecision(unixMilliseconds: number, precision: Precision, timeZone: string): number {
  if (precision === 'minute') return unixMilliseconds
  const wall = unixMilliseconds + offsetAt(unixMilliseconds, timeZone)
  if (precision === 'hour') return unixMilliseconds + hourMs - (((wall % hourMs) + hourMs) % hourMs)
  if (precision === 'day') return instantOfLocal((Math.floor(wall / dayMs) + 1) * dayMs, timeZone)
  const date = new Date(wall)
  return instantOfLocal(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1), timeZone)
}

/** Whether something happened in hours of the week that count: undefined where its time is too rough to say. */
export function isInHours(unixMilliseconds: number, precision: Precision, wanted: ReadonlySet<number>, timeZone: string): boolean | undefined {
  if (precision === 'minute' || precision === 'hour') return wanted.has(hourOfWeek(unixMilliseconds, timeZone))
  if (wanted.size === 168) return true
  if (precision === 'month') return undefined
  const first = Math.floor(hourOfWeek(unixMilliseconds, timeZone) / 24) * 24
  const inside = Array.from({ length: 24 }, (_, i) => wanted.has(first + i)).filter(Boolean).length
  return inside === 24 ? true : inside === 0 ? false : undefined
}

/** Hour of the week on the clocks of a zone, 0 to 167 from Monday 00:00, for many moments that lie near each other: the offset is asked once a day that has only one. */
export function hourOfWeekIn(timeZone: string): (unixMilliseconds: number) => number {
  let from = 0
  let to = 0
  let offset = 0
  return (time) => {
    if (time < from || time >= to) {
      const midnight = Math.floor(time / dayMs) * dayMs
      offset = offsetAt(midnight, timeZone)
      const [start, length] = offset === offsetAt(midnight + dayMs - 1, timeZone) ? [midnight, dayMs] : [Math.floor(time / quarterMs) * quarterMs, quarterMs]
      if (length !== dayMs) offset = offsetAt(time, timeZone)
      from = start
      to = start + length
    }
    const hours = Math.floor((time + offset) / hourMs) + 72
    return ((hours % 168) + 168) % 168
  }
}

/** Local time minus UTC in [from, to), as moments (milliseconds, the first is `from`) from which each offset holds; to the minute. Clocks are changed once a week at most. */
export function offsetsWithin(from: number, to: number, timeZone: string): { from: number; offset: number }[] {
  const found = [{ from, offset: offsetAt(from, timeZone) }]
  for (let low = from; low < to; ) {
    const high = Math.min(low + 7 * dayMs, to)
    const { offset } = found.at(-1)!
    if (offsetAt(high, timeZone) !== offset) {
      let [before, after] = [low, high]
      while (after - before > 60_000) {
        const middle = (before + after) / 2
        if (offsetAt(middle, timeZone) === offset) before = middle
        else after = middle
      }
      // Clocks change at full minutes.
      const changed = Math.floor(after / 60_000) * 60_000
      if (changed < to) found.push({ from: changed, offset: offsetAt(changed, timeZone) })
    }
    low = high
  }
  return found
}
