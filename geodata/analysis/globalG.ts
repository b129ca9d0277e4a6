import { weightTotals, type GlobalStatistic } from './globalMoments.ts'
import { crossProducts, type NeighbourTable } from './neighbourTable.ts'

/**
 * Getis-Ord G (Getis & Ord 1992, eqs 6-9): above its expectation where high values are neighbours, below where low ones are. Moments under
 * randomisation; none are published for normality. Values from 0 up only.
 */
export function globalG(values: Float64Array, table: NeighbourTable): GlobalStatistic {
  const { n, s0, s1, s2 } = weightTotals(table)
  const power = (k: number) => values.reduce((sum, value) => sum + value ** k, 0)
  const [m1, m2, m3, m4] = [power(1), power(2), power(3), power(4)]
  const square = s0 * s0
  const pairs = m1 * m1 - m2
  const b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * square
  const b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * square)
  const b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * square)
  const b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * square
  const b4 = s1 - s2 + square
  const expected = s0 / (n * (n - 1))
  const secondMoment = (b0 * m2 ** 2 + b1 * m4 + b2 * m1 ** 2 * m2 + b3 * m1 * m3 + b4 * m1 ** 4) / (pairs ** 2 * n * (n - 1) * (n - 2) * (n - 3))
  return { value: crossProducts(values, table) / pairs, expected, varianceNormality: null, varianceRandomisation: secondMoment - expected ** 2 }
}
