const minute = 60_000
const weekday: Record<string, number> = { Mon: 0, Tue: 1, Wed: 2, Thu: 3, Fri: 4, Sat: 5, Sun: 6 }

/** Aoristic weights by their definition: every minute of the interval asked of the clock on the wall, hours of the week from Monday 00:00. */
export function hoursByMinutes(fromMs: number, untilMs: number, timeZone: string): Float64Array {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' })
  const weights = new Float64Array(168)
  const minutes = (untilMs - fromMs) / minute
  for (let k = 0; k < minutes; k++) {
    const part = Object.fromEntries(clock.formatToParts(fromMs + k * minute).map(({ type, value }) => [type, value]))
    weights[weekday[part.weekday!]! * 24 + Number(part.hour)]! += 1 / minutes
  }
  return weights
}
