import { momentsOf } from './giStar.ts'
import { weightSums, type NeighbourTable } from './neighbourTable.ts'

/** What the moments of global statistics are made of (Cliff & Ord 1981). */
export type WeightTotals = { n: number; s0: number; s1: number; s2: number }

/** S0, S1 and S2 of any weights, mutual or not. Units without neighbours count in n and add no weight. */
export function weightTotals(table: NeighbourTable): WeightTotals {
  const { sum } = weightSums(table)
  const weightOf = (at: number) => (table.weights ? (table.weights[at] as number) : 1)
  const received = new Float64Array(table.count)
  let s1 = 0
  for (let i = 0; i < table.count; i++)
    for (let at = table.starts[i] as number; at < (table.starts[i + 1] as number); at++) {
      const j = table.others[at] as number
      const weight = weightOf(at)
      received[j] = (received[j] as number) + weight
      const back = placeOf(table, j, i)
      // (w + w')² of a mutual pair is met from both sides, half each; a one-sided one is met once.
      s1 += back >= 0 ? (weight + weightOf(back)) ** 2 / 2 : weight * weight
    }
  const s0 = sum.reduce((total, weight) => total + weight, 0)
  const s2 = sum.reduce((total, weight, i) => total + (weight + (received[i] as number)) ** 2, 0)
  return { n: table.count, s0, s1, s2 }
}

/** Where j stands among the sorted neighbours of i; -1 if it does not. */
function placeOf({ starts, others }: NeighbourTable, i: number, j: number): number {
  let [low, high] = [starts[i] as number, (starts[i + 1] as number) - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const there = others[middle] as number
    if (there === j) return middle
    if (there < j) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Differences from the mean, their mean square and kurtosis (m4 / m2²). */
export function shapeOf(values: Float64Array): { own: Float64Array; m2: number; kurtosis: number } {
  const { count, mean, deviation } = momentsOf(values)
  const own = values.map((value) => value - mean)
  const m2 = deviation ** 2
  return { own, m2, kurtosis: own.reduce((sum, d) => sum + d ** 4, 0) / count / (m2 * m2) }
}

/** A global statistic with what chance gives under the two published assumptions. */
export type GlobalStatistic = {
  value: number
  expected: number
  /** Values are a sample of a normal distribution; null where no such moments are published. */
  varianceNormality: number | null
  /** Values as they are, every order of them as likely. */
  varianceRandomisation: number
}

