import type PptxGenJS from 'pptxgenjs'
import type { BriefingLocale } from '../../../../geodata/briefing/briefingFormat.ts'
import { chartWord } from '../../../../geodata/briefing/chartWords.ts'
import { cellText, stepName } from '../../../../geodata/briefing/figureTable.ts'
import type { FigureValue } from '../../../../geodata/model/briefing.ts'
import { type Box, fontFace, ink } from './slideLook.ts'

type Rows = Extract<FigureValue, { kind: 'rows' }>
type Series = Extract<FigureValue, { kind: 'series' }>
export type ChartData = { name: string; labels: string[]; values: (number | null)[] }[]
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null)
const mostBars = 12

/** Rows as bars; somebody's voice is no part of a ranking, and what is not shown has no bar. */
export function barData(value: Rows, locale: BriefingLocale, timeZone: string): { data: ChartData; unit: Rows['columns'][number]['unit'] } {
  const measured = value.columns.find(({ key }) => key === 'now') ?? value.columns.find(({ unit }) => unit === 'count' || unit === 'share' || unit === 'minutes')
  const [named] = value.columns
  if (!measured || !named) return { data: [], unit: 'count' }
  const rows = value.rows.filter((row) => row['voice'] !== true && number(row[measured.key]) !== null).slice(0, mostBars)
  const labels = rows.map((row) => cellText(row, named, locale, timeZone))
  const series = (key: string, name: string) => ({ name, labels, values: rows.map((row) => number(row[key])) })
  const has = (key: string) => key !== measured.key && value.columns.some((column) => column.key === key)
  return { unit: measured.unit, data: [series(measured.key, measured.name[locale]), ...(has('before') ? [series('before', chartWord('before', locale))] : []), ...(has('overdue') ? [series('overdue', chartWord('overdue', locale))] : [])] }
}

export function lineData(value: Series, locale: BriefingLocale, timeZone: string): ChartData {
  const steps = Math.max(0, ...value.values.map((values) => values.length))
  const labels = Array.from({ length: steps }, (_, i) => stepName(value, i, locale, timeZone, true))
  return value.values.map((values, i) => ({ name: value.names[i]?.[locale] ?? '', labels, values: labels.map((_, step) => values[step] ?? null) }))
}

const colors = [ink.first, ink.second, ink.third]
const common = (title: string, box: Box): PptxGenJS.IChartOpts => ({
  ...box, altText: title, showTitle: true, title, titleFontFace: fontFace, titleFontSize: 13, titleColor: ink.text, titleBold: true,
  catAxisLabelFontFace: fontFace, valAxisLabelFontFace: fontFace, catAxisLabelColor: ink.text, valAxisLabelColor: ink.quiet, catAxisLabelFontSize: 11, valAxisLabelFontSize: 11, valAxisMinVal: 0, valAxisLineShow: false, valGridLine: { color: ink.line, size: 0.5 }, catGridLine: { style: 'none' },
  legendPos: 'b', legendFontFace: fontFace, legendFontSize: 11, legendColor: ink.text,
})
/** How the numbers are written by whoever opens the chart. */
const formats = { count: '#,##0', share: '0.0%', minutes: '#,##0', meters: '#,##0', change: '0.0%', p: '0.000', text: 'General', time: 'General' } as const

export function addBars(on: PptxGenJS.Slide, title: string, value: Rows, locale: BriefingLocale, timeZone: string, box: Box): void {
  const { data, unit } = barData(value, locale, timeZone)
  if (!data[0]?.labels.length) return
  on.addChart('bar', data as PptxGenJS.OptsChartData[], {
    // As many colours as series: with more, one series would be coloured bar by bar.
    ...common(title, box), chartColors: colors.slice(0, data.length), barDir: 'bar', barGapWidthPct: 40, barOverlapPct: 0, catAxisOrientation: 'maxMin' as 'minMax', valAxisHidden: true, valGridLine: { style: 'none' }, showLegend: data.length > 1,
    showValue: true, dataLabelFormatCode: formats[unit], dataLabelFontFace: fontFace, dataLabelFontSize: 10, dataLabelColor: ink.text, dataLabelPosition: 'outEnd',
  })
}

/** Of a line by its place: the period that is told is whole, those that it is compared with are broken, each with a mark of its own, so that grey paper and weak eyes keep them apart. */
const strokes = [{ lineDash: 'solid', lineDataSymbol: 'circle' }, { lineDash: 'dash', lineDataSymbol: 'square' }, { lineDash: 'sysDot', lineDataSymbol: 'triangle' }] as const

export function addLine(on: PptxGenJS.Slide, title: string, value: Series, locale: BriefingLocale, timeZone: string, box: Box): void {
  const data = lineData(value, locale, timeZone)
  const [first] = data
  if (!first?.labels.length) return
  // A chart of one line each over the same axes: within one the library has one stroke for all. Marks take the colour at the place of their line among all, strokes the first.
  const lines = data.map((line, i) => {
    const { lineDash, lineDataSymbol } = strokes[i % strokes.length] as (typeof strokes)[number]
    return { type: 'line' as const, data: [line], options: { chartColors: data.map(() => colors[i % colors.length] as string), lineDash, lineDataSymbol } }
  })
  on.addChart(lines as unknown as PptxGenJS.IChartMulti[], {
    ...common(title, box), lineSize: 2.25, lineDataSymbolSize: 6, displayBlanksAs: 'gap', showLegend: data.length > 1, valAxisLabelFormatCode: formats.count,
    catAxisLabelFrequency: String(Math.max(1, Math.ceil(first.labels.length / 16))),
  } as never)
}
