import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clopperPearson } from '../../../geodata/analysis/binomialInterval.ts'
import { binomialTest } from '../../../geodata/analysis/binomialTest.ts'
import { incompleteBeta } from '../../../geodata/analysis/incompleteBeta.ts'
import { poissonRatioInterval, poissonRatioTest } from '../../../geodata/analysis/poissonRatio.ts'

/** Made by tests/fixtures/exact_scipy.py with scipy 1.17.1. */
const scipy = JSON.parse(readFileSync('tests/fixtures/exact_scipy.json', 'utf8')) as { binomtest: [number, number, number, number, number, number][]; beta: [number, number, number, number][] }

describe('against scipy', () => {
  it('the incomplete beta function', () => {
    for (const [x, a, b, value] of scipy.beta) expect(Math.abs(incompleteBeta(x, a, b) - value), `${x} ${a} ${b}`).toBeLessThan(1e-11)
  })
  it('Clopper-Pearson intervals', () => {
    for (const [count, total, , , low, high] of scipy.binomtest) {
      const found = clopperPearson(count, total)
      expect(Math.abs(found.low - low), `${count}/${total}`).toBeLessThan(1e-11)
      expect(Math.abs(found.high - high), `${count}/${total}`).toBeLessThan(1e-11)
    }
  })
  it('two-sided exact binomial p-values', () => {
    for (const [count, total, share, p] of scipy.binomtest) expect(Math.abs(binomialTest(count, total, share) - p), `${count}/${total} ${share}`).toBeLessThan(1e-9)
  })
})

describe('against published examples', () => {
  it('Newcombe 1998 (Statistics in Medicine 17:857), table I, Clopper-Pearson', () => {
    const published = [[81, 263, 0.2527, 0.3676], [15, 148, 0.0578, 0.1617], [0, 20, 0, 0.1684], [1, 29, 0.0009, 0.1776]] as const
    for (const [count, total, low, high] of published) {
      const found = clopperPearson(count, total)
      expect([Number(found.low.toFixed(4)), Number(found.high.toFixed(4))]).toEqual([low, high])
    }
  })
  it('binom.test(682, 925, p = 0.75) of the manual of R (Conover 1971, p. 97)', () => {
    expect(binomialTest(682, 925, 0.75)).toBeCloseTo(0.3825, 4)
    const { low, high } = clopperPearson(682, 925)
    expect(low).toBeCloseTo(0.7076683, 7)
    expect(high).toBeCloseTo(0.7654066, 7)
  })
  it('poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878)) of the manual of R', () => {
    const [now, before] = [{ count: 11, time: 800 }, { count: 21, time: 3011 }]
    expect(poissonRatioTest(now, before)).toBeCloseTo(0.07967, 5)
    const found = poissonRatioInterval(now, before)
    expect(found?.low).toBeCloseTo(0.8584264, 7)
    expect(found?.high).toBeCloseTo(4.2772659, 7)
  })
})

it('says what it cannot do', () => {
  expect(() => clopperPearson(3, 2)).toThrow('3 of 2')
  expect(() => binomialTest(1, 2, 1.5)).toThrow('share is 1.5')
  expect(poissonRatioInterval({ count: 0, time: 1 }, { count: 0, time: 1 })).toBeUndefined()
  expect(poissonRatioInterval({ count: 3, time: 1 }, { count: 0, time: 1 })?.high).toBe(Infinity)
})
