import type { HotspotTrend } from '../model/analysis.ts'
import { falseDiscoveryRate } from './falseDiscoveryRate.ts'
import { poissonRatioInterval, poissonRatioTest } from './poissonRatio.ts'

/** What one hotspot held in each of two periods, and how many days each was watched. */
export type HotspotPeriods = { before: number; now: number; beforeDays: number; nowDays: number }

export type HotspotChangeFound = {
  trend: HotspotTrend
  /** Rate now over rate before; null where nothing was counted before. */
  ratio: number | null
  /** Exact 95 % interval of that ratio; a `high` of null is open upwards. null where neither period counted anything. */
  interval: { low: number; high: number | null } | null
  /** Exact two-sided p of equal rates, and the same corrected for all hotspots asked about at once. */
  p: number
  q: number
}

/**
 * What became of each hotspot against the period before, beyond chance: the exact conditional test of two Poisson counts (Przyborowski & Wilenski 1940) with the false discovery rate
 * (Benjamini & Hochberg 1995) over all of them. `steady` says that no change beyond chance was seen, not that there was none. `new`: nothing before, `gone`: nothing now. Fair for ground
 * that was fixed beforehand; ground that was chosen because one of the two counts is high falls back by itself.
 * @param alpha share of false calls that is borne among all calls @throws RangeError naming a count that is no whole number >= 0 or a period without length
 */
export function hotspotTrend(hotspots: readonly HotspotPeriods[], alpha = 0.05): HotspotChangeFound[] {
  const sides = hotspots.map((hotspot, i) => {
    check(hotspot, i)
    return { now: { count: hotspot.now, time: hotspot.nowDays }, before: { count: hotspot.before, time: hotspot.beforeDays } }
  })
  const p = sides.map(({ now, before }) => poissonRatioTest(now, before))
  const q = falseDiscoveryRate(p)
  return sides.map(({ now, before }, i) => {
    const interval = poissonRatioInterval(now, before)
    const isCalled = (q[i] as number) <= alpha
    const grew = now.count / now.time > before.count / before.time
    const trend = !isCalled ? 'steady' : grew ? (before.count === 0 ? 'new' : 'growing') : now.count === 0 ? 'gone' : 'shrinking'
    return {
      trend,
      ratio: before.count === 0 ? null : now.count / now.time / (before.count / before.time),
      interval: interval ? { low: interval.low, high: Number.isFinite(interval.high) ? interval.high : null } : null,
      p: p[i] as number,
      q: q[i] as number,
    }
  })
}

function check({ before, now, beforeDays, nowDays }: HotspotPeriods, i: number): void {
  for (const count of [before, now]) if (!(Number.isSafeInteger(count) && count >= 0)) throw new RangeError(`hotspot ${i} counted ${count}, expected a whole number >= 0`)
  for (const days of [beforeDays, nowDays]) if (!(days > 0 && days < Infinity)) throw new RangeError(`hotspot ${i} was watched for ${days} days, expected a number > 0`)
}
