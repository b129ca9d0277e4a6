import { describe, expect, it } from 'vitest'
import { globalEmpiricalBayes, localEmpiricalBayes } from '../../../geodata/analysis/empiricalBayes.ts'
import { tableOf } from '../../../geodata/analysis/neighbourTable.ts'
import { runMethod } from '../../../geodata/analysis/runMethod.ts'
import { createRandom, poisson } from '../../../geodata/random.ts'
import { areaInput } from '../arealSamples.ts'

// A line of areas: equal risk of 10 in 1,000 but for three neighbours at 40 in 1,000; small areas between large ones.
const random = createRandom(4)
const population = Float64Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? 50 : 900))
const risky = (i: number) => i >= 20 && i < 23
const cases = Float64Array.from(population, (people, i) => poisson(random, people * (risky(i) ? 0.04 : 0.01)))
const neighbours = Array.from(population, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < 40))
const input = (part: Parameters<typeof areaInput>[0] | Record<string, unknown> = {}) => areaInput({ values: cases, population, neighbours, ...part } as Parameters<typeof areaInput>[0])
const run = (parameters: Record<string, unknown> = {}, part = {}) => runMethod({ method: 'rates', parameters }, input(part))

describe('rates', () => {
  it('finds areas of higher risk, and no small area by its luck alone', () => {
    const { finding, findings, columns, summary } = run()
    const hot = [...finding.keys()].filter((i) => findings[finding[i]!] === 'hot')
    expect(hot).toEqual([21, 22])
    expect(columns.rate![21]).toBeCloseTo((cases[21]! / 900) * 1000, 10)
    expect(columns.expected!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(cases.reduce((sum, value) => sum + value, 0), 8)
    expect(columns.low!.every((low, i) => low <= columns.rate![i]! && columns.rate![i]! <= columns.high![i]!)).toBe(true)
    expect(summary.overallRate).toBeCloseTo((1000 * cases.reduce((sum, value) => sum + value, 0)) / population.reduce((sum, value) => sum + value, 0), 10)
  })
  it('draws a small area farther towards the mean than a large one with the same rate', () => {
    const { smoothed, rate, mean, between } = globalEmpiricalBayes(Float64Array.of(6, 60, 1, 200), Float64Array.of(100, 1000, 100, 10_000))
    expect([rate[0], rate[1]]).toEqual([0.06, 0.06])
    expect(between).toBeGreaterThan(0)
    expect(smoothed[0]! - mean).toBeLessThan(smoothed[1]! - mean)
    expect(smoothed[1]!).toBeLessThan(0.06)
  })
  it('gives everybody the mean where chance explains all, and 0 where nothing happened', () => {
    const { smoothed, mean } = globalEmpiricalBayes(Float64Array.of(2, 2, 2), Float64Array.of(100, 100, 100))
    expect([...smoothed]).toEqual([mean, mean, mean])
    expect([...globalEmpiricalBayes(Float64Array.of(0, 0), Float64Array.of(10, 20)).smoothed]).toEqual([0, 0])
    expect([...localEmpiricalBayes(Float64Array.of(0, 0, 5), Float64Array.of(10, 20, 50), tableOf([[1], [0], []])).smoothed]).toEqual([0, 0, 0.1])
  })
  it('leaves areas without households out and says what happened there', () => {
    const without = population.with(3, 0).with(4, NaN)
    const { notes, columns, finding } = run({ smoothing: 'local' }, { population: without })
    expect(notes).toContainEqual({ code: 'without_population', values: { count: 2, incidents: cases[3]! + cases[4]! } })
    expect([columns.rate![3], columns.smoothed![4], columns.count![3], finding[3]]).toEqual([NaN, NaN, cases[3], 0])
    expect(Object.entries(columns).every(([key, column]) => column.every((value, i) => key === 'count' || i === 3 || i === 4 || Number.isFinite(value)))).toBe(true)
  })
  it('needs no neighbours to smooth towards all, and asks for them to smooth towards neighbours', () => {
    expect(run({}, { neighbours: null }).summary).not.toHaveProperty('I')
    expect(() => run({ smoothing: 'local' }, { neighbours: null })).toThrow('without polygons')
    expect(Number(run().summary.I)).toBeGreaterThan(0)
  })
  it('refuses what are no counts, no households and too few cases', () => {
    expect(() => run({}, { values: cases.with(2, 1.5) })).toThrow('area 3 has the value 1.5')
    expect(() => run({}, { values: cases.with(2, -1) })).toThrow('whole counts from 0 up')
    expect(() => run({}, { population: null })).toThrow('needs areas with the population')
    expect(() => run({}, { population: population.map((people, i) => (i < 2 ? people : 0)) })).toThrow('at least 3 are needed')
    expect(() => run({}, { values: new Float64Array(40), population: Float64Array.from({ length: 40 }, () => 9) })).toThrow('no area has a single case')
  })
})
