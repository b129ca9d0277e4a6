import { describe, expect, test } from 'vitest'
import { composeSentence, composeText } from '../../../geodata/briefing/composeSentence.ts'
import { figureKeys } from '../../../geodata/briefing/figureKeys.ts'
import { pagesOf } from '../../../geodata/briefing/pages.ts'
import { sentences } from '../../../geodata/briefing/sentences.ts'
import type { BriefingSource } from '../../../geodata/briefing/source.ts'
import { suppressed } from '../../../geodata/briefing/suppress.ts'
import { BriefingTemplate, type BriefingPage, type FigureValue } from '../../../geodata/model/briefing.ts'
import { View } from '../../../geodata/model/view.ts'
import { compared, sampleSource } from './briefingFixture.ts'

const zone = 'America/Chicago'
const sentencesOf = (pages: readonly BriefingPage[]) => pages.flatMap(({ title, blocks, notes }) => [title, ...notes, ...blocks.flatMap((block) => (block.kind === 'text' ? block.sentences : block.kind === 'map' ? [block.caption] : []))])
const textOf = (source: BriefingSource, locale: 'zh' | 'en') => sentencesOf(pagesOf(source)).map((each) => composeSentence(each, locale, zone))
const replaced = (source: BriefingSource, key: string, value: FigureValue): BriefingSource => ({ ...source, figures: source.figures.map((figure) => (figure.key === key ? { ...figure, value } : figure)) })
const saidOf = (source: BriefingSource, id: string, locale: 'zh' | 'en' = 'en') => { const found = sentencesOf(pagesOf(source)).find((each) => each.id === id); return found && composeSentence(found, locale, zone) }

describe('pages of every template', () => {
  test.each(BriefingTemplate.options)('%s: complete in both languages, keys fit the tables, views are views', (template) => {
    for (const suppressed of [false, true]) {
      const source = sampleSource(template, suppressed)
      const pages = pagesOf(source)
      expect(pages.length).toBeGreaterThanOrEqual(7)
      expect(pages.length).toBeLessThanOrEqual(20)
      const keys = pages.flatMap(({ key, blocks }) => [key, ...blocks.map((block) => `${key} ${block.key}`)])
      expect(new Set(keys).size).toBe(keys.length)
      for (const { key, blocks } of pages) for (const name of [`${key}.notes`, ...blocks.map((block) => block.key)]) expect(name).toMatch(/^[a-z][a-zA-Z0-9_.]{0,80}$/)
      for (const block of pages.flatMap(({ blocks }) => blocks)) {
        if (block.kind === 'map') expect(View.safeParse(block.view).success, block.key).toBe(true)
        if (block.kind === 'figure') expect(source.figures.some(({ key }) => key === block.figure), block.key).toBe(true)
      }
      for (const text of textOf(source, 'zh')) expect(text).toMatch(/\p{Script=Han}/u)
      for (const text of [...textOf(source, 'zh'), ...textOf(source, 'en')]) expect(text).not.toMatch(/undefined|NaN|null|\[[\w.]+\]|\$\{|Infinity|。。|；。|\.\./)
    }
  })
  test('the map of hotspots asks the question that found them', () => {
    const week = { from: '2018-03-05T06:00:00.000Z', to: '2018-03-12T05:00:00.000Z' }
    const before = { from: '2018-02-26T06:00:00.000Z', to: week.from }
    const source = sampleSource()
    const asked = { ...source, figures: source.figures.map((figure) => (figure.key === 'hotspots.found' ? { ...figure, query: { name: figure.key, params: { ...week, before, evidence: { compared: {} } } } } : figure)) }
    const view = pagesOf(asked).flatMap(({ blocks }) => blocks).find(({ key }) => key === 'map.hotspots')
    expect(view).toMatchObject({ view: { layers: ['zones', 'analysis', 'hotspots'], analysis: { method: 'gi_star', parameters: { seed: 4_711 }, ...week, areaId: 1, provenance: ['public'], compareWith: before } } })
  })
  test('the same figures make the same pages', () => {
    expect(pagesOf(sampleSource())).toEqual(pagesOf(JSON.parse(JSON.stringify(sampleSource())) as BriefingSource))
  })
  test('a figure that the run has not is no page; without any figure there is still the method', () => {
    const source = sampleSource()
    expect(pagesOf({ ...source, figures: [] }).map(({ key }) => key)).toEqual(['method'])
    expect(pagesOf({ ...source, figures: source.figures.filter(({ key }) => !key.startsWith('camera')) }).map(({ key }) => key)).not.toContain('cameras')
  })
  test('every figure key is told on some page', () => {
    const used = new Set(BriefingTemplate.options.flatMap((template) => pagesOf(sampleSource(template)).flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'text' ? [] : [block.figure])))))
    const given = new Set(sampleSource().figures.map(({ key }) => key))
    expect(Object.keys(figureKeys).filter((key) => given.has(key) && !used.has(key))).toEqual([])
  })
  test('English holds no Chinese but names of places', () => {
    for (const text of textOf(sampleSource(), 'en')) expect(text.replaceAll(/北站广场|夜市/g, '')).not.toMatch(/\p{Script=Han}|，|。/u)
  })
})

