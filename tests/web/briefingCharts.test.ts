import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { compareFigures } from '../../geodata/briefing/compareFigures.ts'
import { poissonTail } from '../../geodata/analysis/poissonTail.ts'
import type { BriefingBlock, FigureValue } from '../../geodata/model/briefing.ts'
import FigureChart from '../../web/ui/charts/FigureChart.vue'
import { axisOf } from '../../web/ui/charts/axisOf.ts'
import { barRows } from '../../web/ui/charts/barRows.ts'
import { chanceBand } from '../../web/ui/charts/chanceBand.ts'
import { lineShape } from '../../web/ui/charts/lineShape.ts'
import { matrixSteps } from '../../web/ui/charts/matrixSteps.ts'
import { compared, figureOf, sampleSource } from '../geodata/briefing/briefingFixture.ts'

const valueOf = (key: string) => sampleSource().figures.find((figure) => figure.key === key)!.value
const show = (value: FigureValue, as: Extract<BriefingBlock, { kind: 'figure' }>['as'], more: object = {}) => mount(FigureChart, { props: { value, as, locale: 'en' as const, timeZone: 'America/Chicago', label: 'Figure', ...more } })
const plain = (text: string) => text.replace(/\s+/g, ' ')

describe('scales are honest', () => {
  it('counts have round ticks from zero, none below one', () => {
    expect(axisOf(540)).toEqual({ most: 600, ticks: [0, 200, 400, 600] })
    expect(axisOf(2).ticks).toEqual([0, 1, 2])
    expect(axisOf(0).ticks).toEqual([0, 1])
    for (const largest of [1, 3, 7, 11, 99, 1_234, 88_888]) expect(axisOf(largest).most).toBeGreaterThanOrEqual(largest)
  })
  it('the band of chance holds 95% of a Poisson number, by its tail sums', () => {
    for (const mean of [3, 12.5, 487.4]) {
      const band = chanceBand(Array.from({ length: 8 }, () => mean))!
      expect(1 - poissonTail(band.low, mean)).toBeLessThanOrEqual(0.025)
      expect(poissonTail(band.high + 1, mean)).toBeLessThan(0.025)
      expect(poissonTail(band.low, mean) - poissonTail(band.high + 1, mean)).toBeGreaterThanOrEqual(0.95)
    }
    expect(chanceBand([5, 5, 5])).toBeUndefined()
    expect(chanceBand([5, null, 5, 5, 5, 5])).toBeUndefined()
  })
  it('a line breaks where a value is missing, and zero is at the bottom', () => {
    const shape = lineShape({ kind: 'series', unit: 'count', step: 'day', names: [{ zh: '本期', en: 'Now' }], from: '2018-03-05T06:00:00Z', values: [[0, 4, null, 2]] }, 300, 100, 40)
    expect(shape.lines[0]!.path.match(/M/g)).toHaveLength(2)
    expect(shape.lines[0]!.dots[0]).toMatchObject({ x: 0, y: 100 })
    expect(shape.band).toBeNull()
  })
  it('bars are parts of the longest, somebody’s voice is not among them', () => {
    const chart = barRows(valueOf('incidents.byCategory') as Extract<FigureValue, { kind: 'rows' }>, 'en', 'UTC', 3)
    expect(chart.bars.map(({ label, share }) => [label, share])).toEqual([['Theft', 1_120 / 1_204], ['Battery', 861 / 1_204], ['Motor vehicle theft', 402 / 1_204]])
    expect(chart.bars[0]!.before).toBe(1)
    expect(barRows(valueOf('incidents.byCategory') as Extract<FigureValue, { kind: 'rows' }>, 'en', 'UTC', 99).bars.map(({ label }) => label)).not.toContain('Petition')
  })
  it('steps of a matrix cover every count once', () => {
    for (const most of [1, 3, 5, 7, 36, 1_000]) {
      const { legend, stepOf } = matrixSteps([0, most])
      for (let value = 0; value <= most; value++) expect(legend.filter(({ step, from, to }) => step === stepOf(value) && value >= from && value <= to), `${value} of ${most}`).toHaveLength(1)
      expect(stepOf(most)).toBe(5)
    }
    expect(matrixSteps([null, 3]).stepOf(null)).toBe(6)
  })
})

describe('charts in words', () => {
  it('a tile says the change, its interval and whether it is more than chance', () => {
    const text = plain(show(valueOf('incidents'), 'tiles').text())
    expect(text).toContain('3,412')
    expect(text).toContain('within chance')
    expect(text).toContain('fewer, beyond chance')
    expect(text).toContain('95% interval −10.9% – −2.2%')
    expect(plain(show(valueOf('indicator.on_time'), 'tiles', { locale: 'zh' }).text())).toContain('属偶然波动')
  })
  it('a count that is not shown is neither nought nor a dash', () => {
    const hidden: FigureValue = { kind: 'comparison', unit: 'count', last: { ...compared(3, 2), now: { value: null, hidden: true }, change: null, low: null, high: null, p: null }, year: null }
    expect(show(hidden, 'tiles').find('.tile-value').text()).toBe('not shown')
  })
  it('every figure can be read as a table, marks and changes in words', () => {
    for (const { key, value } of sampleSource().figures) {
      const table = show(value, 'table')
      expect(table.findAll('thead th').length, key).toBeGreaterThan(1)
      expect(table.findAll('tbody tr').length, key).toBeGreaterThan(0)
      expect(plain(table.text()), key).not.toMatch(/undefined|NaN|null/)
    }
    expect(plain(show(valueOf('incidents.byCategory'), 'table').text())).toContain('+29.7%▲, more, beyond chance')
    expect(show(valueOf('incidents.series'), 'line').find('details table').findAll('tbody tr')).toHaveLength(7)
  })
  it('what another run changed is marked where it stands', () => {
    const before = valueOf('incidents.byCategory') as Extract<FigureValue, { kind: 'rows' }>
    const after = { ...before, rows: before.rows.map((row) => (row['id'] === 2 ? { ...row, now: 870 } : row)) }
    const { paths } = compareFigures({ run: 1, figures: [figureOf('incidents.byCategory', before)] }, { run: 2, figures: [figureOf('incidents.byCategory', after)] }).changed[0]!
    const marked = show(after, 'table', { paths }).findAll('.changed')
    expect(marked.map((cell) => plain(cell.text()))).toEqual(['870, other than in the run before'])
    expect(show(after, 'bars', { paths }).findAll('tr.changed')).toHaveLength(1)
    expect(show(valueOf('incidents.hours'), 'matrix', { paths: ['/values/30'] }).findAll('.cell.changed')).toHaveLength(1)
  })
  it('a row opens what it is about, rows left out are told', async () => {
    const wrapper = show(valueOf('incidents.byZone'), 'table', { most: 5, opens: true })
    expect(wrapper.findAll('tbody tr')).toHaveLength(5)
    expect(wrapper.text()).toContain('Show all 24 rows')
    await wrapper.findAll('tbody button')[1]!.trigger('click')
    expect(wrapper.emitted('open')).toEqual([[101]])
    await wrapper.find('.text-button').trigger('click')
    expect(wrapper.findAll('tbody tr')).toHaveLength(24)
    expect(show(valueOf('incidents.byZone'), 'table', { most: 5, twin: false }).text()).toContain('19 more rows')
  })
  it('a figure of another shape than the page expects is told as a table', () => expect(show(valueOf('queue'), 'line').find('.chart-table').exists()).toBe(true))
})
