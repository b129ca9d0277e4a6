/** Milliseconds that a zone's wall clock is ahead of UTC at a moment. */
export function offsetMilliseconds(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(instant)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - Math.floor(instant / 1000) * 1000
}

/** `YYYY-MM-DDTHH:mm` on the wall clock of the area, as a datetime-local input takes it. */
export function toLocal(instant: number, timeZone: string): string {
  return new Date(instant + offsetMilliseconds(instant, timeZone)).toISOString().slice(0, 16)
}

/** The moment of a wall-clock text in a zone, or null when it is none. In the hour that summer time repeats, the later one. */
export function fromLocal(text: string, timeZone: string): number | null {
  // Date.parse alone makes the year 2000 out of ':00Z'.
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN
  if (Number.isNaN(wall)) return null
  // The offset belongs to the moment that is looked for: correct the first guess once.
  const guess = wall - offsetMilliseconds(wall, timeZone)
  return wall - offsetMilliseconds(guess, timeZone)
}
