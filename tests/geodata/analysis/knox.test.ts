import { describe, expect, it } from 'vitest'
import { clopperPearson } from '../../../geodata/analysis/binomialInterval.ts'
import { closePairs, type DistanceBands } from '../../../geodata/analysis/closePairs.ts'
import { knox } from '../../../geodata/analysis/knox.ts'
import { nearRepeat } from '../../../geodata/analysis/nearRepeat.ts'
import { poissonTail } from '../../../geodata/analysis/poissonTail.ts'
import { createRandom, type Random } from '../../../geodata/random.ts'
import { fixture, hasSamples, sample } from '../samples.ts'

const pointsOf = (random: Random, count: number, side: number, days: number) => ({
  x: Array.from({ length: count }, () => Math.floor(random() * side) * 10),
  y: Array.from({ length: count }, () => Math.floor(random() * side) * 10),
  t: Float64Array.from({ length: count }, () => Math.floor(random() * days)),
})
const euclidean = { metric: 'euclidean' as const, permutations: 0, random: createRandom(1) }

describe('poissonTail', () => {
  it('is scipy.stats.poisson.sf(count - 1) (tests/fixtures/events_scipy.py, scipy 1.17.1)', () => {
    for (const [count, mean, tail] of (fixture('events_scipy.json') as { poisson: [number, number, number][] }).poisson) expect(Math.abs(poissonTail(count, mean) / tail - 1), `${count} of ${mean}`).toBeLessThan(1e-8)
    expect(poissonTail(1, 0)).toBe(0)
  })
})

describe('closePairs', () => {
  const kinds = [['euclidean', 'upper'], ['euclidean', 'lower'], ['manhattan', 'upper'], ['manhattan', 'lower']] as const
  it.each(kinds)('finds each pair once in its band, on a lattice where distances often equal the edges: %s, %s closed', (metric, closed) => {
    const random = createRandom(7)
    for (const sameMeters of [0, 10]) {
      const { x, y } = pointsOf(random, 120, 20, 1)
      const bands: DistanceBands = { sameMeters, widthMeters: 30, bands: 3, closed, metric }
      const found = closePairs(x, y, bands)
      const seen = new Map(Array.from({ length: found.count }, (_, k) => [[found.first[k] as number, found.second[k] as number].toSorted((a, b) => a - b).join(), found.band[k] as number]))
      expect(seen.size).toBe(found.count)
      for (let i = 0; i < x.length; i++)
        for (let j = i + 1; j < x.length; j++) {
          const [dx, dy] = [Math.abs((x[i] as number) - (x[j] as number)), Math.abs((y[i] as number) - (y[j] as number))]
          const away = metric === 'euclidean' ? Math.hypot(dx, dy) : dx + dy
          const inBand = closed === 'upper' ? away <= 30 ? 1 : away <= 60 ? 2 : away <= 90 ? 3 : undefined : away < 30 ? 1 : away < 60 ? 2 : away < 90 ? 3 : undefined
          expect(seen.get(`${i},${j}`), `${away}`).toBe(away <= sameMeters ? 0 : inBand)
        }
    }
  })
  it('names a point that is no number', () => expect(() => closePairs([0, NaN], [0, 0], { sameMeters: 0, widthMeters: 1, bands: 1, closed: 'upper', metric: 'euclidean' })).toThrow('point 1 is [NaN, 0]'))
  it('refuses what would not fit into memory', () => {
    const nothing = new Float64Array(100)
    expect(() => closePairs(nothing, nothing, { sameMeters: 0, widthMeters: 1, bands: 1, closed: 'upper', metric: 'euclidean' }, 4_000)).toThrow('more than 4000 pairs')
  })
})

