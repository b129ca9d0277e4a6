/** A calendar of work, counted minute by minute: slow and plain on purpose, for it is the reference of what the database computes. */
export type Calendar = { timeZone: string; hours: { weekday: number; opens: string; closes: string }[]; days: Map<string, 'work' | 'rest'> }

export const minuteMs = 60_000
const dayMs = 86_400_000

const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** ISO weekday whose hours the day has; undefined at rest. */
function hoursOf({ hours, days }: Calendar, day: string): number | undefined {
  const kind = days.get(day)
  const own = weekdayOf(day)
  if (kind === 'rest') return undefined
  if (hours.some(({ weekday }) => weekday === own)) return own
  return kind === 'work' ? Math.min(...hours.map(({ weekday }) => weekday)) : undefined
}
export const isWorkDay = (calendar: Calendar, day: string): boolean => hoursOf(calendar, day) !== undefined

const formats = new Map<string, Intl.DateTimeFormat>()
function offsetMs(instant: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' })
  formats.set(timeZone, format)
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute) - instant
}

/** The moment of a wall-clock time: the later one where the clock is put back, and as if it had not been put forward where a time is skipped. */
function momentOf(day: string, time: string, timeZone: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const wall = Date.parse(`${day}T00:00:00Z`) + (hour * 60 + minute) * minuteMs
  const [before, after] = [offsetMs(wall - dayMs, timeZone), offsetMs(wall + dayMs, timeZone)]
  const meant = [wall - before, wall - after].filter((instant) => instant + offsetMs(instant, timeZone) === wall)
  return meant.length ? Math.max(...meant) : wall - before
}

/** Every open minute from a moment on, in order, as far as `days` days. */
export function openMinutes(calendar: Calendar, from: number, days: number): number[] {
  const windows: [number, number][] = []
  const first = Date.parse(new Date(from).toISOString().slice(0, 10))
  for (let i = -2; i <= days + 2; i++) {
    const day = new Date(first + i * dayMs).toISOString().slice(0, 10)
    const weekday = hoursOf(calendar, day)
    for (const { opens, closes } of calendar.hours.filter((hours) => hours.weekday === weekday)) windows.push([momentOf(day, opens, calendar.timeZone), momentOf(day, closes, calendar.timeZone)])
  }
  const open: number[] = []
  for (let minute = from; minute < from + days * dayMs; minute += minuteMs) if (windows.some(([opens, closes]) => minute >= opens && minute < closes)) open.push(minute)
  return open
}
