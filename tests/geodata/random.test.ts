import { describe, expect, it } from 'vitest'
import { createRandom, normal, pick, poisson, randomInt, shuffle, splitmix32, weighted, xoshiro128StarStar } from '../../geodata/random.ts'

const take = <T>(count: number, next: () => T) => Array.from({ length: count }, next)
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('createRandom', () => {
  it("gives the published values of xoshiro128** from the state 1, 2, 3, 4 (test vector of rand_xoshiro, from the authors' C code)", () => {
    expect(take(10, xoshiro128StarStar([1, 2, 3, 4]))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })
  it('spreads the seed as an independent big-integer version in Python does (seed 42)', () => {
    expect(take(4, splitmix32(42))).toEqual([939911724, 3948730756, 321366731, 3317318717])
    expect(take(5, createRandom(42)).map((value) => value * 2 ** 32)).toEqual([2837322924, 544945897, 479756282, 3500138142, 339756180])
  })
  it('repeats for one seed and differs for another', () => {
    expect(take(20, createRandom(7))).toEqual(take(20, createRandom(7)))
    expect(take(20, createRandom(7))).not.toEqual(take(20, createRandom(8)))
  })
  it('refuses a seed that is no integer', () => {
    expect(() => createRandom(0.5)).toThrow('seed must be an integer, got 0.5')
    expect(() => createRandom(NaN)).toThrow(RangeError)
  })
})

// Bounds below are five standard errors, so a right generator fails about once in two million seeds; the seeds are fixed.
describe('draws', () => {
  it('randomInt reaches both ends evenly', () => {
    const random = createRandom(1)
    const counts = new Map<number, number>()
    for (const value of take(60_000, () => randomInt(random, -2, 3))) counts.set(value, (counts.get(value) ?? 0) + 1)
    expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3])
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt((60_000 * 5) / 36))
    expect(() => randomInt(random, 3, 2)).toThrow('no integer lies between 3 and 2')
  })
  it('weighted follows the weights and never takes weight 0', () => {
    const random = createRandom(2)
    const drawn = take(40_000, () => weighted(random, ['a', 'b', 'c', 'd'], [1, 0, 3, 0]))
    expect(new Set(drawn)).toEqual(new Set(['a', 'c']))
    expect(Math.abs(drawn.filter((item) => item === 'a').length - 10_000)).toBeLessThan(5 * Math.sqrt(40_000 * 0.25 * 0.75))
    expect(() => weighted(random, ['a'], [-1])).toThrow('weights[0] is -1')
    expect(() => weighted(random, ['a'], [0])).toThrow('all weights are 0')
    expect(() => weighted(random, ['a'], [1, 2])).toThrow('1 items have 2 weights')
  })
  it('normal has the stated mean and deviation and 95.45 % within two deviations', () => {
    const random = createRandom(3)
    const values = take(50_000, () => normal(random, 10, 2))
    expect(Math.abs(mean(values) - 10)).toBeLessThan((5 * 2) / Math.sqrt(50_000))
    expect(Math.abs(mean(values.map((value) => (value - 10) ** 2)) - 4)).toBeLessThan(5 * 4 * Math.sqrt(2 / 50_000))
    const within = values.filter((value) => Math.abs(value - 10) <= 4).length / 50_000
    expect(Math.abs(within - 0.9544997)).toBeLessThan(5 * Math.sqrt((0.9545 * 0.0455) / 50_000))
  })
  it.each([0.3, 4, 40, 900])('poisson of mean %d has that mean and variance', (expected) => {
    const random = createRandom(4)
    const values = take(10_000, () => poisson(random, expected))
    expect(Math.abs(mean(values) - expected)).toBeLessThan(5 * Math.sqrt(expected / 10_000))
    const variance = mean(values.map((value) => (value - expected) ** 2))
    expect(Math.abs(variance - expected)).toBeLessThan(5 * Math.sqrt((expected + 2 * expected ** 2) / 10_000))
  })
  it('poisson of mean 0 is 0 and refuses nonsense', () => {
    expect(poisson(createRandom(1), 0)).toBe(0)
    expect(() => poisson(createRandom(1), -1)).toThrow('mean is -1')
  })
  it('shuffle keeps the items, leaves the input alone and makes the 6 orders of 3 equally likely', () => {
    const random = createRandom(5)
    const input = ['a', 'b', 'c']
    const counts = new Map<string, number>()
    for (const order of take(30_000, () => shuffle(random, input).join(''))) counts.set(order, (counts.get(order) ?? 0) + 1)
    expect(input).toEqual(['a', 'b', 'c'])
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 5000)).toBeLessThan(5 * Math.sqrt((30_000 * 5) / 36))
  })
  it('pick takes every item and refuses an empty list', () => {
    const random = createRandom(6)
    expect(new Set(take(100, () => pick(random, [1, 2, 3])))).toEqual(new Set([1, 2, 3]))
    expect(() => pick(random, [])).toThrow('empty list')
  })
})
