import type { Random } from '../random.ts'
import { neighbourCount, neighbourSums, type NeighbourTable } from './neighbourTable.ts'

/** How often the sum over drawn neighbours was at least, and at most, the one observed: of each unit, the observation itself not counted. */
export type Tails = { permutations: number; atLeast: Uint32Array; atMost: Uint32Array }

/** Sums of so many draws are held at once. */
const CHUNK = 4_000_000

/**
 * Conditional permutation (Anselin 1995) of the sum over neighbours: the unit keeps its value, its k neighbours are drawn
 * from all others without replacement. One set of draws serves every unit: a draw is the first k of an order of all units, and where the unit
 * itself is among them the next one takes its place, which makes it a draw from the others with every set as likely. Where all weights are alike, all units with k
 * neighbours share one sorted list of sums and differ only in the few draws they were in themselves: time permutations x neighbours + units x
 * log permutations, instead of permutations x neighbours x units. Each p is what draws of its own would give; across units their sampling
 * errors go together, which more permutations make small.
 */
export function conditionalSums(values: Float64Array, table: NeighbourTable, permutations: number, random: Random, tell: (share: number) => void = () => {}): Tails {
  const { count } = table
  const observed = neighbourSums(values, table)
  const tails: Tails = { permutations, atLeast: new Uint32Array(count), atMost: new Uint32Array(count) }
  const bySize = unitsBySize(table)
  const most = Math.max(0, ...bySize.keys())
  const largestWeight = table.weights ? table.weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0) : 1
  const slack = 1e-12 * (most + 1) * largestWeight * values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) // sums in another order differ in the last digits
  const deck = Uint32Array.from({ length: count }, (_, i) => i)
  const step = Math.max(1, Math.min(permutations, Math.floor(CHUNK / (most + 1))))
  for (let done = 0; done < permutations; done += step) {
    const runs = Math.min(step, permutations - done)
    const draws = drawOrders(deck, runs, Math.min(most + 1, count), random)
    if (table.weights) tallyWeighted(values, table, table.weights, draws, runs, observed, slack, tails)
    else {
      const sums = runningSums(values, draws, runs)
      for (const [size, members] of bySize) tallyShared(sums, size, runs, members, observed, slack, tails)
      tallyOwn(values, table, draws, sums, runs, observed, slack, tails)
    }
    tell((done + runs) / permutations)
  }
  return tails
}

/** Two-sided: twice the smaller tail, each with ties and the observation itself, at most 1; the smallest is 2 / (permutations + 1). */
export function pseudoP({ permutations, atLeast, atMost }: Tails): Float64Array {
  return Float64Array.from(atLeast, (above, i) => Math.min(1, (2 * (Math.min(above, atMost[i] as number) + 1)) / (permutations + 1)))
}

function unitsBySize(table: NeighbourTable): Map<number, number[]> {
  const bySize = new Map<number, number[]>()
  for (let i = 0; i < table.count; i++) {
    const size = neighbourCount(table, i)
    const members = bySize.get(size)
    if (members) members.push(i)
    else bySize.set(size, [i])
  }
  return bySize
}

/** The first `length` of `runs` random orders, place by place: draws[place * runs + run]. The deck need not be put back in order between runs. */
export function drawOrders(deck: Uint32Array, runs: number, length: number, random: Random): Uint32Array {
  const count = deck.length
  const draws = new Uint32Array(runs * length)
  for (let run = 0; run < runs; run++)
    for (let place = 0; place < length; place++) {
      const other = place + Math.floor(random() * (count - place))
      const drawn = deck[other] as number
      deck[other] = deck[place] as number
      deck[place] = drawn
      draws[place * runs + run] = drawn
    }
  return draws
}

/** sums[k * runs + run]: of the first k drawn. */
export function runningSums(values: Float64Array, draws: Uint32Array, runs: number): Float64Array {
  const sums = new Float64Array(draws.length + runs)
  for (let at = 0; at < draws.length; at++) sums[at + runs] = (sums[at] as number) + (values[draws[at] as number] as number)
  return sums
}

function tallyShared(sums: Float64Array, size: number, runs: number, members: readonly number[], observed: Float64Array, slack: number, { atLeast, atMost }: Tails): void {
  const sorted = sums.slice(size * runs, (size + 1) * runs).sort()
  for (const i of members) {
    atLeast[i] = (atLeast[i] as number) + runs - firstAtLeast(sorted, (observed[i] as number) - slack)
    atMost[i] = (atMost[i] as number) + firstAbove(sorted, (observed[i] as number) + slack)
  }
}

/** Draws in which a unit was drawn for itself: the next drawn stands in for it. */
function tallyOwn(values: Float64Array, table: NeighbourTable, draws: Uint32Array, sums: Float64Array, runs: number, observed: Float64Array, slack: number, { atLeast, atMost }: Tails): void {
  const length = draws.length / runs
  for (let place = 0; place < length; place++)
    for (let run = 0; run < runs; run++) {
      const i = draws[place * runs + run] as number
      const size = neighbourCount(table, i)
      if (place >= size) continue
      const shared = sums[size * runs + run] as number
      const own = (sums[(size + 1) * runs + run] as number) - (values[i] as number)
      const [low, high] = [(observed[i] as number) - slack, (observed[i] as number) + slack]
      atLeast[i] = (atLeast[i] as number) + Number(own >= low) - Number(shared >= low)
      atMost[i] = (atMost[i] as number) + Number(own <= high) - Number(shared <= high)
    }
}

/** Weights that differ: every unit weighs the shared draws anew. */
function tallyWeighted(values: Float64Array, { count, starts }: NeighbourTable, weights: Float64Array, draws: Uint32Array, runs: number, observed: Float64Array, slack: number, { atLeast, atMost }: Tails): void {
  for (let i = 0; i < count; i++) {
    const [start, end] = [starts[i] as number, starts[i + 1] as number]
    const [low, high] = [(observed[i] as number) - slack, (observed[i] as number) + slack]
    for (let run = 0; run < runs; run++) {
      let sum = 0
      for (let at = start, place = run; at < end; at++, place += runs) {
        if (draws[place] === i) place += runs
        sum += (weights[at] as number) * (values[draws[place] as number] as number)
      }
      if (sum >= low) atLeast[i] = (atLeast[i] as number) + 1
      if (sum <= high) atMost[i] = (atMost[i] as number) + 1
    }
  }
}

function firstAtLeast(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) >= limit) high = middle
    else low = middle + 1
  }
  return low
}

function firstAbove(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) > limit) high = middle
    else low = middle + 1
  }
  return low
}
