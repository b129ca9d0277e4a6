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
/** A way is judged in blocks of the clock: what is kept of a block is a function of the fixes in it, whatever the order, the batches and the repeats that they came in. */
export const blockMs = 300_000
export const blockOf = (timeMs: number): number => Math.floor(timeMs / blockMs)

/** What tells a fix of a device from others. */
export const fixKey = ({ timeMs, x, y }: StoredFix): string => `${timeMs} ${x} ${y}`
export const placeOfFix = ({ x, y }: StoredFix) => lngLatOfMercator({ x: x + 0.5, y: y + 0.5 })

/** Each fix by itself: shape, null island, clock, accuracy; a repeat inside of the batch is a duplicate, not a fault. Of two places at one time the way decides. */
export function judgeEach(fixes: readonly unknown[], { fromMs, toMs }: FixWindow): { sane: JudgedFix[]; rejects: Reject[]; repeats: number } {
  const sane: JudgedFix[] = []
  const rejects: Reject[] = []
  const seen = new Set<string>()
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
    const key = fixKey({ timeMs, x, y })
    if (seen.has(key)) return repeats++
    seen.add(key)
    const speedCmS = speedMetersPerSecond === undefined ? null : Math.round(speedMetersPerSecond * 100)
    const judged = { index, timeMs, x, y, speedCmS, accuracyM: accuracyMeters === undefined ? null : Math.round(accuracyMeters) }
    return sane.push(judged)
  })
  return { sane, rejects, repeats }
}

/** Why a fix does not belong to its device's way. */
const apartReason = { 'too fast': `lng, lat: farther than ${maxSpeed} m/s from the fixes around it`, 'two places at one time': 'at: two places at one time', 'not a position': 'not a position' }
export type Way = { kept: Map<string, StoredFix>; apart: Map<string, string> }

/** Of all sane fixes of a device in whole blocks, those of its way; of the others the reason. By `fixKey`. */
export function judgeWay(fixes: Iterable<StoredFix>): Way {
  const blocks = new Map<number, StoredFix[]>()
  for (const fix of fixes) {
    const block = blockOf(fix.timeMs)
    const held = blocks.get(block)
    if (held) held.push(fix)
    else blocks.set(block, [fix])
  }
  const way: Way = { kept: new Map(), apart: new Map() }
  for (const block of blocks.values()) {
    const byPlace = new Map(block.map((fix) => [fix, { place: placeOfFix(fix), timeMs: fix.timeMs }]))
    const reasons = new Map(presence([...byPlace.values()], { maxSpeed }).setApart.map(({ timeMs, place, reason }) => [`${timeMs} ${place[0]} ${place[1]}`, reason]))
    for (const [fix, { place, timeMs }] of byPlace) {
      const reason = reasons.get(`${timeMs} ${place[0]} ${place[1]}`)
      if (reason) way.apart.set(fixKey(fix), apartReason[reason])
      else way.kept.set(fixKey(fix), fix)
    }
  }
  return way
}
