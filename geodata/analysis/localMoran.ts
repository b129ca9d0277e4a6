import { momentsOf } from './giStar.ts'
import { neighbourSums, weightSums, type NeighbourTable } from './neighbourTable.ts'

export type LocalMoran = {
  /** I of each unit; the mean over units of row-standardised weights is global I. */
  i: Float64Array
  z: Float64Array
  /** Mean of the neighbours, as a difference from the mean of all. */
  lag: Float64Array
  /** The unit's own difference from the mean. */
  own: Float64Array
}

/**
 * Local Moran's I (Anselin 1995) with the moments of conditional permutation in closed form (Sokal, Oden & Thomson 1998), which is what
 * `localmoran(conditional = TRUE)` of spdep gives. NaN for islands and where nothing differs.
 */
export function localMoran(values: Float64Array, table: NeighbourTable): LocalMoran {
  const { count: n, mean, deviation } = momentsOf(values)
  // At the mean but for rounding a unit is neither high nor low.
  const own = values.map((value) => (Math.abs(value - mean) > 1e-12 * (Math.abs(mean) + deviation) ? value - mean : 0))
  const m2 = deviation ** 2
  const { sum, squares } = weightSums(table)
  const lag = neighbourSums(own, table)
  const i = lag.map((near, k) => (sum[k] ? ((own[k] as number) * near) / m2 : NaN))
  const z = i.map((value, k) => {
    const [d, w, w2] = [own[k] as number, sum[k] as number, squares[k] as number]
    const expected = (-(d * d) * w) / ((n - 1) * m2)
    const variance = (d / m2) ** 2 * (n / (n - 2)) * (w2 - (w * w) / (n - 1)) * (m2 - (d * d) / (n - 1))
    const score = (value - expected) / Math.sqrt(variance)
    return Number.isFinite(score) ? score : NaN
  })
  return { i, z, lag: lag.map((near, k) => (sum[k] ? near / (sum[k] as number) : NaN)), own }
}
