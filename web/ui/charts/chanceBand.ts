import { poissonTail } from '../../../geodata/analysis/poissonTail.ts'

/** Between which counts 95% of alike steps lie by chance: quantiles of a Poisson number with the mean of the steps. Undefined where there are too few to speak of a mean. */
export function chanceBand(values: readonly (number | null)[]): { low: number; high: number } | undefined {
  const known = values.filter((value) => value !== null)
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  if (known.length < 5 || known.length < values.length || !(mean > 0)) return undefined
  /** The largest count that at least `share` of steps reach. */
  const reached = (share: number) => {
    let [low, high] = [0, Math.ceil(mean + 10 * Math.sqrt(mean) + 10)]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (poissonTail(middle, mean) >= share) low = middle
      else high = middle
    }
    return low
  }
  return { low: reached(0.975), high: reached(0.025) }
}
