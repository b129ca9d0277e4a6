import { describe, expect, it } from 'vitest'
import { falseDiscoveryRate } from '../../../geodata/analysis/falseDiscoveryRate.ts'
import { complementaryError, twoSidedP } from '../../../geodata/analysis/normal.ts'

describe('twoSidedP', () => {
  // math.erfc of Python 3 (C library)
  it.each([
    [-3, 1.9999779095030015],
    [-0.5, 1.5204998778130465],
    [0.01, 0.9887165844441503],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [1.99, 0.004888586800383003],
    [2, 0.004677734981047265],
    [2.01, 0.004475150644751763],
    [3, 2.2090496998585438e-5],
    [5, 1.5374597944280351e-12],
    [10, 2.088487583762545e-45],
    [20, 5.3958656116079005e-176],
    [26, 5.663192408856143e-296],
  ])('complementaryError(%d) is %d', (x, expected) => {
    expect(Math.abs(complementaryError(x) / expected - 1)).toBeLessThan(1e-12)
  })
  it('gives the quantiles of every table', () => {
    expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 14)
    expect(twoSidedP(-2.5758293035489004)).toBeCloseTo(0.01, 14)
    expect(twoSidedP(0)).toBe(1)
    expect(twoSidedP(60)).toBe(0)
    expect(twoSidedP(NaN)).toBeNaN()
  })
})

describe('falseDiscoveryRate', () => {
  // The fifteen p-values of Benjamini & Hochberg (1995, section 3.2), who reject the first four at 0.05.
  const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
  const expected = [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645, 0.0765, 0.486, 0.58118182, 0.714875, 0.75323077, 0.81321429, 1,
  ]
  it('gives the adjusted values of scipy.stats.false_discovery_control, whose documentation prints them', () => {
    falseDiscoveryRate(p).forEach((value, i) => expect(value).toBeCloseTo(expected[i] as number, 8))
    expect(falseDiscoveryRate(p).filter((value) => value <= 0.05).length).toBe(4)
  })
  it('does not depend on order and leaves out what was not tested', () => {
    const reversed = falseDiscoveryRate([NaN, ...p.toReversed()])
    expect(reversed[0]).toBeNaN()
    expect(reversed.slice(1).toReversed()).toEqual(falseDiscoveryRate(p))
    expect(() => falseDiscoveryRate([0.5, 1.2])).toThrow('p[1] is 1.2')
  })
})
