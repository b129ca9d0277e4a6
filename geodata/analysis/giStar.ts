import type { Random } from '../random.ts'

/** Neighbours of each place by index, itself included where the statistic is Gi*. */
export type NeighbourLists = readonly ArrayLike<number>[]
/** Weights beside the neighbours; left out, every neighbour weighs 1. */
export type NeighbourWeights = readonly ArrayLike<number>[]

/** What Gi* needs to know of all values: how many, their mean and standard deviation (of the whole, by n). */
export type Moments = { count: number; mean: number; deviation: number }

export function momentsOf(values: ArrayLike<number>): Moments {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  const mean = sum / values.length
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - mean) ** 2
  return { count: values.length, mean, deviation: Math.sqrt(squares / values.length) }
}

/** z of one place from its weighted sum, sum of weights and sum of squared weights (Ord & Getis 1995, eq. 14). */
export function giStarZ(sum: number, weight: number, squaredWeight: number, { count, mean, deviation }: Moments): number {
  return (sum - mean * weight) / (deviation * Math.sqrt((count * squaredWeight - weight * weight) / (count - 1)))
}

/**
 * Getis-Ord Gi* of every place (Ord & Getis 1995, eq. 14): z > 0 where high values stand together.
 * @param values one number per place @param neighbours of each place, itself included
 * @returns z; NaN where it has none: all values alike, or everything is everything's neighbour
 * @throws RangeError when a list lacks its own place, names no place, or lengths differ
 */
export function giStar(values: ArrayLike<number>, neighbours: NeighbourLists, weights?: NeighbourWeights): Float64Array {
  checkNeighbours(values.length, neighbours, weights)
  const moments = momentsOf(values)
  return Float64Array.from(neighbours, (list, i) => {
    let sum = 0
    let weight = 0
    let squaredWeight = 0
    for (let k = 0; k < list.length; k++) {
      const w = weights?.[i]?.[k] ?? 1
      sum += w * (values[list[k] as number] as number)
      weight += w
      squaredWeight += w * w
    }
    const z = giStarZ(sum, weight, squaredWeight, moments)
    return Number.isFinite(z) ? z : NaN
  })
}

function checkNeighbours(count: number, neighbours: NeighbourLists, weights?: NeighbourWeights): void {
  if (neighbours.length !== count) throw new RangeError(`${count} values have ${neighbours.length} neighbour lists`)
  neighbours.forEach((list, i) => {
    let hasItself = false
    for (let k = 0; k < list.length; k++) {
      const j = list[k] as number
      if (!(Number.isInteger(j) && j >= 0 && j < count)) throw new RangeError(`neighbours[${i}][${k}] is ${j}, expected 0 to ${count - 1}`)
      hasItself ||= j === i
    }
    if (!hasItself) throw new RangeError(`neighbours[${i}] lacks ${i} itself, which Gi* needs`)
    if (weights && weights[i]?.length !== list.length) throw new RangeError(`weights[${i}] does not match neighbours[${i}]`)
  })
}

/**
 * Pseudo p-values by conditional permutation: the place keeps its own value, the others are drawn for its neighbours
 * without replacement (Anselin 1995; Gi* keeps x_i). Two-sided: twice the smaller tail, at most 1; each tail counts ties and
 * the observation itself, so the smallest value is 2 / (permutations + 1).
 * @param permutations at least 1, usually 999 @param random seeded, for the draws
 */
export function giStarPermutationP(
  values: ArrayLike<number>,
  neighbours: NeighbourLists,
  permutations: number,
  random: Random,
  weights?: NeighbourWeights,
): Float64Array {
  checkNeighbours(values.length, neighbours, weights)
  const deck = Float64Array.from(values)
  return Float64Array.from(neighbours, (list, i) => {
    deck.set(values as ArrayLike<number>)
    // The place's own value goes to the end of the deck, out of reach of the draws.
    const lastOther = deck.length - 1
    swap(deck, i, lastOther)
    const others: number[] = []
    let observed = 0
    for (let k = 0; k < list.length; k++) {
      const w = weights?.[i]?.[k] ?? 1
      if (list[k] === i) continue
      others.push(w)
      observed += w * (values[list[k] as number] as number)
    }
    const slack = 1e-12 * Math.max(1, Math.abs(observed)) // sums in another order differ in the last digits
    let above = 1
    let below = 1
    for (let run = 0; run < permutations; run++) {
      let sum = 0
      for (let k = 0; k < others.length; k++) {
        swap(deck, k, k + Math.floor(random() * (lastOther - k)))
        sum += (others[k] as number) * (deck[k] as number)
      }
      if (sum >= observed - slack) above++
      if (sum <= observed + slack) below++
    }
    return Math.min(1, (2 * Math.min(above, below)) / (permutations + 1))
  })
}

function swap(list: Float64Array, i: number, j: number): void {
  const kept = list[i] as number
  list[i] = list[j] as number
  list[j] = kept
}
