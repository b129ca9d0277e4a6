import { falseDiscoveryRate } from '../analysis/falseDiscoveryRate.ts'
import { fisherTest, type Share } from '../analysis/fisherTest.ts'
import { poissonRatioInterval, poissonRatioTest } from '../analysis/poissonRatio.ts'
import { shareDifference } from '../analysis/shareDifference.ts'
import type { Compared } from '../model/briefing.ts'

/** Days of the two periods: months and leap years make them differ. */
export type Lengths = { now: number; before: number }
const alpha = 0.05

const counted = (value: number | null) => ({ value })
const finite = (value: number) => (Number.isFinite(value) ? value : null)

/** Two counts of periods of these lengths: change by equal time, exact interval and exact test (poissonRatio). `before` null: nothing was recorded then. */
export function comparedCounts(now: number, before: number | null, lengths: Lengths): Compared {
  if (before === null) return { now: counted(now), before: counted(null), change: null, low: null, high: null, p: null, mark: null }
  const [a, b] = [{ count: now, time: lengths.now }, { count: before, time: lengths.before }]
  const interval = poissonRatioInterval(a, b)
  const p = poissonRatioTest(a, b)
  const grew = now / lengths.now > before / lengths.before
  return {
    now: counted(now), before: counted(before), change: before === 0 ? null : now / lengths.now / (before / lengths.before) - 1, low: interval && before > 0 ? finite(interval.low - 1) : null, high: interval && before > 0 ? finite(interval.high - 1) : null,
    p, mark: p <= alpha ? (grew ? 'more' : 'fewer') : null,
  }
}

/** Two shares: difference in points with Newcombe's interval, Fisher's exact test. */
export function comparedShares(now: Share, before: Share | null): Compared {
  const valueOf = ({ count, total }: Share) => counted(total === 0 ? null : count / total)
  const of = { now: [now.count, now.total] as [number, number], before: before && ([before.count, before.total] as [number, number]) }
  const found = before ? shareDifference(now, before) : undefined
  if (!before || !found) return { now: valueOf(now), before: before ? valueOf(before) : counted(null), change: null, low: null, high: null, p: null, mark: null, of }
  const p = fisherTest(now, before)
  return { now: valueOf(now), before: valueOf(before), change: found.difference, low: found.low, high: found.high, p, mark: p <= alpha ? (found.difference > 0 ? 'more' : 'fewer') : null, of }
}

/** Two numbers that no test is made of. */
export const comparedPlain = (now: number | null, before: number | null, of?: Compared['of']): Compared => ({
  now: counted(now), before: counted(before), change: now === null || !before ? null : now / before - 1, low: null, high: null, p: null, mark: null, ...(of ? { of } : {}),
})

/** Marks those that changed beyond chance at a false discovery rate of 5% over all that are judged together; those that are not tested say so. */
export function markedTogether<Row extends { compared: Compared; tested: boolean }>(rows: readonly Row[]): Row[] {
  const q = falseDiscoveryRate(rows.map(({ compared, tested }) => (tested ? (compared.p ?? Number.NaN) : Number.NaN)))
  return rows.map((row, i) => ({ ...row, compared: { ...row.compared, ...(row.tested ? {} : { p: null, low: null, high: null }), mark: (q[i] as number) <= alpha ? markOf(row.compared) : null } }))
}

const markOf = ({ change, now, before }: Compared) => ((change ?? (now.value ?? 0) - (before.value ?? 0)) > 0 ? 'more' : 'fewer')
