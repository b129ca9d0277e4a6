export type Precision = 'minute' | 'hour' | 'day' | 'month'
export type ReadTime = { at: string; precision: Precision }

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    formats.set(timeZone, format)
  }
  return format
}

/** What a clock in the zone shows at a moment, as if it were UTC (milliseconds). */
function wallClock(unixMilliseconds: number, timeZone: string): number {
  const part: Record<string, number> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(unixMilliseconds)) part[type] = Number(value)
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second)
}

// Offsets change at full hours at most, and asking Intl for each of a million rows would take longer than the rest.
const offsets = new Map<string, number>()

/** Local time minus UTC, in milliseconds, at a moment; kept by the quarter of an hour. */
export function offsetAt(unixMilliseconds: number, timeZone: string): number {
  const hour = Math.floor(unixMilliseconds / 900_000)
  const key = `${timeZone} ${hour}`
  let offset = offsets.get(key)
  if (offset === undefined) {
    offset = wallClock(hour * 900_000, timeZone) - hour * 900_000
    if (offsets.size > 200_000) offsets.clear()
    offsets.set(key, offset)
  }
  return offset
}

/** What clocks in the zone show at a moment, as if it were UTC (milliseconds). */
export const localOfInstant = (unixMilliseconds: number, timeZone: string): number => unixMilliseconds + offsetAt(unixMilliseconds, timeZone)

/** The moment at which clocks in the zone show `wall`; the first of two when they were set back, the later reading when they skipped it. */
export function instantOfLocal(wallMilliseconds: number, timeZone: string): number {
  const guess = wallMilliseconds - offsetAt(wallMilliseconds, timeZone)
  const earlier = wallMilliseconds - offsetAt(guess - 3_600_000, timeZone)
  if (earlier + offsetAt(earlier, timeZone) === wallMilliseconds) return earlier
  const settled = wallMilliseconds - offsetAt(guess, timeZone)
  return settled + offsetAt(settled, timeZone) === wallMilliseconds ? settled : guess
}

const pattern = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?月?$/
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[,\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?)?$/i

/**
 * A time as files write it: ISO 8601 with or without offset, `2018-01-05 14:30`, `2018/1/5`, `2018年1月5日`, `01/05/2018 02:30 PM` (month
 * first), `2018-04`, or Unix seconds or milliseconds. Without an offset it is local to `timeZone`. Undefined when it cannot be read.
 */
export function readTime(text: string, timeZone: string): ReadTime | undefined {
  const trimmed = text.trim()
  if (/^\d{10}(\d{3})?$/.test(trimmed)) return made(Number(trimmed) * (trimmed.length === 10 ? 1000 : 1), 'minute')
  const iso = pattern.exec(trimmed)
  if (iso) {
    const [, year, month, day, hour, minute, second, offset] = iso
    return fromParts([year, month, day, hour, minute, second], offset, timeZone)
  }
  const us = american.exec(trimmed)
  if (!us) return undefined
  const [, month, day, year, hour, minute, second, half] = us
  const hours = half && hour ? String((Number(hour) % 12) + (/p/i.test(half) ? 12 : 0)) : hour
  return fromParts([year, month, day, hours, minute, second], undefined, timeZone)
}

function fromParts(parts: (string | undefined)[], offset: string | undefined, timeZone: string): ReadTime | undefined {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) => (part === undefined ? undefined : Number(part)))
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(wall)
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return undefined
  const precision: Precision = parts[2] === undefined ? 'month' : parts[3] === undefined ? 'day' : parts[4] === undefined ? 'hour' : 'minute'
  return made(offset ? wall - offsetMilliseconds(offset) : instantOfLocal(wall, timeZone), precision)
}

function offsetMilliseconds(offset: string): number {
  if (offset === 'Z') return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  return (offset[0] === '-' ? -1 : 1) * minutes * 60_000
}

function made(unixMilliseconds: number, precision: Precision): ReadTime | undefined {
  const year = new Date(unixMilliseconds).getUTCFullYear()
  return year >= 1900 && year < 2200 ? { at: new Date(unixMilliseconds).toISOString(), precision } : undefined
}
