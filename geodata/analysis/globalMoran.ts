import { shapeOf, weightTotals, type GlobalStatistic } from './globalMoments.ts'
import { crossProducts, type NeighbourTable } from './neighbourTable.ts'

/** Moran's I with the moments of Cliff & Ord (1981, p. 42-46): above its expectation where neighbours are alike. */
export function globalMoran(values: Float64Array, table: NeighbourTable): GlobalStatistic {
  const { own, m2, kurtosis } = shapeOf(values)
  const { n, s0, s1, s2 } = weightTotals(table)
  const cross = crossProducts(own, table)
  const expected = -1 / (n - 1)
  const square = s0 * s0
  const randomised = (n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * square) - kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * square)) / ((n - 1) * (n - 2) * (n - 3) * square)
  return {
    value: cross / (s0 * m2),
    expected,
    varianceNormality: (n * n * s1 - n * s2 + 3 * square) / (square * (n * n - 1)) - expected ** 2,
    varianceRandomisation: randomised - expected ** 2,
  }
}
