import { presence } from '../geodata/analysis/presence.ts'
import { zOrder } from '../geodata/geometry/zOrder.ts'
import { coverageLevel } from '../geodata/model/patrol.ts'
import { type StoredFix, placeOfFix } from './judgeFixes.ts'

/** Longer intervals between two fixes are unknown, never presence. */
export const gapSeconds = 120
/** Seconds to add to (or take from) a cell in an hour of a day of the area's own clock. */
export type CoverageDelta = { cell: string; day: string; hour: number; seconds: number }

/**
 * What a batch changes: presence of a device's fixes as they are now minus presence as they were. A fix in the middle of a known interval
 * moves half of it, so parts are negative. Both must hold the device's fixes to `gapSeconds` around what changed; farther ones cannot matter,
 * since only consecutive fixes count together. The sum over any order of arrival is the presence of all.
 */
export function coverageDelta(before: Iterable<StoredFix>, after: Iterable<StoredFix>, timeZone: string): CoverageDelta[] {
  const clock = clockOf(timeZone)
  const cells = new Map<string, CoverageDelta>()
  const add = (fixes: readonly StoredFix[], sign: 1 | -1) => {
    const byTime = new Map(fixes.map((fix) => [fix.timeMs, fix]))
    // Speed was judged when fixes came in; judged again over another set of fixes the sum would depend on the order of arrival.
    const counted = presence(fixes.map((fix) => ({ place: placeOfFix(fix), timeMs: fix.timeMs })), { gapSeconds, maxSpeed: Infinity })
    for (const { timeMs, seconds } of counted.fixes) {
      if (seconds === 0) continue
      const { x, y } = byTime.get(timeMs) as StoredFix
      const shift = 31 - coverageLevel
      const cell = String(zOrder(x >>> shift, y >>> shift))
      const { day, hour } = clock(timeMs)
      const key = `${cell} ${day} ${hour}`
      const kept = cells.get(key)
      if (kept) kept.seconds += sign * seconds
      else cells.set(key, { cell, day, hour, seconds: sign * seconds })
    }
  }
  add([...after], 1)
  add([...before], -1)
  return [...cells.values()].filter(({ seconds }) => Math.abs(seconds) > 1e-6).toSorted((a, b) => a.day.localeCompare(b.day) || a.hour - b.hour || (BigInt(a.cell) < BigInt(b.cell) ? -1 : 1))
}

type Clock = (timeMs: number) => { day: string; hour: number }
const clocks = new Map<string, Clock>()

/** A formatter takes longer to make than all the rest of a batch. */
function clockOf(timeZone: string): Clock {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = localClock(timeZone)
  clocks.set(timeZone, made)
  return made
}

/** Day and hour on the wall of a zone; looked up once per quarter of an hour, the finest step of any zone's offset. */
function localClock(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' })
  const known = new Map<number, { day: string; hour: number }>()
  return (timeMs) => {
    const quarter = Math.floor(timeMs / 900_000)
    const found = known.get(quarter)
    if (found) return found
    if (known.size > 10_000) known.clear()
    const parts = Object.fromEntries(format.formatToParts(quarter * 900_000).map(({ type, value }) => [type, value]))
    const moment = { day: `${parts.year}-${parts.month}-${parts.day}`, hour: Number(parts.hour) }
    known.set(quarter, moment)
    return moment
  }
}