describe('knox', () => {
  it.skipIf(!hasSamples)('gives the table of Burkitt lymphoma in Uganda (pysal/pointpats, FANGCUN_SAMPLES)', () => {
    const rows = sample('reference/knox_burkitt.csv').trim().split('\n').slice(1).map((line) => line.split(',').map(Number) as [number, number, number])
    const { knox_burkitt: published } = JSON.parse(sample('reference/expected_small.json')) as { knox_burkitt: { expected_table: number[][]; p_poisson: number } }
    const found = knox(rows.map(([x]) => x), rows.map(([, y]) => y), Float64Array.from(rows, ([, , t]) => t), { meters: 20, duration: 5, metric: 'euclidean', permutations: 999, random: createRandom(1) })
    expect([found.closeInBoth, found.closeInSpace - found.closeInBoth, found.closeInTime - found.closeInBoth, found.pairs - found.closeInSpace - found.closeInTime + found.closeInBoth]).toEqual([13, 3416, 39, 14110])
    expect(found.expected).toBeCloseTo(published.expected_table[0]?.[0] as number, 6)
    // The published p is the chance of more than 13, ours of at least 13.
    expect(poissonTail(14, found.expected)).toBeCloseTo(published.p_poisson, 12)
    expect(found.pPoisson).toBeGreaterThan(published.p_poisson)
    expect(Math.abs((found.p as number) - (found.pNormal as number))).toBeLessThan(0.05)
  })
  it('has the mean and variance of all 720 permutations of six points, and their p', () => {
    const random = createRandom(11)
    for (let round = 0; round < 5; round++) {
      const { x, y, t } = pointsOf(random, 6, 4, 5)
      const counts = permutations([...t]).map((times) => knox(x, y, Float64Array.from(times), { meters: 15, duration: 1, ...euclidean }).closeInBoth)
      const found = knox(x, y, t, { meters: 15, duration: 1, metric: 'euclidean', permutations: 4_999, random })
      const mean = counts.reduce((sum, one) => sum + one, 0) / 720
      expect(found.expected).toBeCloseTo(mean, 10)
      expect(found.variance).toBeCloseTo(counts.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 720, 10)
      expect(Math.abs((found.p as number) - counts.filter((one) => one >= found.closeInBoth).length / 720)).toBeLessThan(0.035) // 5 standard errors
    }
  })
  it('errs in a share alpha of 200 data sets without interaction', () => {
    const random = createRandom(21)
    let alarms = 0
    for (let round = 0; round < 200; round++) {
      const { x, y, t } = pointsOf(random, 60, 20, 60)
      if ((knox(x, y, t, { meters: 40, duration: 6, metric: 'euclidean', permutations: 199, random }).p as number) <= 0.05) alarms++
    }
    const { low, high } = clopperPearson(alarms, 200, 0.99)
    expect(high).toBeGreaterThanOrEqual(0.05 * 0.6) // ties make the test a little cautious
    expect(low).toBeLessThanOrEqual(0.05)
  })
})

function permutations<T>(items: T[]): T[][] {
  return items.length < 2 ? [items] : items.flatMap((item, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]))
}

describe('nearRepeat', () => {
  const bands = (closed: 'upper' | 'lower'): DistanceBands => ({ sameMeters: 0, widthMeters: 20, bands: 3, closed, metric: 'manhattan' })
  it.each(['upper', 'lower'] as const)('counts pairs by distance and time as the definition says, %s edges closed', (closed) => {
    const random = createRandom(5)
    const { x, y, t } = pointsOf(random, 80, 15, 25)
    const { cells } = nearRepeat(x, y, t, { distance: bands(closed), duration: 4, durationBands: 3, permutations: 199, random })
    const inBand = (value: number, from: number, to: number) => (closed === 'upper' ? (value > from || (from === 0 && value === 0)) && value <= to : value >= from && value < to)
    for (const { distanceBand, timeBand, observed, expected } of cells) {
      let [both, near, during] = [0, 0, 0]
      for (let i = 0; i < x.length; i++)
        for (let j = 0; j < i; j++) {
          const away = Math.abs((x[i] as number) - (x[j] as number)) + Math.abs((y[i] as number) - (y[j] as number))
          const isNear = distanceBand === 0 ? away === 0 : away > 0 && inBand(away, (distanceBand - 1) * 20, distanceBand * 20)
          const isDuring = inBand(Math.abs((t[i] as number) - (t[j] as number)), timeBand * 4, (timeBand + 1) * 4)
          if (isNear) near++
          if (isDuring) during++
          if (isNear && isDuring) both++
        }
      expect(observed).toBe(both)
      // The mean over permutations is the product of the margins.
      expect(Math.abs(expected - (near * during) / ((80 * 79) / 2))).toBeLessThan(0.12 * Math.sqrt(near) + 0.5)
    }
  })
  it('finds repeats that were planted nearby within days, and not elsewhere', () => {
    const random = createRandom(8)
    const { x, y, t } = pointsOf(random, 200, 100, 180)
    for (let k = 0; k < 40; k++) {
      x.push((x[k] as number) + 10)
      y.push(y[k] as number)
    }
    const times = Float64Array.from([...t, ...[...t].slice(0, 40).map((time) => time + Math.floor(random() * 4))])
    const { cells } = nearRepeat(x, y, times, { distance: bands('upper'), duration: 7, durationBands: 4, permutations: 999, random })
    const hit = cells.find(({ distanceBand, timeBand }) => distanceBand === 1 && timeBand === 0)
    expect(hit?.p).toBe(0.001)
    expect(hit?.ratio).toBeGreaterThan(3)
    expect(cells.filter(({ q }) => q <= 0.05)).toEqual([hit])
  })
})
