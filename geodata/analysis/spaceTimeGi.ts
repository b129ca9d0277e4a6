import { giStarZ, momentsOf } from './giStar.ts'
import { neighbourSums, weightSums, type NeighbourTable } from './neighbourTable.ts'

/** What a neighbourhood is compared with: all bins of the cube, those of its own step, or those of the steps that it reaches over. */
export type CubeWindow = 'cube' | 'slice' | 'steps'

/** Counts by step and unit: step t of unit i is counts[t * units + i]. */
export type Cube = { units: number; steps: number; counts: Float64Array }

/**
 * Gi* (Ord & Getis 1995) of every bin of a space-time cube: the unit and its neighbours, in the bin's step and so many steps before it (fewer at the beginning), the unit itself
 * with weight 1, its neighbours with theirs. In the window `slice` a neighbourhood is its own step alone, or it would be compared with bins that it is not made of.
 * @param table neighbours without the unit itself @returns z by step and unit; NaN where all bins of the window are alike or all belong to the neighbourhood
 */
export function spaceTimeGi({ units, steps, counts }: Cube, table: NeighbourTable, { stepsBefore, window }: { stepsBefore: number; window: CubeWindow }): Float64Array {
  const reach = window === 'slice' ? 0 : stepsBefore
  const slice = (t: number, before: number) => counts.subarray(Math.max(0, t - before) * units, (t + 1) * units)
  const sums = Float64Array.from(counts)
  for (let t = 0; t < steps; t++) {
    const near = neighbourSums(slice(t, 0), table)
    for (let i = 0; i < units; i++) sums[t * units + i] = (sums[t * units + i] as number) + (near[i] as number)
  }
  const whole = momentsOf(counts)
  const around = weightSums(table)
  const z = new Float64Array(counts.length)
  for (let t = 0; t < steps; t++) {
    const moments = window === 'cube' ? whole : momentsOf(slice(t, reach))
    const first = Math.max(0, t - reach)
    for (let i = 0; i < units; i++) {
      let sum = 0
      for (let back = first; back <= t; back++) sum += sums[back * units + i] as number
      const length = t - first + 1
      const value = giStarZ(sum, length * ((around.sum[i] as number) + 1), length * ((around.squares[i] as number) + 1), moments)
      z[t * units + i] = Number.isFinite(value) ? value : NaN
    }
  }
  return z
}
