import { describe, expect, it } from 'vitest'
import type { AnalysisInput, PolygonXY } from '../../../geodata/analysis/method.ts'
import { prepareInput } from '../../../geodata/analysis/prepareInput.ts'
import { runMethod } from '../../../geodata/analysis/runMethod.ts'
import { createRandom } from '../../../geodata/random.ts'

const DAY = 86_400_000
const start = Date.UTC(2018, 0, 1)
const random = createRandom(4)
const plane = { forward: ([x, y]: readonly [number, number]) => [x, y] as const, inverse: ([x, y]: readonly [number, number]) => [x, y] as const }

/** 400 cases over 5 km and 60 days, 25 more around (2 km, 2 km) on days 30 to 33. */
function town(cluster = 25): AnalysisInput {
  const places: number[] = []
  const timesMs: number[] = []
  for (let k = 0; k < 400; k++) {
    places.push(random() * 5_000, random() * 5_000)
    timesMs.push(start + Math.floor(random() * 60 * DAY))
  }
  for (let k = 0; k < cluster; k++) {
    places.push(2_000 + random() * 400, 2_000 + random() * 400)
    timesMs.push(start + Math.floor((30 + random() * 3) * DAY))
  }
  return prepareInput({ points: { places, timesMs }, plane, timeZone: 'UTC', window: { fromMs: start, toMs: start + 60 * DAY } })
}
const square = (x: number, y: number, side: number): PolygonXY => [[[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]]
function districts(input: AnalysisInput, people: (i: number) => number, values: Float64Array | null = null): AnalysisInput {
  const polygons = Array.from({ length: 100 }, (_, i) => square((i % 10) * 500, Math.floor(i / 10) * 500, 500))
  return { ...input, areas: { ids: polygons.map((_, i) => `a${i}`), polygons, values, population: Float64Array.from(polygons, (_, i) => people(i)), neighbours: null } }
}
const refusal = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return (error as { code?: string }).code
  }
  return undefined
}
const quick = { permutations: 99 }

describe('scan_permutation', () => {
  it('finds the planted cluster where and when it was, and lists what is no more than chance', () => {
    const { units, columns, finding, findings, summary, evidence } = runMethod({ method: 'scan_permutation', parameters: quick }, town())
    expect(findings[finding[0] as number]).toBe('hot')
    expect(columns.p?.[0]).toBe(0.01)
    expect(columns.pGumbel?.[0]).toBeLessThan(0.001)
    expect(new Date(columns.fromMs?.[0] as number).toISOString()).toBe('2018-01-31T00:00:00.000Z')
    expect(new Date(columns.toMs?.[0] as number).toISOString()).toBe('2018-02-03T00:00:00.000Z')
    expect(columns.count?.[0]).toBeGreaterThanOrEqual(20)
    expect([...finding].filter(Boolean).length).toBeLessThan(finding.length)
    expect(summary.significant).toBe([...finding].filter(Boolean).length)
    expect(evidence).toMatchObject({ seed: 1, rowsUsed: 425 })
    const ring = units.kind === 'shapes' ? (units.shapes[0]?.[0]?.[0] ?? []) : []
    const [west, east] = [Math.min(...ring.map(([x]) => x)), Math.max(...ring.map(([x]) => x))]
    expect(west).toBeLessThan(2_200)
    expect(east).toBeGreaterThan(2_200)
    for (const column of Object.values(columns)) expect([...column].every((value) => Number.isFinite(value))).toBe(true)
  })
  it('looks only at the present when prospective, with the days until chance alone would bring as much', () => {
    const input = town()
    const past = runMethod({ method: 'scan_permutation', parameters: { ...quick, mode: 'prospective' } }, input)
    for (const to of past.columns.toMs ?? []) expect(to).toBe(input.window.toMs)
    const now = runMethod({ method: 'scan_permutation', parameters: { ...quick, mode: 'prospective' } }, { ...input, window: { fromMs: start, toMs: start + 33 * DAY }, points: keepBefore(input, start + 33 * DAY) })
    expect(now.columns.p?.[0]).toBe(0.01)
    expect(now.columns.recurrenceDays?.[0]).toBe(100)
    expect(now.notes.map(({ code }) => code)).toContain('recurrence')
  })
  it('says what dates and months cannot tell', () => {
    const input = town()
    const codes = (times: (ms: number) => number) => runMethod({ method: 'scan_permutation', parameters: { ...quick, maxDays: 31 } }, { ...input, points: { ...input.points!, timesMs: input.points!.timesMs.map(times) } }).notes.map(({ code }) => code)
    expect(codes((ms) => Math.floor(ms / DAY) * DAY)).toContain('times_by_day')
    expect(codes((ms) => Date.UTC(2018, new Date(ms).getUTCMonth()))).toContain('times_by_month')
    expect(codes((ms) => ms)).not.toContain('times_by_day')
  })
  it('refuses with a code', () => {
    const input = town()
    const given = (points: Partial<NonNullable<AnalysisInput['points']>>) => ({ ...input, points: { ...input.points!, ...points } })
    const run = (one: AnalysisInput, parameters = {}) => refusal(() => runMethod({ method: 'scan_permutation', parameters: { ...quick, ...parameters } }, one))
    expect(run({ ...input, points: keepBefore(input, start) })).toBe('no_rows')
    expect(run(given({ xMeters: new Float64Array(425), yMeters: new Float64Array(425) }))).toBe('one_place')
    expect(run(given({ timesMs: new Float64Array(425).fill(start) }))).toBe('one_day')
    expect(run({ ...input, window: { fromMs: start, toMs: start } })).toBe('empty_window')
    expect(run({ ...input, window: { fromMs: 0, toMs: start + 60 * DAY } })).toBe('too_many_steps')
    expect(run(input, { maxShare: 0 })).toBe('bad_parameter')
    expect(run({ ...input, points: null })).toBe('no_points')
  })
})

