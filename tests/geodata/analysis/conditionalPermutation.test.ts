import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conditionalDifferences } from '../../../geodata/analysis/conditionalDifferences.ts'
import { conditionalSums, pseudoP, type Tails } from '../../../geodata/analysis/conditionalSums.ts'
import { giStarPermutationP } from '../../../geodata/analysis/giStar.ts'
import { globalPermutation } from '../../../geodata/analysis/globalPermutation.ts'
import { crossProducts, listsOf, tableOf } from '../../../geodata/analysis/neighbourTable.ts'
import { createRandom } from '../../../geodata/random.ts'

const values = Float64Array.of(0, 1, 1, 2, 5, 3, 8, 0)
// From no neighbour at all to everybody else, so that a unit is in its own draw seldom and always.
const lists = [[], [0], [1, 3], [2, 4, 6], [5, 6, 7, 0], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, 6]]
const uneven = lists.map((list, i) => list.map((j) => 1 + ((i + 2 * j) % 3)))
const draws = 60_000

/** All ordered draws without replacement, each as likely: the exact chance of "at least" and "at most". */
function exact(i: number, figure: (drawn: number[]) => number): { atLeast: number; atMost: number } {
  const others = [...values.keys()].filter((j) => j !== i)
  const every: number[] = []
  const draw = (drawn: number[], rest: number[]): void => {
    if (drawn.length === lists[i]!.length) every.push(figure(drawn.map((j) => values[j]!)))
    else for (const j of rest) draw([...drawn, j], rest.filter((other) => other !== j))
  }
  draw([], others)
  const observed = figure(lists[i]!.map((j) => values[j]!))
  return { atLeast: every.filter((one) => one >= observed - 1e-9).length / every.length, atMost: every.filter((one) => one <= observed + 1e-9).length / every.length }
}

function expectNear({ atLeast, atMost, permutations }: Tails, theirs: { atLeast: number; atMost: number }[]): void {
  theirs.forEach((chance, i) => {
    for (const [ours, p] of [[atLeast[i]! / permutations, chance.atLeast], [atMost[i]! / permutations, chance.atMost]] as const) expect(Math.abs(ours - p)).toBeLessThanOrEqual(5 * Math.sqrt((p * (1 - p)) / permutations))
  })
}

describe('conditional permutation with one set of draws for all units', () => {
  const sum = (weights: number[]) => (drawn: number[]) => drawn.reduce((total, value, k) => total + weights[k]! * value, 0)
  const differences = (own: number, weights: number[]) => (drawn: number[]) => drawn.reduce((total, value, k) => total + weights[k]! * (own - value) ** 2, 0)
  it('has the chances of drawing all orders of the others, for sums and for squared differences, with weights 1', () => {
    const ones = lists.map((list) => list.map(() => 1))
    expectNear(conditionalSums(values, tableOf(lists), draws, createRandom(1)), lists.map((_, i) => exact(i, sum(ones[i]!))))
    expectNear(conditionalDifferences(values, tableOf(lists), draws, createRandom(2)), lists.map((_, i) => exact(i, differences(values[i]!, ones[i]!))))
  })
  it('and with weights that differ', () => {
    expectNear(conditionalSums(values, tableOf(lists, uneven), draws, createRandom(3)), lists.map((_, i) => exact(i, sum(uneven[i]!))))
    expectNear(conditionalDifferences(values, tableOf(lists, uneven), draws, createRandom(4)), lists.map((_, i) => exact(i, differences(values[i]!, uneven[i]!))))
  })
  it('gives the p of draws made anew for each unit, within both errors', () => {
    const random = createRandom(5)
    const many = Float64Array.from({ length: 60 }, () => Math.floor(random() ** 3 * 12))
    const near = Array.from(many, (_, i) => [i - 2, i - 1, i + 1, i + 2].filter((j) => j >= 0 && j < 60))
    const apart = giStarPermutationP(many, near.map((list, i) => [...list, i]), 9_999, createRandom(6))
    pseudoP(conditionalSums(many, tableOf(near), 99_999, createRandom(7))).forEach((p, i) => expect(Math.abs(p - apart[i]!)).toBeLessThanOrEqual(5 * 2 * Math.sqrt((p / 2) * (1 - p / 2) * 1.1e-4) + 4e-4))
  })
  it('does not change with the scale of values, and repeats with its seed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 30 }), fc.integer({ min: -40, max: 40 }), fc.nat(), (counts, exponent, seed) => {
        const table = tableOf(counts.map((_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < counts.length)))
        const plain = Float64Array.from(counts)
        const scaled = plain.map((value) => value * 2 ** exponent * 1.1)
        expect(conditionalSums(scaled, table, 50, createRandom(seed))).toEqual(conditionalSums(plain, table, 50, createRandom(seed)))
        expect(conditionalDifferences(scaled, table, 50, createRandom(seed))).toEqual(conditionalDifferences(plain, table, 50, createRandom(seed)))
      }),
    )
  })
  it('of the whole map comes near the exact chance over all orders', () => {
    const few = Float64Array.of(0, 1, 5, 2, 9)
    const table = tableOf([[1], [0, 2], [1, 3], [2, 4], [3]])
    const statistic = (one: Float64Array) => crossProducts(one, table)
    const orders = (rest: number[]): number[][] => (rest.length ? rest.flatMap((value, k) => orders(rest.toSpliced(k, 1)).map((tail) => [value, ...tail])) : [[]])
    const every = orders([...few]).map((order) => statistic(Float64Array.from(order)))
    const tails = [every.filter((one) => one >= statistic(few)).length, every.filter((one) => one <= statistic(few)).length].map((count) => count / every.length)
    expect(Math.abs(globalPermutation(few, statistic, 20_000, createRandom(8)) - Math.min(1, 2 * Math.min(...tails)))).toBeLessThan(0.02)
    expect(listsOf(table)[1]).toEqual([0, 2])
  })
})
