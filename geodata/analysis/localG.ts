import { giStarZ, momentsOf } from './giStar.ts'
import { neighbourSums, weightSums, type NeighbourTable } from './neighbourTable.ts'

const orNaN = (value: number) => (Number.isFinite(value) ? value : NaN)

/** Gi* of every unit, itself included with weight 1 (Ord & Getis 1995, eq. 14), from neighbours without itself. */
export function giStarOf(values: Float64Array, table: NeighbourTable): Float64Array {
  const moments = momentsOf(values)
  const { sum, squares } = weightSums(table)
  return neighbourSums(values, table).map((near, i) => orNaN(giStarZ(near + (values[i] as number), (sum[i] as number) + 1, (squares[i] as number) + 1, moments)))
}

/** Gi of every unit, itself left out: mean and deviation are those of the others (Ord & Getis 1995, eq. 13). NaN for islands. */
export function giOf(values: Float64Array, table: NeighbourTable): Float64Array {
  const { count, mean, deviation } = momentsOf(values)
  const { sum, squares } = weightSums(table)
  const others = count - 1
  return neighbourSums(values, table).map((near, i) => {
    const weight = sum[i] as number
    const own = (values[i] as number) - mean
    const shift = -own / others // of the mean of the others against that of all
    const variance = (count * deviation ** 2 - own * own) / others - shift ** 2
    return orNaN((near - weight * (mean + shift)) / Math.sqrt((variance * (others * (squares[i] as number) - weight * weight)) / (others - 1)))
  })
}
