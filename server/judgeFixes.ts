import { presence } from '../geodata/analysis/presence.ts'
import { lngLatOfMercator, mercatorOf } from '../geodata/geometry/mercator.ts'
import { PositionFix } from '../geodata/model/patrol.ts'

/** A fix as it is stored: milliseconds, mercator on 31 bits an axis. */
export type StoredFix = { timeMs: number; x: number; y: number }
export type JudgedFix = StoredFix & { index: number; speedCmS: number | null; accuracyM: number | null }
export type Reject = { index: number; reason: string }
export type FixWindow = { fromMs: number; toMs: number }

const mostAccuracyMeters = 200
/** 252 km/h: no patrol is faster; see `presence` for how a whole way is judged, not one pair. */
const maxSpeed = 70
/** Fixes are judged in runs of this many, since the judgement grows with the square in the worst case. */
const runLength = 250

export const placeOfFix = ({ x, y }: StoredFix) => lngLatOfMercator({ x: x + 0.5, y: y + 0.5 })

/** Each fix by itself: shape, null island, clock, accuracy; a repeat inside of the batch is a duplicate, not a fault. */
export function judgeEach(fixes: readonly unknown[], { fromMs, toMs }: FixWindow): { sane: JudgedFix[]; rejects: Reject[]; repeats: number } {
  const sane: JudgedFix[] = []
  const rejects: Reject[] = []
  const byTime = new Map<number, JudgedFix>()
  let repeats = 0
  fixes.forEach((fix, index) => {
    const parsed = PositionFix.safeParse(fix)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      return rejects.push({ index, reason: `${issue?.path.join('.') || 'fix'}: ${issue?.message ?? 'not a fix'}` })
    }
    const { at, lng, lat, speedMetersPerSecond, accuracyMeters } = parsed.data
    const timeMs = Date.parse(at)
    if (lng === 0 && lat === 0) return rejects.push({ index, reason: 'lng, lat: (0, 0) is what a device without a fix sends' })
    if (!(timeMs >= fromMs && timeMs <= toMs)) return rejects.push({ index, reason: `at: expected a time from ${new Date(fromMs).toISOString()} to ${new Date(toMs).toISOString()}` })
    if (accuracyMeters !== undefined && accuracyMeters > mostAccuracyMeters) return rejects.push({ index, reason: `accuracyMeters: expected at most ${mostAccuracyMeters}` })
    const { x, y } = mercatorOf([lng, lat])
    const same = byTime.get(timeMs)
    if (same) {
      if (same.x === x && same.y === y) return repeats++
      return rejects.push({ index, reason: 'at: two places at one time' })
    }
    const speedCmS = speedMetersPerSecond === undefined ? null : Math.round(speedMetersPerSecond * 100)
    const judged = { index, timeMs, x, y, speedCmS, accuracyM: accuracyMeters === undefined ? null : Math.round(accuracyMeters) }
    byTime.set(timeMs, judged)
    return sane.push(judged)
  })
  return { sane, rejects, repeats }
}

/** Of the new fixes, those that the device could not have reached among its other fixes, old and new. */
export function judgeWay(existing: readonly StoredFix[], fresh: readonly JudgedFix[]): { kept: JudgedFix[]; rejects: Reject[] } {
  const known = new Set(existing.map(({ timeMs }) => timeMs))
  const news = new Map(fresh.filter(({ timeMs }) => !known.has(timeMs)).map((fix) => [fix.timeMs, fix]))
  const all = [...existing, ...news.values()].toSorted((a, b) => a.timeMs - b.timeMs)
  const rejects: Reject[] = []
  for (let start = 0; start < all.length; start += runLength) {
    const run = all.slice(start, start + runLength).map((fix) => ({ place: placeOfFix(fix), timeMs: fix.timeMs }))
    for (const { timeMs, reason } of presence(run, { maxSpeed }).setApart) {
      const fix = news.get(timeMs)
      if (!fix) continue
      rejects.push({ index: fix.index, reason: reason === 'too fast' ? `lng, lat: farther than ${maxSpeed} m/s from the fixes around it` : reason })
    }
  }
  const apart = new Set(rejects.map(({ index }) => index))
  return { kept: fresh.filter(({ index }) => !apart.has(index)), rejects }
}
