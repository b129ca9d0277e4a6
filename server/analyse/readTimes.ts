import { readTime, type Precision } from '../../geodata/format/localTime.ts'

export type ReadTimes = { timesMs: Float64Array; untilMs: Float64Array; /** Rows by how well their time is known. */ precisions: Partial<Record<Precision | 'days', number>>; /** Rows whose end lies before their start. */ endBeforeStart: Uint8Array; /** When the last minute, day or month that is named is over. */ overMs: number }

export const dayMs = 86_400_000
const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** Numbers that are neither Unix times nor dates written together: days since whatever day the file means. */
export function areDays(texts: readonly string[], name: string): boolean {
  const given = texts.filter((text) => text.trim() !== '').slice(0, 2_000)
  if (!given.length || !given.every((text) => plainNumber.test(text.trim()))) return false
  return /^(t|days?)$/i.test(name.trim()) || !given.every((text) => /^(\d{10}|\d{13}|(19|2[01])\d{2}[01]\d[0-3]\d)$/.test(text.trim()))
}

/** Texts to times, NaN where one cannot be read. The end of a row is that of its own column, else that of the day or month named, else the time itself. */
export function readTimes(from: readonly string[], until: readonly string[] | null, timeZone: string, days: boolean): ReadTimes {
  const read = days ? readDays : memo((text) => readPart(text, timeZone))
  const result: ReadTimes = { timesMs: new Float64Array(from.length), untilMs: new Float64Array(from.length), precisions: {}, endBeforeStart: new Uint8Array(from.length), overMs: -Infinity }
  from.forEach((text, row) => {
    const start = read(text)
    const end = until?.[row]?.trim() ? read(until[row] as string) : start
    result.endBeforeStart[row] = Number(end.untilMs < start.timeMs)
    result.timesMs[row] = start.timeMs
    if (Number.isFinite(start.timeMs)) result.overMs = Math.max(result.overMs, start.untilMs, start.timeMs + 1)
    result.untilMs[row] = Number.isFinite(end.untilMs) ? end.untilMs : start.untilMs
    if (Number.isFinite(start.timeMs)) result.precisions[start.precision] = (result.precisions[start.precision] ?? 0) + 1
  })
  return result
}

type Part = { timeMs: number; untilMs: number; precision: Precision | 'days' }

const readDays = (text: string): Part => {
  const timeMs = plainNumber.test(text.trim()) ? Number(text) * dayMs : NaN
  return { timeMs, untilMs: timeMs, precision: 'days' }
}

function memo(read: (text: string) => Part): (text: string) => Part {
  const kept = new Map<string, Part>()
  return (text) => {
    let part = kept.get(text)
    if (!part) {
      if (kept.size > 200_000) kept.clear()
      kept.set(text, (part = read(text)))
    }
    return part
  }
}

function readPart(text: string, timeZone: string): Part {
  const together = /^((?:19|2[01])\d{2})([01]\d)([0-3]\d)$/.exec(text.trim())
  // Day first, which the point tells from the American way with strokes.
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)$/.exec(text.trim())
  const time = readTime(together ? together.slice(1).join('-') : dotted ? `${dotted[3]}-${dotted[2]}-${dotted[1]}${dotted[4]}` : text, timeZone)
  if (!time) return { timeMs: NaN, untilMs: NaN, precision: 'minute' }
  const timeMs = Date.parse(time.at)
  const { precision } = time
  // A date without an hour says that it happened somewhen on that day, in that month: an interval, which aoristic weights need.
  if (precision === 'day' || precision === 'month') return { timeMs, untilMs: nextStart(timeMs, precision, timeZone), precision }
  return { timeMs, untilMs: timeMs, precision }
}

/** When the next day or month begins on the clocks of the zone: half a day into it, then back to its start. */
function nextStart(startMs: number, precision: 'day' | 'month', timeZone: string): number {
  const inside = startMs + (precision === 'day' ? 1.5 : 45) * dayMs
  const [year, month, day] = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(inside).split('-')
  const next = readTime(precision === 'day' ? `${year}-${month}-${day}` : `${year}-${month}`, timeZone)
  return next ? Date.parse(next.at) : startMs
}

/** A moment of the command line: as in files, or a number of days where the file has those. @returns NaN when it cannot be read */
export function readMoment(text: string, timeZone: string, days: boolean): number {
  return days ? readDays(text).timeMs : readPart(text, timeZone).timeMs
}
