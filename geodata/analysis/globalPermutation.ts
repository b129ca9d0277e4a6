import { type Random, shuffleInPlace } from '../random.ts'

/**
 * Pseudo p of a statistic of the whole map: values are shuffled over the units. Two-sided: twice the smaller tail, at most 1; each tail counts
 * ties and the observation itself, so the smallest is 2 / (permutations + 1).
 */
export function globalPermutation(values: Float64Array, statistic: (values: Float64Array) => number, permutations: number, random: Random, tell: (share: number) => void = () => {}): number {
  const observed = statistic(values)
  const slack = 1e-11 * values.reduce((sum, value) => sum + value * value, 0) // sums in another order differ in the last digits
  const deck = values.slice()
  let [above, below] = [1, 1]
  for (let run = 0; run < permutations; run++) {
    shuffleInPlace(random, deck)
    const drawn = statistic(deck)
    if (drawn >= observed - slack) above++
    if (drawn <= observed + slack) below++
    if (run % 16 === 0) tell(run / permutations)
  }
  return Math.min(1, (2 * Math.min(above, below)) / (permutations + 1))
}
