import { describe, expect, it } from 'vitest'
import { type CountRow, indicatorTable, type NameRow } from '../../../geodata/analysis/indicatorTable.ts'
import { figureOf, hideSmall, markFigures } from '../../../geodata/analysis/indicatorFigures.ts'
import { type Counts, countedSets, type Figure, indicatorOf, indicators } from '../../../geodata/model/indicator.ts'

const year = { now: 365, before: 365 }
const none = Object.fromEntries(countedSets.map((set) => [set, 0])) as Counts
const share = indicatorOf('completion')
const change = indicatorOf('change_on_year')
const percent = (value: number | null, digits: number) => Number(((value ?? NaN) * 100).toFixed(digits))

describe('the published examples (domain.md)', () => {
  it('a province: 180,299 of 191,325 resolved are 94.24%', () => {
    const { value, low, high } = figureOf(indicatorOf('resolution'), 180_299, 191_325, year)
    expect(percent(value, 2)).toBe(94.24)
    expect([percent(low, 1), percent(high, 1)]).toEqual([94.1, 94.3])
  })
  it('a hotline: 494 of 501 completed are 98.6%', () => {
    const { value, low, high } = figureOf(share, 494, 501, year)
    expect(percent(value, 1)).toBe(98.6)
    // binomtest(494, 501).proportion_ci(0.95, 'exact') of scipy 1.17.1
    expect([percent(low, 2), percent(high, 2)]).toEqual([97.14, 99.44])
  })
  it.each([[749, 1000, -25.1], [306, 1000, -69.4], [851, 1000, -14.9], [8_498, 10_000, -15.02]])('%i after %i is a change of %d percent', (now, last, published) => {
    expect(percent(figureOf(change, now, last, year).value, 2)).toBe(published)
  })
})

describe('one figure', () => {
  it('has no value where there is nothing to divide by', () => {
    expect(figureOf(share, 0, 0, year)).toMatchObject({ numerator: 0, denominator: 0, value: null, low: null, high: null })
    expect(figureOf(change, 3, 0, year)).toMatchObject({ value: null, high: null })
    expect(figureOf(change, 3, 0, year).low).toBeGreaterThan(-1)
  })
  it('allows for a leap day in the interval of a change', () => {
    const leap = figureOf(change, 366, 365, { now: 366, before: 365 })
    expect((leap.low as number) + 1).toBeCloseTo(1 / ((leap.high as number) + 1), 2)
  })
  it('says for each indicator how it is computed, in both languages', () => {
    for (const { name, formula, numerator, denominator, version } of indicators) {
      expect(version).toBeGreaterThan(0)
      for (const text of [name, formula, numerator, denominator]) expect([text.zh, text.en].every((words) => words.length > 1)).toBe(true)
    }
  })
})

describe('more than chance', () => {
  const figure = (n: number, d: number) => figureOf(share, n, d, year)
  it('marks what differs from the whole, and no small zone by luck', () => {
    const zones = [figure(90, 100), figure(91, 100), figure(60, 100), figure(2, 3), figure(300, 300), figure(0, 0)]
    const marks = markFigures(share, zones, figure(543, 603), year).map(({ mark }) => mark)
    expect(marks).toEqual([null, null, 'below', null, 'above', null])
  })
  it('compares a change with the change of the whole, not with zero', () => {
    const halved = [figureOf(change, 50, 100, year), figureOf(change, 500, 1000, year), figureOf(change, 150, 100, year)]
    expect(markFigures(change, halved, figureOf(change, 50_000, 100_000, year), year).map(({ mark }) => mark)).toEqual([null, null, 'above'])
  })
})

it('small counts are hidden, and one more where a single gap could be computed', () => {
  const figure = (n: number, d: number) => figureOf(share, n, d, year)
  const hidden = (figures: Figure[], inSum: boolean) => hideSmall(figures, inSum).map((each) => each.hidden)
  expect(hidden([figure(10, 20), figure(3, 4), figure(8, 12), figure(0, 0)], true)).toEqual([false, true, true, false])
  expect(hidden([figure(10, 20), figure(3, 4), figure(8, 12)], false)).toEqual([false, true, false])
  expect(hidden([figure(2, 20), figure(3, 4), figure(0, 12)], true)).toEqual([true, true, false])
  expect(hideSmall([figure(3, 4)], false)[0]).toMatchObject({ numerator: null, denominator: null, value: null, low: null, high: null })
})

describe('the table', () => {
  const name = (key: number, parentId: number | null, level: string | null, voice = false): NameRow => ({ key, code: String(key), nameZh: `名${key}`, nameEn: `Name ${key}`, parentId, level, voice })
  const row = (key: number | null, received: number, completed: number, voice = false): CountRow => ({ key, voice, counts: { ...none, received, completed } })
  const tree = [name(1, null, 'city'), name(2, 1, 'community'), name(3, 1, 'community')]

  it('sums areas upwards, without what is somebody’s voice', () => {
    const { whole, rows, voiceLeftOut } = indicatorTable('area', { smallHidden: false, beforeKnown: true, names: tree, counts: [row(2, 10, 5), row(3, 20, 18), row(3, 7, 0, true)], estates: [{ areaId: 2, zero: true }, { areaId: 3, zero: false }] }, year)
    expect(rows.map(({ figures }) => [figures.completion?.numerator, figures.completion?.denominator])).toEqual([[23, 30], [5, 10], [18, 20]])
    expect(rows.map(({ figures }) => [figures.zero_incident_estates?.numerator, figures.zero_incident_estates?.denominator])).toEqual([[1, 2], [1, 1], [0, 1]])
    expect(whole.completion).toMatchObject({ numerator: 23, denominator: 30 })
    expect(voiceLeftOut).toBe(7)
  })
  it('has no change on the year where nothing was recorded a year ago', () => {
    const { whole } = indicatorTable('area', { smallHidden: false, beforeKnown: false, names: tree, counts: [{ key: 2, voice: false, counts: { ...none, received: 900, received_before: 1 } }], estates: [] }, year)
    expect(whole.change_on_year).toMatchObject({ numerator: 900, denominator: null, value: null, low: null, high: null, mark: null })
  })
  it('serves categories of voice without a mark', () => {
    const names = [name(1, null, null), name(2, null, null), name(9, null, null, true)]
    const { whole, rows } = indicatorTable('category', { smallHidden: false, beforeKnown: true, names, counts: [row(1, 300, 290), row(2, 300, 150), row(9, 300, 0, true)], estates: [] }, year)
    expect(rows.map(({ figures }) => figures.completion?.mark)).toEqual(['above', 'below', null])
    expect(rows[2]?.figures.completion).toMatchObject({ numerator: 0, denominator: 300, value: 0 })
    expect(whole.completion).toMatchObject({ numerator: 440, denominator: 900 })
  })
  it('lists every zone, also without incidents, and those in no zone apart', () => {
    const { rows } = indicatorTable('zone', { smallHidden: true, beforeKnown: true, names: [name(5, 2, null), name(6, 2, null), name(7, 3, null)], counts: [row(5, 30, 20), row(6, 3, 2), row(null, 9, 8)], estates: [] }, year)
    expect(rows.map(({ key }) => key)).toEqual([5, 6, 7, null])
    // 6 is small; 5 goes with it, for both add up to what their area shows.
    expect(rows.map(({ figures }) => figures.completion?.hidden)).toEqual([true, true, false, false])
  })
})
