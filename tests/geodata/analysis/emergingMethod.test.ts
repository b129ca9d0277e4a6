import { describe, expect, it } from 'vitest'
import type { AnalysisInput } from '../../../geodata/analysis/method.ts'
import { prepareInput } from '../../../geodata/analysis/prepareInput.ts'
import { runMethod } from '../../../geodata/analysis/runMethod.ts'
import { createRandom, poisson } from '../../../geodata/random.ts'

const DAY = 86_400_000
const start = Date.UTC(2018, 0, 1)
const plane = { forward: ([x, y]: readonly [number, number]) => [x, y] as const, inverse: ([x, y]: readonly [number, number]) => [x, y] as const }

/** 15 weeks over 10 x 10 cells of 500 m; around cell (2, 2) always busy, around (7, 7) from the twelfth week on. */
function town(): AnalysisInput {
  const random = createRandom(4)
  const places: number[] = []
  const timesMs: number[] = []
  for (let week = 0; week < 15; week++)
    for (let cell = 0; cell < 100; cell++) {
      const [column, row] = [cell % 10, Math.floor(cell / 10)]
      const isIn = (c: number, r: number) => Math.abs(column - c) <= 1 && Math.abs(row - r) <= 1
      for (let k = poisson(random, isIn(2, 2) || (isIn(7, 7) && week >= 11) ? 9 : 1); k > 0; k--) {
        places.push((column + random()) * 500, (row + random()) * 500)
        timesMs.push(start + (week * 7 + random() * 7) * DAY)
      }
    }
  const input = prepareInput({ points: { places, timesMs }, plane, timeZone: 'UTC', window: { fromMs: start, toMs: start + 105 * DAY } })
  return { ...input, studyArea: [[[[[0, 0], [5_000, 0], [5_000, 5_000], [0, 5_000], [0, 0]]]]] }
}
const run = (input: AnalysisInput, parameters = {}) => runMethod({ method: 'emerging', parameters }, input)
const refusal = (input: AnalysisInput, parameters = {}) => {
  try {
    run(input, parameters)
  } catch (error) {
    return (error as { code?: string }).code
  }
  return undefined
}

describe('emerging as a method', () => {
  it('tells what was always hot from what became so, and since when', () => {
    for (const window of ['cube', 'slice', 'steps']) {
      const { finding, findings, columns, summary, table } = run(town(), { window })
      // Against its own week alone what was always hot fades as something else becomes hot beside it.
      expect(findings[finding[22] as number], window).toMatch(window === 'slice' ? /^(persistent|diminishing)_hot$/ : /^persistent_hot$/)
      expect(findings[finding[77] as number], window).toMatch(/^(consecutive|sporadic)_hot$/)
      expect(columns.sinceMs?.[77]).toBe(start + 77 * DAY)
      expect(columns.hotSteps?.[22]).toBe(15)
      const around = [66, 67, 68, 76, 77, 78, 86, 87, 88]
      expect(around.reduce((sum, cell) => sum + (columns.countTrendZ?.[cell] as number), 0) / 9).toBeGreaterThan(1)
      expect(summary).toMatchObject({ steps: 15, units: 100 })
      expect(table?.rows.reduce((sum, [, units]) => sum + Number(units), 0)).toBe(100)
    }
  })
  it('says which window and that overlapping steps make trends bold', () => {
    const codes = (parameters: object) => run(town(), parameters).notes.map(({ code }) => code)
    expect(codes({})).toEqual(['emerging_window', 'trend_overlap'])
    expect(codes({ stepsBefore: 0 })).toEqual(['emerging_window'])
    expect(codes({ window: 'slice' })).toEqual(['emerging_window'])
    expect(codes({ stepDays: 1 })).toContain('sparse_bins')
  })
  it('leaves out a step that the window cuts', () => {
    const input = town()
    const { evidence, summary } = run({ ...input, window: { fromMs: start + 3 * DAY, toMs: input.window.toMs }, points: input.points })
    expect(summary.steps).toBe(14)
    expect(evidence.rowsLeftOut.incompleteStep).toBeGreaterThan(100)
    expect(evidence.window.from).toBe('2018-01-08T00:00:00.000Z')
  })
  it('goes by months where rows name only a month, and says so', () => {
    const input = town()
    const times = input.points!.timesMs.map((ms) => Date.UTC(2017, Math.floor((ms - start) / (7 * DAY)), 1))
    const { summary, notes } = run({ ...input, window: { fromMs: Date.UTC(2017, 0), toMs: Date.UTC(2018, 3) }, points: { ...input.points!, timesMs: times } })
    expect(summary.steps).toBe(15)
    expect(notes[0]?.code).toBe('times_by_month')
  })
  it('refuses with a code', () => {
    const input = town()
    const points = input.points!
    expect(refusal(input, { stepDays: 14 })).toBe('too_few_steps')
    expect(refusal({ ...input, window: { fromMs: start, toMs: start } })).toBe('empty_window')
    expect(refusal({ ...input, points: { ...points, timesMs: points.timesMs.map(() => start) } })).toBe('one_day')
    expect(refusal({ ...input, studyArea: null, points: { ...points, xMeters: points.xMeters.map(() => 5), yMeters: points.yMeters.map(() => 5) } })).toBe('too_few_units')
    expect(refusal({ ...input, points: { ...points, count: 20, xMeters: points.xMeters.slice(0, 20), yMeters: points.yMeters.slice(0, 20), timesMs: points.timesMs.slice(0, 20) } })).toBe('too_few_points')
    expect(refusal({ ...input, points: { ...points, count: 0, timesMs: new Float64Array(0) } })).toBe('no_rows')
    expect(refusal(input, { window: 'all' })).toBe('bad_parameter')
  })
})
