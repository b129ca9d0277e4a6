import { incompleteBeta, logGamma } from './incompleteBeta.ts'

const logChance = (count: number, total: number, share: number) =>
  logGamma(total + 1) - logGamma(count + 1) - logGamma(total - count + 1) + (count === 0 ? 0 : count * Math.log(share)) + (count === total ? 0 : (total - count) * Math.log1p(-share))

/** P(X <= count) of a binomial number. */
const atMost = (count: number, total: number, share: number) => (count < 0 ? 0 : count >= total ? 1 : 1 - incompleteBeta(share, count + 1, total - count))

/** The number of a stretch on which `holds` turns from false to true for which it first holds; `high + 1` where it never does. */
function firstWhere(low: number, high: number, holds: (n: number) => boolean): number {
  let end = high + 1
  while (low < end) {
    const middle = Math.floor((low + end) / 2)
    if (holds(middle)) end = middle
    else low = middle + 1
  }
  return low
}

/**
 * The exact two-sided test of a proportion: the chance of all outcomes that are no likelier than the one seen, as `binom.test` of R and
 * `scipy.stats.binomtest` count it (ties within 1e-7).
 */
export function binomialTest(count: number, total: number, share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share is ${share}, expected 0 to 1`)
  if (share === 0) return count === 0 ? 1 : 0
  if (share === 1) return count === total ? 1 : 0
  const mean = total * share
  if (count === mean) return 1
  const most = logChance(count, total, share) + Math.log1p(1e-7)
  if (count < mean) {
    const other = firstWhere(Math.ceil(mean), total, (n) => logChance(n, total, share) <= most)
    return Math.min(1, atMost(count, total, share) + 1 - atMost(other - 1, total, share))
  }
  // Below the mean the chances fall towards 0: the last one that is small enough.
  const other = Math.floor(mean) - firstWhere(0, Math.floor(mean), (n) => logChance(Math.floor(mean) - n, total, share) <= most)
  return Math.min(1, 1 - atMost(count - 1, total, share) + atMost(other, total, share))
}
