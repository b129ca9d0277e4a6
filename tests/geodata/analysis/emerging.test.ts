import { describe, expect, it } from 'vitest'
import { emergingPattern, emergingPatterns } from '../../../geodata/analysis/emergingPattern.ts'
import { giStar } from '../../../geodata/analysis/giStar.ts'
import { mannKendall } from '../../../geodata/analysis/mannKendall.ts'
import { tableOf } from '../../../geodata/analysis/neighbourTable.ts'
import { spaceTimeGi } from '../../../geodata/analysis/spaceTimeGi.ts'
import { createRandom, normal, poisson } from '../../../geodata/random.ts'
import { clopperPearson } from '../../../geodata/analysis/binomialInterval.ts'
import { fixture } from '../samples.ts'

describe('mannKendall', () => {
  it('has s, variance with ties, z and p of scipy 1.17.1 (tests/fixtures/events_scipy.py)', () => {
    for (const { values, s, variance, z, p } of (fixture('events_scipy.json') as { kendall: { values: number[]; s: number; variance: number; z: number; p: number }[] }).kendall) {
      const found = mannKendall(values)
      expect(found.s).toBe(s)
      expect(found.variance).toBeCloseTo(variance, 10)
      expect(found.z).toBeCloseTo(z, 12)
      expect(found.p).toBeCloseTo(p, 12)
    }
  })
  it('passes over what is no number, and sees nothing in nothing', () => {
    expect(mannKendall([1, NaN, 2, NaN, 3])).toEqual(mannKendall([1, 2, 3]))
    expect(mannKendall([])).toMatchObject({ s: 0, z: 0, p: 1 })
    expect(mannKendall([4, 4, 4])).toMatchObject({ s: 0, z: 0, p: 1 })
  })
  it('errs in a share alpha of series without a trend; on sums over two steps that overlap far more often, which the note trend_overlap says', () => {
    const random = createRandom(3)
    const [plain, overlapping] = [0, 0].map((_, overlap) => {
      let calls = 0
      for (let round = 0; round < 400; round++) {
        const noise = Array.from({ length: 27 }, () => normal(random))
        if (mannKendall(overlap ? noise.slice(1).map((value, i) => value + (noise[i] as number)) : noise.slice(1)).p <= 0.05) calls++
      }
      return calls
    }) as [number, number]
    const { low, high } = clopperPearson(plain, 400, 0.99)
    expect(low).toBeLessThan(0.05)
    expect(high).toBeGreaterThan(0.04)
    expect(overlapping).toBeGreaterThan(1.8 * plain)
  })
})

describe('spaceTimeGi', () => {
  const random = createRandom(6)
  const [side, steps] = [5, 6]
  const units = side * side
  const counts = Float64Array.from({ length: units * steps }, () => poisson(random, 2))
  const near = Array.from({ length: units }, (_, i) => Array.from({ length: units }, (_, j) => j).filter((j) => j !== i && Math.abs((i % side) - (j % side)) <= 1 && Math.abs(Math.floor(i / side) - Math.floor(j / side)) <= 1))
  it.each([[0, 'cube'], [1, 'cube'], [2, 'cube'], [1, 'slice'], [1, 'steps'], [2, 'steps']] as const)('is giStar of the bins pair by pair: %d steps before, window %s', (stepsBefore, window) => {
    const z = spaceTimeGi({ units, steps, counts }, tableOf(near), { stepsBefore, window })
    const reach = window === 'slice' ? 0 : stepsBefore
    for (let t = 0; t < steps; t++) {
      const first = window === 'cube' ? 0 : Math.max(0, t - reach)
      const last = window === 'cube' ? steps - 1 : t
      const bins = Array.from({ length: (last - first + 1) * units }, (_, k) => first * units + k)
      const lists = bins.map((bin) => {
        const [own, unit] = [Math.floor(bin / units), bin % units]
        return bins.flatMap((other, k) => (Math.floor(other / units) <= own && Math.floor(other / units) >= own - reach && [unit, ...(near[unit] as number[])].includes(other % units) ? [k] : []))
      })
      const expected = giStar(bins.map((bin) => counts[bin] as number), lists)
      bins.forEach((bin, k) => {
        if (Math.floor(bin / units) === t) expect(z[bin]).toBeCloseTo(expected[k] as number, 9)
      })
    }
  })
  it('has none where all bins of the window are alike', () => {
    const flat = Float64Array.from({ length: 6 }, (_, bin) => (bin < 3 ? 4 : bin))
    const z = spaceTimeGi({ units: 3, steps: 2, counts: flat }, tableOf([[1], [0, 2], [1]]), { stepsBefore: 0, window: 'slice' })
    expect(z.slice(0, 3)).toEqual(new Float64Array(3).fill(NaN))
    expect(z[3]).toBeLessThan(0)
  })
})

describe('emergingPattern', () => {
  /** h hot, c cold, . neither; one letter a step. */
  const bins = (text: string) => [...text].map((letter) => (letter === 'h' ? 1 : letter === 'c' ? -1 : 0))
  // A table by hand after the published definitions; where two would fit, the remark says which rule decides.
  const table: [pattern: (typeof emergingPatterns)[number], steps: string, trend: -1 | 0 | 1][] = [
    ['new_hot', '.........h', 0],
    ['consecutive_hot', '.......hhh', 0],
    ['consecutive_hot', '..hhhhhhhh', 1], // eight of ten: fewer than 90 %, whatever the trend
    ['intensifying_hot', 'hhhhhhhhhh', 1],
    ['intensifying_hot', '.hhhhhhhhh', 1], // nine of ten are 90 %
    ['persistent_hot', 'hhhh.hhhhh', 0],
    ['persistent_hot', 'hhhhchhhhh', 0], // a single cold step does not undo 90 %
    ['diminishing_hot', 'hhhhhhhhhh', -1],
    ['sporadic_hot', '.h..hh...h', 0],
    ['sporadic_hot', 'hh........', 0], // off again
    ['oscillating_hot', '.c....h..h', 0],
    ['oscillating_hot', 'c........h', 0], // new to heat, but with a cold past
    ['historical_hot', 'hhhhhhhhh.', -1],
    ['historical_hot', 'hhhhhhhhhc', 0],
    ['none', '..........', 1],
    ['none', '.c....h...', 0], // was both, is neither
  ]
  it.each(table)('%s: %s, trend %d', (pattern, steps, trend) => {
    expect(emergingPattern(bins(steps), trend)).toBe(pattern)
    expect(emergingPattern(bins(steps).map((bin) => -bin), -trend as -1 | 0 | 1)).toBe(pattern.replace('hot', 'cold'))
  })
  it('covers the 17 names', () => {
    expect(emergingPatterns.length).toBe(17)
    expect(new Set([...table.map(([pattern]) => pattern), ...table.map(([pattern]) => pattern.replace('hot', 'cold'))])).toEqual(new Set(emergingPatterns))
  })
})
