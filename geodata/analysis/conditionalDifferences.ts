import type { Random } from '../random.ts'
import { drawOrders, runningSums, type Tails } from './conditionalSums.ts'
import { neighbourCount, type NeighbourTable } from './neighbourTable.ts'

const CHUNK = 4_000_000

type Draws = { draws: Uint32Array; sums: Float64Array; squares: Float64Array; runs: number }
type Tested = { values: Float64Array; table: NeighbourTable; observed: Float64Array; slack: number; tails: Tails }

/**
 * Conditional permutation of the weighted sum of squared differences to the neighbours (local Geary), with one set of draws for every unit as
 * `conditionalSums` has it. Where weights are alike a draw's figure follows from the sum and the sum of squares of its first k values.
 * @param values differences from the mean, or digits are lost
 */
export function conditionalDifferences(values: Float64Array, table: NeighbourTable, permutations: number, random: Random, tell: (share: number) => void = () => {}): Tails {
  const { count, weights } = table
  const tails: Tails = { permutations, atLeast: new Uint32Array(count), atMost: new Uint32Array(count) }
  let most = 0
  for (let i = 0; i < count; i++) most = Math.max(most, neighbourCount(table, i))
  const largest = values.reduce((so, value) => Math.max(so, Math.abs(value)), 0)
  const largestWeight = weights ? weights.reduce((so, weight) => Math.max(so, Math.abs(weight)), 0) : 1
  const tested: Tested = { values, table, observed: observedDifferences(values, table), slack: 1e-12 * (most + 1) * largestWeight * largest ** 2, tails }
  const squared = values.map((value) => value * value)
  const deck = Uint32Array.from({ length: count }, (_, i) => i)
  const step = Math.max(1, Math.min(permutations, Math.floor(CHUNK / (most + 1))))
  for (let done = 0; done < permutations; done += step) {
    const runs = Math.min(step, permutations - done)
    const draws = drawOrders(deck, runs, Math.min(most + 1, count), random)
    const made = { draws, sums: runningSums(values, draws, runs), squares: runningSums(squared, draws, runs), runs }
    for (let i = 0; i < count; i++) {
      if (weights) tallyWeighted(i, weights, made, tested)
      else tallyShared(i, made, tested)
      if (i % 1024 === 0) tell((done + (runs * i) / count) / permutations)
    }
    if (!weights) tallyOwn(made, tested)
  }
  return tails
}

/** The weighted sum of squared differences of each unit to its neighbours. */
export function observedDifferences(values: Float64Array, { count, starts, others, weights }: NeighbourTable): Float64Array {
  const sums = new Float64Array(count)
  for (let i = 0; i < count; i++)
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) sums[i] = (sums[i] as number) + (weights ? (weights[at] as number) : 1) * ((values[i] as number) - (values[others[at] as number] as number)) ** 2
  return sums
}

function tallyShared(i: number, { sums, squares, runs }: Draws, { values, table, observed, slack, tails }: Tested): void {
  const size = neighbourCount(table, i)
  const x = values[i] as number
  // size x² - 2 x sum + squares against the observed one, the constant taken to the other side
  const [low, high] = [(observed[i] as number) - slack - size * x * x, (observed[i] as number) + slack - size * x * x]
  let [above, below] = [0, 0]
  for (let at = size * runs; at < (size + 1) * runs; at++) {
    const figure = (squares[at] as number) - 2 * x * (sums[at] as number)
    if (figure >= low) above++
    if (figure <= high) below++
  }
  tails.atLeast[i] = (tails.atLeast[i] as number) + above
  tails.atMost[i] = (tails.atMost[i] as number) + below
}

function tallyOwn({ draws, sums, squares, runs }: Draws, { values, table, observed, slack, tails }: Tested): void {
  for (let at = 0; at < draws.length; at++) {
    const i = draws[at] as number
    const size = neighbourCount(table, i)
    if (at >= size * runs) continue
    const run = at % runs
    const x = values[i] as number
    const figure = (place: number) => size * x * x + (squares[place] as number) - 2 * x * (sums[place] as number)
    const shared = figure(size * runs + run)
    const own = figure((size + 1) * runs + run) + x * x // without x² - 2 x · x, its own part
    const [low, high] = [(observed[i] as number) - slack, (observed[i] as number) + slack]
    tails.atLeast[i] = (tails.atLeast[i] as number) + Number(own >= low) - Number(shared >= low)
    tails.atMost[i] = (tails.atMost[i] as number) + Number(own <= high) - Number(shared <= high)
  }
}

function tallyWeighted(i: number, weights: Float64Array, { draws, runs }: Draws, { values, table, observed, slack, tails }: Tested): void {
  const [start, end] = [table.starts[i] as number, table.starts[i + 1] as number]
  const x = values[i] as number
  for (let run = 0; run < runs; run++) {
    let sum = 0
    for (let at = start, place = run; at < end; at++, place += runs) {
      if (draws[place] === i) place += runs
      sum += (weights[at] as number) * (x - (values[draws[place] as number] as number)) ** 2
    }
    if (sum >= (observed[i] as number) - slack) tails.atLeast[i] = (tails.atLeast[i] as number) + 1
    if (sum <= (observed[i] as number) + slack) tails.atMost[i] = (tails.atMost[i] as number) + 1
  }
}
