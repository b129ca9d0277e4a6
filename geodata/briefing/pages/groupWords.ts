import type { Sentence } from '../../model/briefing.ts'
import { changeText, countText, notShown } from '../briefingFormat.ts'
import { type BriefingSource, numberOf, type Row, sumOf, textOf, withPeriod } from '../source.ts'
import { sentence } from './blocks.ts'

const most = 5
export type Kind = { kindZh: string; kindEn: string }
type Named = (row: Row, locale: 'zh' | 'en') => string

const nameOf = (row: Row, locale: 'zh' | 'en') => (locale === 'zh' ? textOf(row, 'nameZh') || textOf(row, 'nameEn') : textOf(row, 'nameEn') || textOf(row, 'nameZh')) || textOf(row, 'name') || textOf(row, 'code') || (locale === 'zh' ? '未落入网格' : 'in no zone')
const counted = (value: number | null, locale: 'zh' | 'en') => (value === null ? notShown[locale] : countText(value, locale))

/** `盗窃（34，原 12，+183%）、…` in both languages; the first few, and how many more. */
export function listed(rows: readonly Row[], named: Named): { listZh: string; listEn: string } {
  const first = rows.slice(0, most)
  const rest = rows.length - first.length
  const zh = first.map((row) => named(row, 'zh')).join('、') + (rest > 0 ? `等 ${rows.length} 项` : '')
  const en = first.map((row) => named(row, 'en')).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
  return { listZh: zh, listEn: en }
}

export const withCount = (key: string): Named => (row, locale) => (locale === 'zh' ? `${nameOf(row, 'zh')} ${counted(numberOf(row, key), 'zh')} 件` : `${nameOf(row, 'en')} ${counted(numberOf(row, key), 'en')}`)
/** Now, before and the change of one row. */
export const withChange = (now: string, before: string, change: string): Named => (row, locale) => {
  const [a, b, c] = [counted(numberOf(row, now), locale), counted(numberOf(row, before), locale), numberOf(row, change)]
  const percent = c === null ? '' : locale === 'zh' ? `，${changeText(c, 'zh')}` : `, ${changeText(c, 'en')}`
  return locale === 'zh' ? `${nameOf(row, 'zh')}（${b} → ${a} 件${percent}）` : `${nameOf(row, 'en')} (${b} → ${a}${percent})`
}

/** What can be said of the rows of a table that is compared: the largest, what changed beyond chance, what is not shown. Somebody's voice takes no part. */
export function groupSentences(source: BriefingSource, all: readonly Row[], kind: Kind, isRanked: boolean): Sentence[] {
  const rows = all.filter((row) => row['voice'] !== true)
  const total = sumOf(rows, 'now')
  const shown = rows.filter((row) => (numberOf(row, 'now') ?? 0) > 0)
  const largest = shown.toSorted((a, b) => (numberOf(b, 'now') ?? 0) - (numberOf(a, 'now') ?? 0)).slice(0, 3)
  const marked = (mark: string, key = 'mark') => rows.filter((row) => row[key] === mark)
  const hidden = all.filter((row) => row['hidden'] === true).length
  const onYear = rows.filter((row) => row['yearMark'] === 'more' || row['yearMark'] === 'fewer')
  const isTested = rows.some((row) => numberOf(row, 'p') !== null)
  const said = (id: string, of: readonly Row[]) => (of.length ? [sentence(id, withPeriod(source, { ...kind, ...listed(of, withChange('now', 'before', 'change')) }))] : [])
  return [
    ...(isRanked && shown.length > 3 && total >= 20 && hidden === 0 ? [sentence('groups.largest', { ...kind, ...listed(largest, withCount('now')), share: sumOf(largest, 'now') / total })] : []),
    ...said('groups.more', marked('more')), ...said('groups.fewer', marked('fewer')),
    ...(isTested && marked('more').length + marked('fewer').length === 0 ? [sentence('groups.steady', withPeriod(source, { ...kind }))] : []),
    ...(onYear.length ? [sentence('groups.year', { ...kind, ...listed(onYear, withChange('now', 'year', 'yearChange')) })] : []),
    ...(hidden ? [sentence('groups.hidden', { count: hidden })] : []),
    ...(all.length > rows.length ? [sentence('groups.voice')] : []),
  ]
}
export const rowName = nameOf
