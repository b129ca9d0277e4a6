/** The 17 patterns of emerging hot spot analysis by their published names; index 0 is "no pattern detected". */
export const emergingPatterns = [
  'none',
  'new_hot', 'consecutive_hot', 'intensifying_hot', 'persistent_hot', 'diminishing_hot', 'sporadic_hot', 'oscillating_hot', 'historical_hot',
  'new_cold', 'consecutive_cold', 'intensifying_cold', 'persistent_cold', 'diminishing_cold', 'sporadic_cold', 'oscillating_cold', 'historical_cold',
] as const
export type EmergingPattern = (typeof emergingPatterns)[number]

/** Of the steps that must be hot for a spot to be more than one that comes and goes. */
const MOST = 0.9

/**
 * Which pattern a unit's steps make, by the definitions that the documentation of ArcGIS Pro publishes ("How Emerging Hot Spot Analysis works"):
 * - at least 90 % of steps hot: historical where the last is not, else intensifying, diminishing or persistent by the trend;
 * - fewer: oscillating where the last is hot and one was cold before; without a cold step new (the last alone), consecutive (one run of at least two up to the last), else sporadic.
 * Cold spots likewise. What was both and is neither in the last step has no pattern.
 * @param bins 1 hot, -1 cold, 0 neither, step by step @param trend 1 significantly rising, -1 falling, 0 neither
 */
export function emergingPattern(bins: ArrayLike<number>, trend: -1 | 0 | 1): EmergingPattern {
  const hot = Array.from(bins)
  const cold = hot.map((bin) => -bin)
  return lasting(hot, trend, 'hot') ?? lasting(cold, -trend, 'cold') ?? passing(hot, 'hot') ?? passing(cold, 'cold') ?? 'none'
}

type Kind = 'hot' | 'cold'
const has = (bin: number) => bin > 0

/** @param steps 1 where it is what is asked about, -1 where the contrary @param trend 1 where that grows */
function lasting(steps: readonly number[], trend: number, kind: Kind): EmergingPattern | null {
  if (steps.length === 0 || steps.filter(has).length < MOST * steps.length - 1e-9) return null
  return `${!has(steps.at(-1) as number) ? 'historical' : trend > 0 ? 'intensifying' : trend < 0 ? 'diminishing' : 'persistent'}_${kind}`
}

function passing(steps: readonly number[], kind: Kind): EmergingPattern | null {
  const count = steps.filter(has).length
  if (count === 0) return null
  if (steps.some((bin) => bin < 0)) return has(steps.at(-1) as number) ? `oscillating_${kind}` : null
  const run = steps.length - 1 - steps.findLastIndex((bin) => bin <= 0)
  return `${run < count ? 'sporadic' : count === 1 ? 'new' : 'consecutive'}_${kind}`
}