function keepBefore(input: AnalysisInput, ms: number): NonNullable<AnalysisInput['points']> {
  const points = input.points!
  const count = [...points.timesMs].filter((time) => time < ms).length
  return { count, xMeters: points.xMeters.slice(0, count), yMeters: points.yMeters.slice(0, count), timesMs: points.timesMs.slice(0, count), untilMs: points.untilMs.slice(0, count) }
}

describe('scan_poisson', () => {
  it('finds in space and in time what the population does not explain', () => {
    const input = districts(town(40), () => 1_000)
    for (const mode of ['space', 'retrospective']) {
      const { columns, finding, summary } = runMethod({ method: 'scan_poisson', parameters: { ...quick, mode, maxRadiusMeters: 1_000 } }, input)
      expect(finding[0], mode).toBe(1)
      expect(columns.ratio?.[0]).toBeGreaterThan(2)
      expect(summary.places).toBe(100)
    }
  })
  it('takes figures of areas as counts, and a population that explains them as an explanation', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i === 44 ? 40 : 4))
    const run = (people: (i: number) => number) => runMethod({ method: 'scan_poisson', parameters: quick }, { ...districts(town(), people, values), points: null, window: { fromMs: 0, toMs: 0 } })
    expect(run(() => 100).finding[0]).toBe(1)
    expect(run(() => 100).columns.fromMs?.[0]).toBeNaN()
    expect(run(() => 100).evidence.window).toEqual({ from: null, to: null })
    expect([...run((i) => (i === 44 ? 1_000 : 100)).finding]).not.toContain(1)
  })
  it('leaves out areas where nobody lives, and says so', () => {
    const { notes, evidence, summary } = runMethod({ method: 'scan_poisson', parameters: quick }, districts(town(), (i) => (i < 10 ? 0 : i === 10 ? NaN : 500)))
    expect(summary.places).toBe(89)
    expect(notes[0]).toMatchObject({ code: 'without_population', values: { areas: 11 } })
    expect(evidence.rowsUsed + (evidence.rowsLeftOut.withoutPopulation ?? 0)).toBe(425)
    expect(evidence.rowsLeftOut.withoutPopulation).toBeGreaterThan(0)
  })
  it('refuses with a code', () => {
    const run = (input: AnalysisInput, parameters = {}) => refusal(() => runMethod({ method: 'scan_poisson', parameters: { ...quick, ...parameters } }, input))
    const input = town()
    expect(run(districts(input, () => 0))).toBe('zero_population')
    expect(run(districts(input, () => 9, new Float64Array(100).fill(1.5)))).toBe('values_not_counts')
    expect(run({ ...districts(input, () => 9, new Float64Array(100).fill(1)), points: null }, { mode: 'retrospective' })).toBe('points_missing')
    expect(run(input)).toBe('no_areas')
    expect(run(districts({ ...input, points: keepBefore(input, start) }, () => 9))).toBe('too_few_points')
  })
})