describe('what is said of chance', () => {
  const total = (now: number, before: number, more = {}) => replaced(sampleSource(), 'incidents', { kind: 'comparison', unit: 'count', last: { ...compared(now, before), ...more }, year: null })
  test('a change within chance is called neither a rise nor a fall', () => {
    expect(saidOf(total(412, 380), 'incidents.total')).toBe('412 incidents were recorded this week, 32 more than the week before (380; +8.4%). That is within chance: neither a rise nor a fall can be concluded (p = 0.27, 95% interval −5.9% to +25.0%).')
    expect(saidOf(total(412, 380), 'incidents.total', 'zh')).toBe('本周共记录事件 412 件，比上周的 380 件多 32 件（+8.4%）；属偶然波动范围，不能据此说有增减（p = 0.27，95% 区间 −5.9% 至 +25.0%）。')
  })
  test('beyond chance it is', () => {
    expect(saidOf(total(500, 380), 'incidents.total')).toContain('This is a rise beyond chance (p < 0.001')
    expect(saidOf(total(300, 380), 'incidents.total', 'zh')).toContain('减少超出偶然波动（p = 0.002')
  })
  test('alone it looked like a change, with the others it does not', () => expect(saidOf(total(300, 350, { p: 0.04, mark: null }), 'incidents.total')).toContain('judged together with the others chance cannot be ruled out'))
  test('few, none before, as many, not shown, nothing on record', () => {
    expect(saidOf(total(6, 3), 'incidents.total')).toContain('too small to tell')
    expect(saidOf(total(1, 0), 'incidents.total')).toContain('1 incident was recorded this week, none the week before')
    expect(saidOf(total(380, 380), 'incidents.total')).toContain('as many as the week before')
    expect(saidOf(total(0, 9), 'incidents.none')).toBe('No incident was recorded this week.')
    expect(saidOf(total(9, 3, { before: { value: null, hidden: true }, p: null, change: null }), 'incidents.total', 'zh')).toBe('本周共记录事件 9 件，数目过小未全部显示，不作比较。')
    expect(saidOf(total(9, 3, { now: { value: null, hidden: true }, p: null, change: null }), 'incidents.total')).toContain('An unstated number of incidents were recorded this week, not compared')
    expect(saidOf(total(9, 0, { before: { value: null }, p: null, change: null }), 'incidents.total')).toContain('nothing on record to compare with')
  })
  test('a time before all records is no zero: no count, no change, no page of what was done, and the day that records begin on', () => {
    const source = total(0, 0, { now: { value: null }, before: { value: null }, change: null, low: null, high: null, p: null, mark: null })
    const figures = source.figures.filter(({ key }) => key === 'incidents' || key === 'queue').map((figure) => ({ ...figure, query: { ...figure.query, params: { ...figure.query.params, recordsFrom: '2018-04-02' } } }))
    const before = { ...source, figures }
    expect(saidOf(before, 'incidents.noData')).toBe('There is no data for this time (records begin on Mon 2 April 2018); that does not mean that nothing happened.')
    expect(saidOf(before, 'incidents.noData', 'zh')).toBe('本周没有数据：记录自2018年4月2日（周一）起；这不等于没有发生。')
    expect(textOf(before, 'en').filter((text) => /No incident was recorded|Based on|No order|were recorded|on the year/i.test(text))).toEqual([])
    expect(pagesOf(before).map(({ key }) => key)).toEqual(['summary', 'queue', 'method'])
    // Records that begin within the period are said beside its counts.
    const within = total(9, 0, { before: { value: null }, p: null, change: null })
    expect(saidOf({ ...within, figures: within.figures.map((figure) => ({ ...figure, query: { ...figure.query, params: { ...figure.query.params, recordsFrom: '2018-03-07' } } })) }, 'data.begins')).toContain('Records begin on Wed 7 March 2018')
  })
  test('months of 31 and 30 days: as many is fewer a day', () => expect(saidOf(total(310, 310, { change: -0.032 }), 'incidents.total')).toContain('as many as the week before (per day −3.2%)'))
  test('outside of the area counts are about, and a chance says only on which side it lies', () => {
    const weekly = sampleSource('weekly', true)
    const outside = { ...weekly, figures: weekly.figures.flatMap((figure) => suppressed(figure, 'outside') ?? []) }
    expect(saidOf(outside, 'incidents.total')).toBe('About 3,410 incidents were recorded this week, about as many as the week before. That is within chance: neither a rise nor a fall can be concluded (p ≥ 0.05).')
    expect(saidOf(outside, 'incidents.year')).toContain('about 245 fewer than the same dates a year before (3,655; −5.0%). This is a fall beyond chance (p < 0.05)')
    expect(pagesOf(outside).map(({ key }) => key)).not.toContain('patrol')
    const inside = { ...weekly, rounded: false, figures: weekly.figures.flatMap((figure) => suppressed(figure, 'inside') ?? []) }
    for (const source of [outside, inside]) for (const text of [...textOf(source, 'zh'), ...textOf(source, 'en')]) expect(text).not.toMatch(/undefined|NaN|null|p = 0\.050|\[[\w.]+\]/)
  })
  test('seven days only are this week', () => {
    const source = total(412, 380)
    expect(saidOf({ ...source, question: { ...source.question, to: '2018-03-19' } }, 'incidents.total')).toContain('in this period, 32 more than the period before')
  })
  test('days of a week: even ones are within chance, one day of three times as many is not', () => {
    const week = (values: number[]) => replaced(sampleSource(), 'incidents.series', { kind: 'series', unit: 'count', step: 'day', names: [{ zh: '本期', en: 'This period' }], from: '2018-03-05T06:00:00Z', values: [values] })
    expect(saidOf(week([50, 47, 52, 49, 55, 51, 46]), 'series.chance')).toContain('within chance')
    expect(saidOf(week([50, 47, 150, 49, 55, 51, 46]), 'series.peak')).toBe('The busiest day was Wed 7 March 2018 with 150; the quietest had 46, the mean is 64.')
    expect(saidOf(week([50, 47, 150, 49, 55, 51, 46]), 'series.chance')).toContain('stand')
  })
})

