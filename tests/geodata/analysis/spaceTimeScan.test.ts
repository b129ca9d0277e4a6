import { describe, expect, it } from 'vitest'
import { clopperPearson } from '../../../geodata/analysis/binomialInterval.ts'
import { scanLikelihoodRatio } from '../../../geodata/analysis/scanLikelihood.ts'
import { spaceTimeScan, type ScanOptions } from '../../../geodata/analysis/spaceTimeScan.ts'
import { createRandom, poisson, type Random } from '../../../geodata/random.ts'

type Data = { xMeters: number[]; yMeters: number[]; weights: number[]; place: Int32Array; step: Int32Array }

const options = (steps: number, more: Partial<ScanOptions> = {}): ScanOptions => ({
  model: 'permutation', stepLengths: new Float64Array(steps).fill(1), maxRadiusMeters: 250, maxShare: 0.5, maxSteps: 5, prospective: false, minCases: 2, simulations: 0, seed: 1, maxClusters: 20, ...more,
})
const scan = ({ xMeters, yMeters, weights, place, step }: Data, given: ScanOptions) => spaceTimeScan({ xMeters, yMeters, weights }, { place, step }, given)

/** Four places that touch, away from the border. */
const plantedPlaces = (side: number) => [side + 1, side + 2, 2 * side + 1, 2 * side + 2]

/** A lattice with cases strewn over it, some places and days busier than others. */
function lattice(random: Random, side: number, steps: number, cases: number, planted = 0): Data {
  const xMeters = Array.from({ length: side * side }, (_, i) => (i % side) * 100)
  const yMeters = Array.from({ length: side * side }, (_, i) => Math.floor(i / side) * 100)
  const busy = xMeters.map((_, i) => 0.4 + 0.1 * (i % 7))
  const place: number[] = []
  const step: number[] = []
  while (place.length < cases) {
    const i = Math.floor(random() * busy.length)
    if (random() > (busy[i] as number)) continue
    place.push(i)
    step.push(Math.floor(Math.sqrt(random()) * steps)) // more and more as time goes on
  }
  for (let k = 0; k < planted; k++) {
    place.push(plantedPlaces(side)[Math.floor(random() * 4)] as number)
    step.push(5 + Math.floor(random() * 3))
  }
  const weights = xMeters.map((_, i) => place.filter((one) => one === i).length)
  return { xMeters, yMeters, weights, place: Int32Array.from(place), step: Int32Array.from(step) }
}

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
  it('raises a false alarm in a share alpha of 200 data sets without a cluster', () => {
    let alarms = 0
    for (let seed = 1; seed <= 200; seed++) if ((scan(lattice(createRandom(1000 + seed), 5, 8, 80), options(8, { simulations: 99, seed })).clusters[0]?.p ?? 1) <= 0.05) alarms++
    const { low, high } = clopperPearson(alarms, 200, 0.99)
    expect(low).toBeLessThanOrEqual(0.05)
    expect(high).toBeGreaterThanOrEqual(0.05)
  })
  it('raises as few with a known population', () => {
    let alarms = 0
    for (let seed = 1; seed <= 200; seed++) {
      const random = createRandom(2000 + seed)
      const data = lattice(random, 5, 1, 1)
      data.weights = data.weights.map((_, i) => 100 + 40 * (i % 5))
      data.place = Int32Array.from(data.weights.flatMap((people, i) => Array<number>(poisson(random, people / 20)).fill(i)))
      data.step = new Int32Array(data.place.length)
      if ((scan(data, options(1, { model: 'poisson', simulations: 99, seed })).clusters[0]?.p ?? 1) <= 0.05) alarms++
    }
    const { low, high } = clopperPearson(alarms, 200, 0.99)
    expect(low).toBeLessThanOrEqual(0.05)
    expect(high).toBeGreaterThanOrEqual(0.05)
  })
  it.each([[12, 45], [18, 90]])('finds %d cases planted in 4 of 64 places and 3 of 20 days among 300 others in at least %d in 100 of 30 data sets', (planted, least) => {
    let found = 0
    let overlap = 0
    for (let seed = 1; seed <= 30; seed++) {
      const [best] = scan(lattice(createRandom(3000 + seed), 8, 20, 300, planted), options(20, { simulations: 99, seed, maxRadiusMeters: 200 })).clusters
      if (!best || best.p > 0.05) continue
      found++
      overlap += plantedPlaces(8).filter((place) => best.places.includes(place)).length / 4
    }
    expect(found / 30).toBeGreaterThanOrEqual(least / 100)
    expect(overlap / found).toBeGreaterThan(0.6)
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
