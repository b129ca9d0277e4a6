import { describe, expect, it } from 'vitest'
import { clopperPearson } from '../../../geodata/analysis/binomialInterval.ts'
import { scanLikelihoodRatio } from '../../../geodata/analysis/scanLikelihood.ts'
import type { ScanOptions } from '../../../geodata/analysis/spaceTimeScan.ts'
import { createRandom } from '../../../geodata/random.ts'
import { falseAlarms, falseAlarmsWithPopulation, lattice, plantedFound, scan, scanOptions as options, type Data } from '../scanSimulation.ts'

/** Every circle and window, counted row by row. */
function bruteForce({ xMeters, yMeters, weights, place, step }: Data, { model, stepLengths, maxRadiusMeters, maxShare, maxSteps, prospective, minCases }: ScanOptions): number {
  const [total, steps] = [place.length, stepLengths.length]
  const weight = weights.reduce((sum, one) => sum + one, 0)
  const length = Array.from(stepLengths).reduce((sum, one) => sum + one, 0)
  let best = 0
  for (let c = 0; c < xMeters.length; c++)
    for (let edge = 0; edge < xMeters.length; edge++) {
      const away = (i: number) => Math.hypot((xMeters[i] as number) - (xMeters[c] as number), (yMeters[i] as number) - (yMeters[c] as number))
      const radius = away(edge)
      const inside = xMeters.map((_, i) => away(i) <= radius + 1e-6)
      const held = weights.reduce((sum, one, i) => sum + (inside[i] ? one : 0), 0)
      if (radius > maxRadiusMeters + 1e-6 || (radius > 0 && held > maxShare * weight)) continue
      for (let start = 0; start < steps; start++)
        for (let end = start + 1; end <= Math.min(steps, start + maxSteps); end++) {
          if (prospective && end !== steps) continue
          let [count, window] = [0, 0]
          place.forEach((one, k) => {
            const during = (step[k] as number) >= start && (step[k] as number) < end
            if (during) window++
            if (during && inside[one]) count++
          })
          if (model === 'poisson') window = (total * Array.from(stepLengths).slice(start, end).reduce((sum, one) => sum + one, 0)) / length
          if (count >= minCases) best = Math.max(best, scanLikelihoodRatio(count, (held * window) / weight, total))
        }
    }
  return best
}

describe('spaceTimeScan against counting every cylinder', () => {
  const kinds: Partial<ScanOptions>[] = [{}, { prospective: true }, { model: 'poisson' }, { model: 'poisson_trend' }, { minCases: 1, maxSteps: 9 }, { maxShare: 0.1 }, { model: 'poisson', stepLengths: new Float64Array(9).map((_, i) => 1 + (i % 2)) }]
  it.each(kinds.map((kind) => [JSON.stringify(kind), kind] as const))('finds the best one: %s', (_, kind) => {
    for (let seed = 1; seed <= 6; seed++) {
      const random = createRandom(seed)
      const data = lattice(random, 4, 9, 40 + 15 * seed)
      if (kind.model) data.weights = data.weights.map(() => 1 + Math.floor(random() * 50))
      const given = options(9, kind)
      const [best] = scan(data, given).clusters
      expect(best?.llr ?? 0).toBeCloseTo(bruteForce(data, given), 10)
    }
  })
  it('counts what it says: cases, expected and relative risk of each cluster, which share no place', () => {
    const data = lattice(createRandom(3), 5, 12, 150, 12)
    const { clusters } = scan(data, options(12))
    expect(clusters.length).toBeGreaterThan(3)
    const all = clusters.flatMap(({ places }) => places)
    expect(new Set(all).size).toBe(all.length)
    for (const { places, start, end, count, expected, llr, relativeRisk } of clusters) {
      const inside = [...data.place].map((place) => places.includes(place))
      const during = [...data.step].map((step) => step >= start && step < end)
      const total = inside.length
      expect(count).toBe(inside.filter((one, k) => one && during[k]).length)
      expect(expected).toBeCloseTo((inside.filter(Boolean).length * during.filter(Boolean).length) / total, 10)
      expect(llr).toBeCloseTo(scanLikelihoodRatio(count, expected, total), 12)
      expect(relativeRisk).toBeCloseTo(count / expected / ((total - count) / (total - expected)), 10)
    }
    expect(clusters.map(({ llr }) => llr)).toEqual(clusters.map(({ llr }) => llr).toSorted((a, b) => b - a))
  })
})

describe('spaceTimeScan on simulated data', () => {
  it.each([['permutation', falseAlarms], ['population', falseAlarmsWithPopulation]] as const)('raises a false alarm in a share alpha of 200 data sets without a cluster: %s', (_, count) => {
    const { low, high } = clopperPearson(count(), 200, 0.99)
    expect(low).toBeLessThanOrEqual(0.05)
    expect(high).toBeGreaterThanOrEqual(0.05)
  })
  it.each([[12, 0.45], [18, 0.9]])('finds %d cases planted in 4 of 64 places and 3 of 20 days among 300 others in at least %d of 30 data sets', (planted, least) => {
    const { found, overlap } = plantedFound(planted)
    expect(found / 30).toBeGreaterThanOrEqual(least)
    expect(overlap).toBeGreaterThan(0.6)
  })
  it('repeats with its seed', () => {
    const data = lattice(createRandom(9), 5, 12, 120, 10)
    expect(scan(data, options(12, { simulations: 99 }))).toEqual(scan(data, options(12, { simulations: 99 })))
    expect(scan(data, options(12, { simulations: 99, seed: 2 })).simulated).not.toEqual(scan(data, options(12, { simulations: 99 })).simulated)
  })
})

describe('spaceTimeScan says what it cannot do', () => {
  const data = lattice(createRandom(1), 3, 5, 30)
  it('names it', () => {
    expect(() => scan({ ...data, place: new Int32Array(1), step: new Int32Array(1) }, options(5))).toThrow('at least 2 cases')
    expect(() => scan({ xMeters: [0], yMeters: [0], weights: [2], place: new Int32Array(2), step: new Int32Array(2) }, options(5))).toThrow('one place')
    expect(() => scan({ ...data, weights: data.weights.map(() => 0) }, options(5, { model: 'poisson' }))).toThrow('population is 0')
  })
})
