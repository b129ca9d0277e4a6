import { offsetAt } from '../../geodata/format/localTime.ts'

const hour = 3_600_000
const day = 24 * hour

/** Hour of the week on the clocks of a zone, 0 to 167 from Monday 00:00, for many moments that lie near each other: the offset is asked once a day that has only one. */
export function hourOfWeekIn(timeZone: string): (unixMilliseconds: number) => number {
  let from = 0
  let to = 0
  let offset = 0
  return (time) => {
    if (time < from || time >= to) {
      const midnight = Math.floor(time / day) * day
      offset = offsetAt(midnight, timeZone)
      const [start, length] = offset === offsetAt(midnight + day - 1, timeZone) ? [midnight, day] : [Math.floor(time / (hour / 4)) * (hour / 4), hour / 4]
      if (length !== day) offset = offsetAt(time, timeZone)
      from = start
      to = start + length
    }
    // 1970-01-01 was a Thursday.
    const hours = Math.floor((time + offset) / hour) + 72
    return ((hours % 168) + 168) % 168
  }
}

export function hourColumn(times: Float64Array, count: number, hourOf: (time: number) => number): Uint8Array {
  const hours = new Uint8Array(times.length)
  for (let row = 0; row < count; row++) hours[row] = hourOf(times[row]!)
  return hours
}