describe('who is never named, ranked or told', () => {
  test('somebody’s voice is listed and neither marked nor among the largest', () => {
    const rows = [...Array.from({ length: 5 }, (_, i) => ({ id: i, nameZh: `类${i}`, nameEn: `Kind ${i}`, now: 10 + i, before: 10, p: 0.9, mark: null })), { id: 9, nameZh: '信访', nameEn: 'Petition', now: 900, before: 1, p: null, mark: 'more', voice: true }]
    const source = replaced(sampleSource(), 'incidents.byCategory', { kind: 'rows', columns: [...figureKeys['incidents.byCategory'].columns], rows })
    const said = sentencesOf(pagesOf(source)).filter(({ id }) => id.startsWith('groups.'))
    expect(said.map((each) => composeSentence(each, 'en', zone)).join(' ')).not.toMatch(/Petition \(|900/)
    expect(saidOf(source, 'groups.voice')).toContain('listed only')
  })
  test('a reader who is not shown small counts is given no map that would tell them, and is told so', () => {
    const pages = pagesOf(sampleSource('weekly', true))
    expect(pages.flatMap(({ blocks }) => blocks).filter((block) => block.kind === 'map').map(({ key }) => key).toSorted()).toEqual(['map.cameras', 'map.coverage'])
    expect(saidOf(sampleSource('weekly', true), 'data.hidden')).toContain('not shown')
    expect(sentencesOf(pagesOf(sampleSource('weekly'))).some(({ id }) => id === 'data.hidden')).toBe(false)
  })
  test('that ground is hot and that its count changed are told apart', () => {
    expect(saidOf(sampleSource(), 'hotspots.first')).toBe('The most prominent lies in Zone 7: 46; against 21 in the period compared with, a rise beyond chance (q = 0.004).')
    expect(saidOf(sampleSource(), 'hotspots.first', 'zh')).toBe('最突出的在第7网格：46 件；与对比期的 21 件相比，增加超出偶然（q = 0.004）。')
  })
  test('a share says what it is made of', () => {
    const few = replaced(sampleSource(), 'indicator.on_time', { kind: 'comparison', unit: 'share', last: { now: { value: 0 }, before: { value: null }, change: null, low: null, high: null, p: null, mark: null, of: { now: [0, 3], before: null } }, year: null })
    expect(saidOf(few, 'indicator.on_time')).toBe('On-time rate: 0% (0 of 3).')
  })
  test('a fall at a hotspot that is watched is told with its caution', () => {
    expect(saidOf(sampleSource(), 'done.kept')).toBe('2 hotspots are watched: 1 fell beyond chance.')
    expect(saidOf(sampleSource(), 'done.caution', 'zh')).toContain('并不证明措施有效')
  })
})

test('a sentence of a later version is named, not lost', () => {
  expect(composeSentence({ id: 'later.one', values: {} }, 'en', 'UTC')).toBe('[later.one]')
  expect(Object.keys(sentences).length).toBeGreaterThan(60)
  expect(composeText([{ id: 'title.hours', values: {} }, { id: 'title.zones', values: {} }], 'zh', 'UTC')).toBe('一周中的时段\n网格')
})
