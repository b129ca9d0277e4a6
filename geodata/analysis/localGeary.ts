import { observedDifferences } from './conditionalDifferences.ts'
import { momentsOf } from './giStar.ts'
import { neighbourSums, weightSums, type NeighbourTable } from './neighbourTable.ts'

export type LocalGeary = {
  /** c of each unit: the weighted sum of squared differences to its neighbours, of values standardised by the deviation of a sample (n - 1). */
  c: Float64Array
  /** Below 0 where neighbours are alike. */
  z: Float64Array
  lag: Float64Array
  own: Float64Array
}

/**
 * Local Geary's c (Anselin 1995; 2019) with the moments of conditional permutation in closed form: neighbours are a sample without replacement of
 * the other units, so their mean squared difference has the moments of a sample mean (Sokal, Oden & Thomson 1998). NaN for islands.
 */
export function localGeary(values: Float64Array, table: NeighbourTable): LocalGeary {
  const { count: n, mean, deviation } = momentsOf(values)
  const sampleDeviation = deviation * Math.sqrt(n / (n - 1))
  const own = values.map((value) => (value - mean) / sampleDeviation)
  const power = (k: number) => own.reduce((sum, value) => sum + value ** k, 0)
  const [s2, s3, s4] = [power(2), power(3), power(4)]
  const { sum, squares } = weightSums(table)
  const c = observedDifferences(own, table).map((value, i) => (sum[i] ? value : NaN))
  const others = n - 1
  const z = c.map((value, i) => {
    const [x, w, w2] = [own[i] as number, sum[i] as number, squares[i] as number]
    // Of squared differences d = (x - y)² to all other units: sums of d and of d², from power sums around the mean.
    const meanD = (n * x * x + s2) / others
    const varianceD = (n * x ** 4 + 6 * x * x * s2 - 4 * x * s3 + s4) / others - meanD ** 2
    const variance = varianceD * (w2 - (w * w - w2) / (others - 1))
    const score = (value - w * meanD) / Math.sqrt(variance)
    return Number.isFinite(score) ? score : NaN
  })
  return { c, z, own, lag: neighbourSums(own, table).map((near, i) => (sum[i] ? near / (sum[i] as number) : NaN)) }
}
