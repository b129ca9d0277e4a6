import { giStarZ, type Moments, momentsOf } from './giStar.ts'
import { neighbourSums, weightSums, type NeighbourTable } from './neighbourTable.ts'

const orNaN = (value: number) => (Number.isFinite(value) ? value : NaN)

/** Gi* of every unit, itself included with weight 1 (Ord & Getis 1995, eq. 14), from neighbours without itself. */
export function giStarOf(values: Float64Array, table: NeighbourTable): Float64Array {
  const moments = momentsOf(values)
  if (!table.weights) return plainGiStar(values, table, moments)
  const { sum, squares } = weightSums(table)
  return neighbourSums(values, table).map((near, i) => orNaN(giStarZ(near + (values[i] as number), (sum[i] as number) + 1, (squares[i] as number) + 1, moments)))
}

/** The same where every neighbour weighs 1: all that a number of neighbours decides is worked out once for each number, which halves the time. */
function plainGiStar(values: Float64Array, { count, starts, others }: NeighbourTable, { count: total, mean, deviation }: Moments): Float64Array {
  const z = new Float64Array(count)
  const divisors: number[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    const end = starts[i + 1] as number
    const weight = end - at + 1
    let near = 0
    for (; at < end; at++) near += values[others[at] as number] as number
    const divisor = (divisors[weight] ??= deviation * Math.sqrt((total * weight - weight * weight) / (total - 1)))
    z[i] = orNaN((near + (values[i] as number) - mean * weight) / divisor)
  }
  return z
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
