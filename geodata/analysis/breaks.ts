/** Upper limits of classes, ascending, the last one the largest value: class k holds values above limit k - 1 up to limit k. */
export type Breaks = number[]

/**
 * Classes of equally many values: limit k is the smallest value with at least k/n of all values at or below it. Equal values are
 * never split, so fewer classes than asked for may come back. NaN and infinite values are left out; none left: no class.
 * @throws RangeError unless the number of classes is a positive integer
 */
export function quantileBreaks(values: ArrayLike<number>, classCount: number): Breaks {
  const sorted = finiteSorted(values, classCount)
  const limits = Array.from({ length: classCount }, (_, k) => sorted[Math.ceil(((k + 1) * sorted.length) / classCount) - 1])
  return [...new Set(limits.filter((limit) => limit !== undefined))]
}

/**
 * Natural breaks: the classes with the least sum of squared deviations from their own mean (Fisher 1958, known by Jenks 1977),
 * found exactly by dynamic programming in which each row is halved (the best split moves one way only): O(k n log n).
 * Fewer different values than classes give one class each. NaN and infinite values are left out.
 * @throws RangeError unless the number of classes is a positive integer
 */
export function naturalBreaks(values: ArrayLike<number>, classCount: number): Breaks {
  const sorted = finiteSorted(values, classCount)
  const { distinct, costOf } = distinctWithCost(sorted)
  if (distinct.length <= classCount) return distinct
  let costs = distinct.map((_, end) => costOf(0, end))
  const starts: Int32Array[] = []
  for (let k = 1; k < classCount; k++) {
    const next = distinct.map(() => Infinity)
    const startOf = new Int32Array(distinct.length)
    const solve = (from: number, to: number, low: number, high: number): void => {
      if (from > to) return
      const end = (from + to) >> 1
      let best = low
      for (let start = Math.max(low, k); start <= Math.min(end, high); start++) {
        const cost = (costs[start - 1] as number) + costOf(start, end)
        if (cost < (next[end] as number)) [next[end], best] = [cost, start]
      }
      startOf[end] = best
      solve(from, end - 1, low, best)
      solve(end + 1, to, best, high)
    }
    solve(k, distinct.length - 1, k, distinct.length - 1)
    costs = next
    starts.push(startOf)
  }
  const limits: Breaks = []
  let end = distinct.length - 1
  for (let k = classCount - 1; k >= 0; k--) {
    limits.unshift(distinct[end] as number)
    if (k > 0) end = (starts[k - 1]?.[end] as number) - 1
  }
  return limits
}

/** The class of a value from 0; values above the last limit belong to the last class, NaN to none (-1). */
export function classOf(value: number, breaks: Breaks): number {
  if (Number.isNaN(value) || breaks.length === 0) return -1
  const found = breaks.findIndex((limit) => value <= limit)
  return found < 0 ? breaks.length - 1 : found
}

function finiteSorted(values: ArrayLike<number>, classCount: number): Float64Array {
  if (!(Number.isInteger(classCount) && classCount >= 1))
    throw new RangeError(`the number of classes is ${classCount}, expected a positive integer`)
  return Float64Array.from(values).filter(Number.isFinite).toSorted()
}

/** Different values with the sum of squared deviations of any run of them, from running sums around the mean. */
function distinctWithCost(sorted: Float64Array): { distinct: number[]; costOf: (from: number, to: number) => number } {
  const mean = sorted.reduce((sum, value) => sum + value, 0) / Math.max(sorted.length, 1)
  const distinct: number[] = []
  const [counts, sums, squares] = [[0], [0], [0]] as [number[], number[], number[]]
  for (const value of sorted) {
    if (value !== distinct.at(-1)) {
      distinct.push(value)
      for (const running of [counts, sums, squares]) running.push(running.at(-1) as number)
    }
    const last = distinct.length
    counts[last] = (counts[last] as number) + 1
    sums[last] = (sums[last] as number) + value - mean
    squares[last] = (squares[last] as number) + (value - mean) ** 2
  }
  const costOf = (from: number, to: number): number => {
    const [count, sum, square] = [counts, sums, squares].map((running) => (running[to + 1] as number) - (running[from] as number)) as [
      number,
      number,
      number,
    ]
    return square - (sum * sum) / count
  }
  return { distinct, costOf }
}
