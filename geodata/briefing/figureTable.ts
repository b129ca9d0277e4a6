import type { FigureValue } from '../model/briefing.ts'
import { type BriefingLocale, changeText, countText, dateFormat, momentText, notShown, noValue, shareText, valueText } from './briefingFormat.ts'
import { chartWord } from './chartWords.ts'
import { rowPath } from './compareFigures.ts'
import { dayText, hourText, localDay, shortDayText, weekdayText } from './dayText.ts'
import { figureNames } from './figureKeys.ts'
import { rowIdentities } from './rowIdentities.ts'
import { stepStart } from './stepStart.ts'

type Text = { zh: string; en: string }
/** A cell says where in the value it comes from, as `compareFigures` names it. `isNumber`: it stands under others by its digits. `mark`: changed beyond chance. */
export type TableCell = { text: string; path: string; isNumber: boolean; mark: 'more' | 'fewer' | null }
/** A figure as a table: the twin of any chart, and what goes to files. `id`: of what the row is about. */
export type FigureTable = { head: string[]; rows: { id: string | number | null; identity: string; cells: TableCell[] }[] }

const trendNames: Record<string, Text> = {
  new: { zh: '新出现', en: 'new' }, growing: { zh: '增强', en: 'growing' }, steady: { zh: '未见变化', en: 'no change seen' }, shrinking: { zh: '减弱', en: 'shrinking' }, gone: { zh: '消失', en: 'gone' },
}
const numeric = new Set(['count', 'share', 'minutes', 'meters', 'change', 'p'])
type Rows = Extract<FigureValue, { kind: 'rows' }>

/** One cell of a table in words; names come in both languages, codes of states and trends have words. */
export function cellText(row: Rows['rows'][number], { key, unit }: Rows['columns'][number], locale: BriefingLocale, timeZone: string): string {
  const value = row[key]
  // A chance of 1 beside a change that is not shown is the coarse one.
  if (unit === 'p' && value === 1 && row['change'] === null) return '≥ 0.05'
  if (unit !== 'text') return row['hidden'] === true && (value === null || value === undefined) && unit === 'count' ? notShown[locale] : valueText(value, unit, locale, timeZone)
  const [first, second] = locale === 'zh' ? ['Zh', 'En'] : ['En', 'Zh']
  const named = row[key + first] || row[key + second] || value
  if (named === null || named === undefined || named === '') return noValue
  return (key === 'trend' ? trendNames[String(named)] : key === 'state' ? figureNames[String(named)] : undefined)?.[locale] ?? String(named)
}

/** Where nothing is on record a year before, columns of dashes would only take room. */
export const toldColumns = ({ columns, rows }: Rows): Rows['columns'] => columns.filter(({ key }) => !key.startsWith('year') || rows.some((row) => row[key] !== null && row[key] !== undefined))

function ofRows(value: Rows, locale: BriefingLocale, timeZone: string): FigureTable {
  const [identities, columns] = [rowIdentities(value), toldColumns(value)]
  const markOf = (row: Rows['rows'][number], key: string) => { const mark = key === 'change' ? row['mark'] : key === 'yearChange' ? row['yearMark'] : null; return mark === 'more' || mark === 'fewer' ? mark : null }
  return {
    head: columns.map(({ name }) => name[locale]),
    rows: value.rows.map((row, i) => ({
      id: typeof row['id'] === 'boolean' ? null : (row['id'] ?? null), identity: identities[i] as string,
      cells: columns.map((column) => ({ text: cellText(row, column, locale, timeZone), path: rowPath(identities[i] as string, column.key), isNumber: numeric.has(column.unit), mark: markOf(row, column.key) })),
    })),
  }
}

const cell = (text: string, path: string, isNumber = true, mark: TableCell['mark'] = null): TableCell => ({ text, path, isNumber, mark })
function ofComparison({ unit, last, year }: Extract<FigureValue, { kind: 'comparison' }>, locale: BriefingLocale, timeZone: string): FigureTable {
  const changeOf = unit === 'share' ? pointsText : changeText
  const line = (name: 'before' | 'year', at: string, { now, before, change, low, high, p, mark }: typeof last) => {
    const counted = ({ value, hidden }: typeof now) => (hidden ? notShown[locale] : valueText(value, unit, locale, timeZone))
    return { id: null, identity: name, cells: [
      cell(chartWord(name, locale), at, false), cell(counted(now), `${at}/now/value`), cell(counted(before), `${at}/before/value`), cell(changeOf(change, locale), `${at}/change`, true, mark),
      cell(low === null ? noValue : `${changeOf(low, locale)} – ${high === null ? '∞' : changeOf(high, locale)}`, `${at}/low`), cell(valueText(p, 'p', locale, timeZone), `${at}/p`), cell(chartWord(p === null ? 'untested' : mark ? 'yes' : 'no', locale), `${at}/mark`, false),
    ] }
  }
  return { head: ['', ...(['now', 'against', 'change', 'interval', 'p', 'judged'] as const).map((key) => chartWord(key, locale))], rows: [line('before', '/last', last), ...(year ? [line('year', '/year', year)] : [])] }
}

/** A difference of shares in points of a percent. */
export function pointsText(value: number | null, locale: BriefingLocale): string {
  if (value === null) return noValue
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  return `${sign}${shareText(Math.abs(value), locale).replace('%', '')} ${locale === 'zh' ? '个百分点' : 'points'}`
}

/** What a step of a series is called under a chart and in a table. */
export function stepName(series: Extract<FigureValue, { kind: 'series' }>, index: number, locale: BriefingLocale, timeZone: string, isShort = false): string {
  const at = stepStart(series, index, timeZone)
  if (series.step === 'hour') return isShort ? dateFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at) : momentText(new Date(at).toISOString(), timeZone)
  const day = localDay(at, timeZone)
  if (series.step === 'month') return day.slice(0, 7)
  return isShort ? shortDayText(day, locale) : dayText(day, locale)
}

/** Every step and hour was counted: one without a number is not shown. */
const shownCount = (value: number | null | undefined, locale: BriefingLocale) => (value === null ? notShown[locale] : countText(value, locale))

function ofSeries(series: Extract<FigureValue, { kind: 'series' }>, locale: BriefingLocale, timeZone: string): FigureTable {
  const steps = Math.max(0, ...series.values.map((values) => values.length))
  return {
    head: [chartWord('time', locale), ...series.names.map((name) => name[locale])],
    rows: Array.from({ length: steps }, (_, i) => ({ id: null, identity: String(i), cells: [cell(stepName(series, i, locale, timeZone), '', false), ...series.values.map((values, line) => cell(shownCount(values[i], locale), `/values/${line}/${i}`))] })),
  }
}

const ofMatrix = ({ values }: Extract<FigureValue, { kind: 'matrix' }>, locale: BriefingLocale): FigureTable => ({
  head: [chartWord('weekday', locale), ...Array.from({ length: 24 }, (_, hour) => hourText(hour).slice(0, 5))],
  rows: [0, 1, 2, 3, 4, 5, 6].map((day) => ({ id: null, identity: String(day), cells: [cell(weekdayText(day, locale), '', false), ...Array.from({ length: 24 }, (_, hour) => cell(shownCount(values[day * 24 + hour], locale), `/values/${day * 24 + hour}`))] })),
})

export function figureTable(value: FigureValue, locale: BriefingLocale, timeZone: string): FigureTable {
  if (value.kind === 'rows') return ofRows(value, locale, timeZone)
  if (value.kind === 'comparison') return ofComparison(value, locale, timeZone)
  return value.kind === 'series' ? ofSeries(value, locale, timeZone) : ofMatrix(value, locale)
}
