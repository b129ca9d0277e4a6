import { describe, expect, it } from 'vitest'
import { fitGumbel, gumbelTail } from '../../../geodata/analysis/gumbelTail.ts'
import { fixture } from '../samples.ts'

/** Made by tests/fixtures/events_scipy.py with scipy 1.17.1. */
const scipy = fixture('events_scipy.json') as { gumbel: { values: number[]; location: number; scale: number; tails: [number, number][] }[] }

describe('the Gumbel tail', () => {
  it('is that of scipy.stats.gumbel_r with the moments of the values', () => {
    for (const { values, location, scale, tails } of scipy.gumbel) {
      const fitted = fitGumbel(values)
      expect(fitted.location).toBeCloseTo(location, 10)
      expect(fitted.scale).toBeCloseTo(scale, 10)
      for (const [x, tail] of tails) expect(Math.abs(gumbelTail(x, fitted) / tail - 1), `${x}`).toBeLessThan(1e-9)
    }
  })
  it('has no spread where all values are alike, and needs two', () => {
    expect(gumbelTail(4, fitGumbel([3, 3]))).toBeLessThan(1)
    expect(gumbelTail(3, { location: 3, scale: 0 })).toBe(1)
    expect(() => fitGumbel([1])).toThrow('at least 2 values, got 1')
  })
})
