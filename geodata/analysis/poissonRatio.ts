import { clopperPearson, type Interval } from './binomialInterval.ts'
import { binomialTest } from './binomialTest.ts'

/** Counts and how long each was counted, in one unit. */
export type Counted = { count: number; time: number }

/**
 * The exact interval of the ratio of two Poisson rates: given their sum, the one count is binomial (Przyborowski & Wilenski 1940), as
 * `poisson.test` of R has it. `high` is Infinity where nothing was counted before. Undefined where neither counted anything.
 */
export function poissonRatioInterval(now: Counted, before: Counted, confidence = 0.95): Interval | undefined {
  const total = now.count + before.count
  if (total === 0) return undefined
  const { low, high } = clopperPearson(now.count, total, confidence)
  const ratioOf = (share: number) => (share / (1 - share)) * (before.time / now.time)
  return { low: ratioOf(low), high: high === 1 ? Infinity : ratioOf(high) }
}

/** Whether the rates differ by `ratio`: the exact two-sided p. */
export function poissonRatioTest(now: Counted, before: Counted, ratio = 1): number {
  const total = now.count + before.count
  return total === 0 ? 1 : binomialTest(now.count, total, (now.time * ratio) / (now.time * ratio + before.time))
}
