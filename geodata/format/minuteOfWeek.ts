import { localOfInstant } from './localTime.ts'

/** Minute of the week on clocks of the zone, 0 to 10,079 from Monday 00:00. */
export function minuteOfWeek(unixMilliseconds: number, timeZone: string): number {
  // 1970-01-01 was a Thursday.
  const minutes = Math.floor(localOfInstant(unixMilliseconds, timeZone) / 60_000) + 3 * 1_440
  return ((minutes % 10_080) + 10_080) % 10_080
}
