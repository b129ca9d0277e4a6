import type { Random } from '../random.ts'

/** Places of the scores, the largest first; NaN counts as below everything. */
export function orderByScore(scores: ArrayLike<number>): Uint32Array {
  const key = Float64Array.from(scores, (score) => (Number.isNaN(score) ? -Infinity : score))
  return Uint32Array.from({ length: key.length }, (_, i) => i).sort((a, b) => ((key[a] as number) === (key[b] as number) ? a - b : (key[b] as number) - (key[a] as number)))
}

/**
 * How much of each unit is taken, 0 to 1, when units are taken by score until their sizes reach `budget`. Units that tie for the last places are
 * all taken in the same part, so nothing is random (for equal sizes: the mean over all their orders); a unit alone is taken in part where it is larger than what is left.
 * @param order of `orderByScore(scores)`
 */
export function takeBySize(scores: ArrayLike<number>, order: Uint32Array, sizes: ArrayLike<number>, budget: number): Float64Array {
  const taken = new Float64Array(sizes.length)
  const scoreAt = (k: number) => (Number.isNaN(scores[order[k] as number]) ? -Infinity : (scores[order[k] as number] as number))
  let left = budget
  for (let from = 0; from < order.length && left > 0; ) {
    let to = from
    let size = 0
    for (; to < order.length && scoreAt(to) === scoreAt(from); to++) size += sizes[order[to] as number] as number
    const part = size <= left ? 1 : left / size
    for (let k = from; k < to; k++) taken[order[k] as number] = part
    left -= size
    from = to
  }
  return taken
}

export const hitsOf = (taken: ArrayLike<number>, counts: ArrayLike<number>): number => {
  let hits = 0
  for (let i = 0; i < taken.length; i++) hits += (taken[i] as number) * (counts[i] as number)
  return hits
}

/** Hits of `runs` random orders at each budget, budget by budget, ascending. Orders are drawn only as far as the largest budget reaches. */
export function randomHits(sizes: ArrayLike<number>, counts: ArrayLike<number>, budgets: readonly number[], runs: number, random: Random): Float64Array[] {
  const deck = Uint32Array.from({ length: sizes.length }, (_, i) => i)
  const hits = budgets.map(() => new Float64Array(runs))
  const byBudget = [...budgets.keys()].sort((a, b) => (budgets[a] as number) - (budgets[b] as number))
  for (let run = 0; run < runs; run++) {
    let [at, filled, sum, next] = [0, 0, 0, 0]
    while (at < deck.length && next < budgets.length) {
      const other = at + Math.floor(random() * (deck.length - at))
      const unit = deck[other] as number
      deck[other] = deck[at] as number
      deck[at++] = unit
      const [size, count] = [sizes[unit] as number, counts[unit] as number]
      for (; next < budgets.length && filled + size >= (budgets[byBudget[next] as number] as number); next++) {
        const part = size > 0 ? ((budgets[byBudget[next] as number] as number) - filled) / size : 1
        ;(hits[byBudget[next] as number] as Float64Array)[run] = sum + part * count
      }
      filled += size
      sum += count
    }
    for (; next < budgets.length; next++) (hits[byBudget[next] as number] as Float64Array)[run] = sum // the budget is all there is, but for rounding
  }
  return hits.map((each) => each.sort())
}
