import { describe, expect, it } from 'vitest'
import { bandName, timeName } from '../../../geodata/analysis/methods/nearRepeat.ts'
import { prepareInput } from '../../../geodata/analysis/prepareInput.ts'
import { runMethod } from '../../../geodata/analysis/runMethod.ts'
import { readTime } from '../../../geodata/format/localTime.ts'
import type { MethodId } from '../../../geodata/model/analysis.ts'
import { createRandom } from '../../../geodata/random.ts'

const plane = { forward: ([x, y]: readonly [number, number]) => [x, y] as const, inverse: ([x, y]: readonly [number, number]) => [x, y] as const }
const ms = (text: string) => Date.parse(readTime(text, 'America/Chicago')?.at ?? '')
const input = (rows: readonly (readonly [x: number, y: number, time: string])[]) => prepareInput({ points: { places: rows.flatMap(([x, y]) => [x, y]), timesMs: rows.map(([, , time]) => ms(time)) }, plane, timeZone: 'America/Chicago' })
const refusal = (method: MethodId, given: ReturnType<typeof input>, parameters = {}) => {
  try {
    runMethod({ method, parameters }, given)
  } catch (error) {
    return (error as { code?: string }).code
  }
  return undefined
}
const random = createRandom(2)
const rows = Array.from({ length: 60 }, () => [Math.floor(random() * 30) * 50, Math.floor(random() * 30) * 50, `2018-${1 + Math.floor(random() * 4)}-${1 + Math.floor(random() * 28)} ${Math.floor(random() * 24)}:30`] as const)

describe('knox as a method', () => {
  it('counts calendar days where there are dates only, over a change of clocks too', () => {
    // Clocks went forward on 11 March 2018: from the 10th to the 12th are 47 hours, and two days.
    const dates = input([[0, 0, '2018-03-10'], [10, 0, '2018-03-12'], [5_000, 0, '2018-03-20'], [9_000, 0, '2018-04-20'], [20_000, 0, '2018-05-20']])
    const pairs = (days: number) => runMethod({ method: 'knox', parameters: { meters: 20, days, permutations: 99 } }, dates)
    expect(pairs(2).summary).toMatchObject({ closeInBoth: 1 })
    expect(pairs(1.97).summary).toMatchObject({ closeInBoth: 0 })
    expect(pairs(2).notes).toEqual([{ code: 'times_by_day' }])
  })
  it('fills the table of four, and says how it was tested', () => {
    const { summary, table, evidence, units } = runMethod({ method: 'knox', parameters: {} }, input(rows))
    expect(table?.rows.reduce((sum, [, , observed]) => sum + Number(observed), 0)).toBe((60 * 59) / 2)
    expect(table?.rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBeCloseTo((60 * 59) / 2, 8)
    expect(summary.p).toBeGreaterThan(0)
    expect(evidence).toMatchObject({ seed: 1, rowsUsed: 60 })
    expect(units.kind).toBe('none')
    expect(runMethod({ method: 'knox', parameters: { permutations: 0 } }, input(rows)).evidence.seed).toBeNull()
  })
  it('refuses with a code', () => {
    expect(refusal('knox', input(rows.slice(0, 4)))).toBe('too_few_points')
    expect(refusal('knox', input(rows.map(([, , time]) => [5, 5, time])))).toBe('one_place')
    expect(refusal('knox', input(rows.map(([x, y], i) => [x, y, `2018-01-05 ${i % 24}:00`])))).toBe('one_day')
    expect(refusal('knox', input(rows.map(([x, y], i) => [x, y, `2018-${1 + (i % 4)}`])))).toBe('months_only')
    expect(refusal('knox', input(rows.map(([, , time], i) => [i * 5_000, 0, time])))).toBe('no_close_pairs')
    expect(refusal('knox', input(rows), { days: 3_000 })).toBe('all_close')
    expect(refusal('knox', input(rows), { days: -1 })).toBe('bad_parameter')
  })
})

describe('near_repeat as a method', () => {
  it('names its bands by what they hold', () => {
    expect([0, 1, 2].map((band) => bandName(band, { sameMeters: 0, bandMeters: 100, edges: 'lower' }))).toEqual(['0', '(0, 100)', '[100, 200)'])
    expect([0, 1, 2].map((band) => bandName(band, { sameMeters: 5, bandMeters: 100, edges: 'upper' }))).toEqual(['[0, 5]', '(5, 100]', '(100, 200]'])
    expect([0, 1].map((band) => timeName(band, { bandDays: 7, edges: 'lower' }))).toEqual(['[0, 7)', '[7, 14)'])
    expect([0, 1].map((band) => timeName(band, { bandDays: 7, edges: 'upper' }))).toEqual(['[0, 7]', '(7, 14]'])
  })
  it('lists every band of distance and time with ratio and p', () => {
    const { table, summary } = runMethod({ method: 'near_repeat', parameters: { permutations: 99 } }, input(rows))
    expect(table?.rows.length).toBe(36)
    expect(summary.bands).toBe(36)
    for (const [, , observed, expected, ratio, p] of table?.rows ?? []) {
      expect(p).toBeGreaterThan(0)
      expect(ratio === null ? expected : Number(ratio) * Number(expected)).toBeCloseTo(ratio === null ? 0 : Number(observed), 8)
    }
  })
  it('refuses with a code', () => {
    const run = (parameters: object) => refusal('near_repeat', input(rows), parameters)
    expect(run({ dayBands: 60 })).toBe('too_many_bands')
    expect(refusal('near_repeat', input(Array.from({ length: 12 }, (_, i) => [i * 50, 0, `2018-01-05 ${i}:00`])))).toBe('one_day')
    expect(run({ bands: 50 })).toBe('too_many_bands')
    expect(run({ bands: 51 })).toBe('bad_parameter')
    expect(run({ sameMeters: 100 })).toBe('same_place_band')
    expect(refusal('near_repeat', input(rows.slice(0, 9)))).toBe('too_few_points')
    expect(refusal('near_repeat', input(rows.map(([, , time], i) => [i * 5_000, 0, time])))).toBe('no_close_pairs')
    expect(refusal('near_repeat', input([]))).toBe('too_few_points')
  })
})
