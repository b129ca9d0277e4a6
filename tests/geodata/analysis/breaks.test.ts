import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classOf, naturalBreaks, quantileBreaks } from '../../../geodata/analysis/breaks.ts'

const few = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 11 })
const classes = fc.integer({ min: 1, max: 5 })

function squaredDeviations(values: number[], limits: number[]): number {
  let total = 0
  for (const k of limits.keys()) {
    const members = values.filter((value) => classOf(value, limits) === k)
    const mean = members.reduce((sum, value) => sum + value, 0) / members.length
    total += members.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  }
  return total
}

/** All ways to choose n - 1 limits below the largest value. */
function allBreaks(distinct: number[], count: number): number[][] {
  const last = distinct.at(-1) as number
  if (count === 1) return [[last]]
  return distinct.slice(0, -1).flatMap((limit, i) => allBreaks(distinct.slice(i + 1), count - 1).map((rest) => [limit, ...rest]))
}

describe('naturalBreaks', () => {
  it('is as good as the best of all partitions (brute force)', () => {
    fc.assert(
      fc.property(few, classes, (values, classCount) => {
        const limits = naturalBreaks(values, classCount)
        const distinct = [...new Set(values)].toSorted((a, b) => a - b)
        const count = Math.min(classCount, distinct.length)
        expect(limits.length).toBe(count)
        const best = Math.min(...allBreaks(distinct, count).map((candidate) => squaredDeviations(values, candidate)))
        expect(squaredDeviations(values, limits)).toBeCloseTo(best, 9)
      }),
      { numRuns: 400 },
    )
  })
  it('parts what stands apart', () => {
    expect(naturalBreaks([1, 2, 3, 50, 51, 52, 400], 3)).toEqual([3, 52, 400])
    expect(naturalBreaks([5, 5, 5], 4)).toEqual([5])
    expect(naturalBreaks([NaN, Infinity], 4)).toEqual([])
    expect(() => naturalBreaks([1], 0)).toThrow('the number of classes is 0')
  })
})

describe('quantileBreaks', () => {
  it('takes the smallest value that reaches each share (by counting)', () => {
    fc.assert(
      fc.property(few, classes, (values, classCount) => {
        const share = (limit: number) => values.filter((value) => value <= limit).length * classCount
        const expected = Array.from({ length: classCount }, (_, k) =>
          Math.min(...values.filter((limit) => share(limit) >= (k + 1) * values.length)),
        )
        expect(quantileBreaks(values, classCount)).toEqual([...new Set(expected)])
      }),
      { numRuns: 400 },
    )
  })
  it('never splits equal values', () => {
    expect(quantileBreaks([0, 0, 0, 0, 0, 0, 1, 2], 4)).toEqual([0, 2])
    expect(quantileBreaks([8, 1, 2, 3, 4, 5, 6, 7], 4)).toEqual([2, 4, 6, 8])
  })
})

describe('classOf', () => {
  it('takes the limit into the class below it', () => {
    expect([0, 2, 2.1, 8, 99, NaN].map((value) => classOf(value, [2, 4, 8]))).toEqual([0, 0, 1, 2, 2, -1])
    expect(classOf(1, [])).toBe(-1)
  })
})
