import { clopperPearson } from './binomialInterval.ts'
import { binomialTest } from './binomialTest.ts'
import { falseDiscoveryRate } from './falseDiscoveryRate.ts'

/**
 * Whether each area has more or fewer cases than its share of the population gives: given the sum, a count is binomial. With the exact interval
 * of each rate, its share of all cases laid back on its population.
 */
export function rateTest(cases: Float64Array, population: Float64Array, confidence = 0.95): { p: Float64Array; q: Float64Array; low: Float64Array; high: Float64Array } {
  const [total, people] = [cases.reduce((sum, value) => sum + value, 0), population.reduce((sum, value) => sum + value, 0)]
  const p = cases.map((count, i) => binomialTest(count, total, (population[i] as number) / people))
  const intervals = Array.from(cases, (count) => clopperPearson(count, total, confidence))
  const asRate = (share: number, i: number) => (share * total) / (population[i] as number)
  return { p, q: falseDiscoveryRate(p), low: Float64Array.from(intervals, ({ low }, i) => asRate(low, i)), high: Float64Array.from(intervals, ({ high }, i) => asRate(high, i)) }
}
