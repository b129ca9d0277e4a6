import { describe, expect, it } from 'vitest'
import { falseDiscoveryRate } from '../../../geodata/analysis/falseDiscoveryRate.ts'
import { hotspotTrend } from '../../../geodata/analysis/hotspotTrend.ts'
import { createRandom, poisson } from '../../../geodata/random.ts'

const week = { beforeDays: 28, nowDays: 7 }

describe('hotspotTrend', () => {
  it('gives poisson.test(c(11, 21), c(800, 3011)) of the manual of R', () => {
    const [found] = hotspotTrend([{ now: 11, before: 21, nowDays: 800, beforeDays: 3011 }])
    expect(found?.p).toBeCloseTo(0.07967, 5)
    expect(found?.ratio).toBeCloseTo(11 / 800 / (21 / 3011), 12)
    expect(found?.interval?.low).toBeCloseTo(0.8584264, 7)
    expect(found?.interval?.high).toBeCloseTo(4.2772659, 7)
    expect(found?.trend).toBe('steady')
  })
  it('names the five trends, corrected for all hotspots at once', () => {
    const found = hotspotTrend([
      { before: 0, now: 9, ...week },
      { before: 20, now: 25, ...week },
      { before: 40, now: 10, ...week },
      { before: 100, now: 5, ...week },
      { before: 60, now: 0, ...week },
      { before: 0, now: 0, ...week },
    ])
    expect(found.map(({ trend }) => trend)).toEqual(['new', 'growing', 'steady', 'shrinking', 'gone', 'steady'])
    found.forEach(({ q }, i) => expect(q).toBe(falseDiscoveryRate(found.map(({ p }) => p))[i]))
    expect(found[0]).toMatchObject({ ratio: null, interval: { high: null } })
    expect(found[4]?.ratio).toBe(0)
    expect(found[5]).toEqual({ trend: 'steady', ratio: null, interval: null, p: 1, q: 1 })
  })
  it('says "steady" of two from nothing: that is no more than chance', () => {
    expect(hotspotTrend([{ before: 0, now: 1, ...week }])[0]?.trend).toBe('steady')
  })
  it('calls fewer than alpha where nothing changed, and finds what doubled', () => {
    const random = createRandom(5)
    const calls = (ratio: number) => Array.from({ length: 400 }, () => hotspotTrend([{ before: poisson(random, 80), now: poisson(random, 20 * ratio), ...week }])[0]?.trend)
    expect(calls(1).filter((trend) => trend !== 'steady').length).toBeLessThanOrEqual(29) // 99 % of Binomial(400, 0.05) at most; the exact test errs less often
    expect(calls(2).filter((trend) => trend === 'growing').length).toBeGreaterThan(300)
  })
  it('names bad input', () => {
    expect(() => hotspotTrend([{ before: 1.5, now: 1, ...week }])).toThrow('hotspot 0 counted 1.5')
    expect(() => hotspotTrend([{ before: 1, now: NaN, ...week }])).toThrow('hotspot 0 counted NaN')
    expect(() => hotspotTrend([{ before: 1, now: 1, beforeDays: 0, nowDays: 7 }])).toThrow('watched for 0 days')
    expect(hotspotTrend([])).toEqual([])
  })
})
