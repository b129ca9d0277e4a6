import { shapeOf, weightTotals, type GlobalStatistic } from './globalMoments.ts'
import type { NeighbourTable } from './neighbourTable.ts'

/** Geary's C with the moments of Cliff & Ord (1981, p. 42-46): below 1 where neighbours are alike. */
export function globalGeary(values: Float64Array, table: NeighbourTable): GlobalStatistic {
  const { own, m2, kurtosis } = shapeOf(values)
  const { n, s0, s1, s2 } = weightTotals(table)
  const square = s0 * s0
  return {
    value: ((n - 1) * squaredDifferences(own, table)) / (2 * s0 * n * m2),
    expected: 1,
    varianceNormality: ((2 * s1 + s2) * (n - 1) - 4 * square) / (2 * (n + 1) * square),
    varianceRandomisation:
      ((n - 1) * s1 * (n * n - 3 * n + 3 - kurtosis * (n - 1)) - 0.25 * (n - 1) * s2 * (n * n + 3 * n - 6 - kurtosis * (n * n - n + 2)) + square * (n * n - 3 - kurtosis * (n - 1) ** 2)) /
      (n * (n - 2) * (n - 3) * square),
  }
}

/** The weighted sum of squared differences between neighbours. */
export function squaredDifferences(values: ArrayLike<number>, { count, starts, others, weights }: NeighbourTable): number {
  let total = 0
  for (let i = 0; i < count; i++)
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) total += (weights ? (weights[at] as number) : 1) * ((values[i] as number) - (values[others[at] as number] as number)) ** 2
  return total
}
