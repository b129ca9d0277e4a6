import { describe, expect, it } from 'vitest'
import { fisherTest } from '../../../geodata/analysis/fisherTest.ts'
import { shareDifference } from '../../../geodata/analysis/shareDifference.ts'
import { createRandom } from '../../../geodata/random.ts'

/** By whole numbers alone: all tables with the same sums, those with no more ways than the one seen. */
function byCounting(a: number, n: number, b: number, m: number): number {
  const choose = (of: number, take: number): bigint => (take === 0 ? 1n : (choose(of, take - 1) * BigInt(of - take + 1)) / BigInt(take))
  const ways = (k: number) => choose(n, k) * choose(m, a + b - k)
  let [below, all] = [0n, 0n]
  for (let k = Math.max(0, a + b - m); k <= Math.min(a + b, n); k++) {
    all += ways(k)
    if (ways(k) <= ways(a)) below += ways(k)
  }
  return Number((below * 10n ** 15n) / all) / 1e15
}

describe('Fisher’s exact test', () => {
  it('gives Fisher’s tea (R: fisher.test(matrix(c(3, 1, 1, 3), 2)), p 0.4857)', () => {
    expect(fisherTest({ count: 3, total: 4 }, { count: 1, total: 4 })).toBeCloseTo(0.4857142857, 9)
  })
  it('agrees with counting tables one by one', () => {
    const random = createRandom(5)
    for (let i = 0; i < 200; i++) {
      const [n, m] = [1 + Math.floor(random() * 60), 1 + Math.floor(random() * 60)]
      const [a, b] = [Math.floor(random() * (n + 1)), Math.floor(random() * (m + 1))]
      expect(fisherTest({ count: a, total: n }, { count: b, total: m }), `${a}/${n} ${b}/${m}`).toBeCloseTo(byCounting(a, n, b, m), 9)
    }
  })
  it('is fit for the counts of a province', () => {
    expect(fisherTest({ count: 180_299, total: 191_325 }, { count: 180_299, total: 191_325 })).toBeCloseTo(1, 6)
    expect(fisherTest({ count: 180_299, total: 191_325 }, { count: 178_299, total: 191_325 })).toBeLessThan(1e-10)
  })
  it('refuses what is no share', () => {
    expect(() => fisherTest({ count: 2, total: 1 }, { count: 0, total: 1 })).toThrow('2 of 1')
  })
})

describe('the difference of two shares', () => {
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339], [9, 10, 3, 10, 0.1705, 0.809], [6, 7, 2, 7, 0.0582, 0.8062], [5, 56, 0, 29, -0.0381, 0.1926], [10, 10, 0, 20, 0.6791, 1],
  ])('%i of %i and %i of %i: the intervals of Newcombe 1998, table II, method 10', (a, n, b, m, low, high) => {
    const found = shareDifference({ count: a, total: n }, { count: b, total: m })
    expect(found?.difference).toBeCloseTo(a / n - b / m, 12)
    expect([found?.low, found?.high].map((value) => Math.round((value ?? 0) * 10_000) / 10_000)).toEqual([low, high])
  })
  it('says nothing where one is of nothing', () => {
    expect(shareDifference({ count: 0, total: 0 }, { count: 1, total: 2 })).toBeUndefined()
  })
})
