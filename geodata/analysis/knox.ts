import { type Random, shuffleInPlace } from '../random.ts'
import { closePairs, type ClosePairs, type Metric } from './closePairs.ts'
import type { Tell } from './method.ts'
import { twoSidedP } from './normal.ts'
import { poissonTail } from './poissonTail.ts'

export type KnoxOptions = { meters: number; /** In the unit of the times. */ duration: number; metric: Metric; permutations: number; random: Random }

export type Knox = {
  pairs: number
  closeInSpace: number
  closeInTime: number
  closeInBoth: number
  /** closeInSpace x closeInTime / pairs, which is the exact mean over all permutations. */
  expected: number
  /** Exact variance over all permutations of the times (Barton & David 1966); null below four points. */
  variance: number | null
  /** P(X >= closeInBoth) of a Poisson number with that mean, as Knox has it: right where close pairs are few and share few points. */
  pPoisson: number
  z: number | null
  /** One-sided, of the normal approximation with that variance. */
  pNormal: number | null
  /** One-sided, by permutation of the times; null without. */
  p: number | null
}

/**
 * Knox's test (1964): do events that are close in space come close in time more often than if their times were dealt anew? Both limits are included: distance <= meters, difference <= duration.
 * @throws AnalysisRefusal beyond 20,000,000 pairs close in space
 */
export function knox(xMeters: ArrayLike<number>, yMeters: ArrayLike<number>, times: Float64Array, { meters, duration: limit, metric, permutations, random }: KnoxOptions, tell: Tell = () => {}): Knox {
  const count = times.length
  const pairs = (count * (count - 1)) / 2
  const near = closePairs(xMeters, yMeters, { sameMeters: meters, widthMeters: meters, bands: 0, closed: 'upper', metric })
  const closeInBoth = closeTogether(near, times, limit)
  const space = degrees(near, count)
  const time = closeTimes(times, limit)
  const expected = (near.count * time.pairs) / pairs
  const variance = count < 4 ? null : permutationVariance(count, { pairs: near.count, sharing: sharing(space) }, { pairs: time.pairs, sharing: sharing(time.degrees) }, expected)
  const z = variance && variance > 1e-12 ? (closeInBoth - expected) / Math.sqrt(variance) : null
  let atLeast = 1
  const dealt = times.slice()
  for (let run = 0; run < permutations; run++) {
    shuffleInPlace(random, dealt)
    if (closeTogether(near, dealt, limit) >= closeInBoth) atLeast++
    if (run % 20 === 0) tell(run / permutations)
  }
  return {
    pairs,
    closeInSpace: near.count,
    closeInTime: time.pairs,
    closeInBoth,
    expected,
    variance,
    pPoisson: poissonTail(closeInBoth, expected),
    z,
    pNormal: z === null ? null : z > 0 ? twoSidedP(z) / 2 : 1 - twoSidedP(z) / 2,
    p: permutations > 0 ? atLeast / (permutations + 1) : null,
  }
}

function closeTogether({ count, first, second }: ClosePairs, times: Float64Array, limit: number): number {
  let close = 0
  for (let k = 0; k < count; k++) if (Math.abs((times[first[k] as number] as number) - (times[second[k] as number] as number)) <= limit) close++
  return close
}

function degrees({ count, first, second }: ClosePairs, points: number): Float64Array {
  const found = new Float64Array(points)
  for (let k = 0; k < count; k++) for (const i of [first[k] as number, second[k] as number]) found[i] = (found[i] as number) + 1
  return found
}

/** How many others each time has within the limit, without looking at each pair. */
function closeTimes(times: Float64Array, limit: number): { pairs: number; degrees: Float64Array } {
  const sorted = times.toSorted()
  const found = new Float64Array(times.length)
  let [low, high, sum] = [0, 0, 0]
  for (let i = 0; i < sorted.length; i++) {
    while ((sorted[i] as number) - (sorted[low] as number) > limit) low++
    while (high < sorted.length && (sorted[high] as number) - (sorted[i] as number) <= limit) high++
    found[i] = high - low - 1
    sum += found[i] as number
  }
  return { pairs: sum / 2, degrees: found }
}

/** Pairs of close pairs that share a point. */
const sharing = (degree: Float64Array) => degree.reduce((sum, one) => sum + (one * (one - 1)) / 2, 0)

type Graph = { pairs: number; sharing: number }

/** Var of the number of pairs close in both over all permutations: the same pair, pairs with a common point and pairs without (Barton & David 1966). */
function permutationVariance(n: number, space: Graph, time: Graph, mean: number): number {
  const apart = ({ pairs, sharing: shared }: Graph) => pairs * (pairs - 1) - 2 * shared
  return mean + (4 * space.sharing * time.sharing) / (n * (n - 1) * (n - 2)) + (4 * apart(space) * apart(time)) / (n * (n - 1) * (n - 2) * (n - 3)) - mean * mean
}
