import type { Share } from './fisherTest.ts'
import type { Interval } from './binomialInterval.ts'

const z = 1.959963984540054

/** Wilson's interval (1927) of a share at 95%. */
function wilson({ count, total }: Share): Interval {
  const share = count / total
  const middle = (share + (z * z) / (2 * total)) / (1 + (z * z) / total)
  const half = (z / (1 + (z * z) / total)) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** The difference of two shares, now less before, with its 95% interval: Newcombe 1998, method 10. Undefined where one of them is of nothing. */
export function shareDifference(now: Share, before: Share): (Interval & { difference: number }) | undefined {
  if (now.total === 0 || before.total === 0) return undefined
  const [a, b] = [now.count / now.total, before.count / before.total]
  const [ofNow, ofBefore] = [wilson(now), wilson(before)]
  const difference = a - b
  return { difference, low: difference - Math.hypot(a - ofNow.low, ofBefore.high - b), high: difference + Math.hypot(ofNow.high - a, b - ofBefore.low) }
}
