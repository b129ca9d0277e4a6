import { logGamma } from './incompleteBeta.ts'

/** Successes of how many. */
export type Share = { count: number; total: number }

const logChoose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

/**
 * Whether two shares differ: Fisher's exact two-sided test, the chance of all tables with these sums that are no likelier than the one seen, as `fisher.test` of R
 * counts it (ties within 1e-7). @throws RangeError on counts that are no whole numbers with 0 <= count <= total
 */
export function fisherTest(now: Share, before: Share): number {
  for (const { count, total } of [now, before]) if (!Number.isInteger(count) || !Number.isInteger(total) || count < 0 || count > total) throw new RangeError(`expected whole numbers with 0 <= count <= total, got ${count} of ${total}`)
  const successes = now.count + before.count
  const all = now.total + before.total
  const [least, most] = [Math.max(0, successes - before.total), Math.min(successes, now.total)]
  if (least === most) return 1
  const whole = logChoose(all, successes)
  const logChance = (count: number) => logChoose(now.total, count) + logChoose(before.total, successes - count) - whole
  const seen = logChance(now.count) + Math.log1p(1e-7)
  let p = 0
  for (let count = least; count <= most; count++) {
    const chance = logChance(count)
    if (chance <= seen) p += Math.exp(chance)
  }
  return Math.min(1, p)
}
