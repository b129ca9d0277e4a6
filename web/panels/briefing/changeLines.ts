import { type ColumnUnit, type BriefingLocale, valueText } from '../../../geodata/briefing/briefingFormat.ts'
import { pointsText } from '../../../geodata/briefing/figureTable.ts'
import { rowIdentities } from '../../../geodata/briefing/rowIdentities.ts'
import type { BriefingRerun, Compared, FigureValue } from '../../../geodata/model/briefing.ts'

type Changed = BriefingRerun['changed'][number]
type Line = { what: string; before: string; after: string }
type Of<Kind extends FigureValue['kind']> = Extract<FigureValue, { kind: Kind }>

const words = {
  zh: { now: '本期', before: '上期', change: '环比', year: '去年同期', yearChange: '同比', sum: '合计', points: '有变化的时段数', row: '整行', method: '方法版本' },
  en: { now: 'This period', before: 'Period before', change: 'Change', year: 'A year before', yearChange: 'Change on the year', sum: 'Sum', points: 'Intervals that changed', row: 'Whole row', method: 'Version of the method' },
} as const
const absent = '—'
const unescaped = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~')

function comparisonLines(before: Of<'comparison'>, after: Of<'comparison'>, locale: BriefingLocale): Line[] {
  const say = words[locale]
  const line = (what: string, pick: (value: Of<'comparison'>) => number | null | undefined, unit: ColumnUnit): Line => ({ what, before: valueText(pick(before), unit, locale, 'UTC'), after: valueText(pick(after), unit, locale, 'UTC') })
  /** Of shares in points. */
  const changeLine = (what: string, pick: (value: Of<'comparison'>) => number | null): Line => (after.unit === 'share' ? { what, before: pointsText(pick(before), locale), after: pointsText(pick(after), locale) } : line(what, pick, 'change'))
  const last = (pick: (compared: Compared) => number | null) => (value: Of<'comparison'>) => pick(value.last)
  const year = (pick: (compared: Compared) => number | null) => (value: Of<'comparison'>) => (value.year ? pick(value.year) : null)
  return [
    line(say.now, last(({ now }) => now.value), after.unit), line(say.before, last((one) => one.before.value), after.unit), changeLine(say.change, last(({ change }) => change)),
    line(say.year, year((one) => one.before.value), after.unit), changeLine(say.yearChange, year(({ change }) => change)),
  ].filter((one) => one.before !== one.after)
}

/** Sums and how many intervals differ: a list of hours tells nobody anything. */
function intervalLines(before: readonly (number | null)[], after: readonly (number | null)[], what: string, locale: BriefingLocale): Line[] {
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0)
  const differ = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i).filter((i) => (before[i] ?? null) !== (after[i] ?? null)).length
  if (differ === 0) return []
  const lead = what ? `${what} · ` : ''
  return [{ what: `${lead}${words[locale].sum}`, before: valueText(sum(before), 'count', locale, 'UTC'), after: valueText(sum(after), 'count', locale, 'UTC') }, { what: `${lead}${words[locale].points}`, before: '', after: valueText(differ, 'count', locale, 'UTC') }]
}

function rowLines(before: Of<'rows'>, after: Of<'rows'>, paths: readonly string[], locale: BriefingLocale): Line[] {
  const indexed = (value: Of<'rows'>) => { const names = rowIdentities(value); return new Map(value.rows.map((row, i) => [names[i]!, row])) }
  const [olds, news] = [indexed(before), indexed(after)]
  const cells = paths.flatMap((path) => { const [, kind, id, column] = path.split('/'); return kind === 'rows' && id !== undefined ? [{ id: unescaped(id), column: column === undefined ? null : unescaped(column) }] : [] })
  const nameOf = (id: string) => {
    const row = news.get(id) ?? olds.get(id) ?? {}
    const first = after.columns[0]?.key ?? ''
    return String(row[first] ?? (locale === 'zh' ? row[`${first}Zh`] || row[`${first}En`] : row[`${first}En`] || row[`${first}Zh`]) ?? id)
  }
  const whole = [...new Set(cells.map(({ id }) => id))].filter((id) => !olds.has(id) || !news.has(id))
  const shown = cells.filter(({ id, column }) => column !== null && !whole.includes(id))
  return [
    ...whole.map((id) => ({ what: `${nameOf(id)} · ${words[locale].row}`, before: olds.has(id) ? '✓' : absent, after: news.has(id) ? '✓' : absent })),
    ...after.columns.flatMap(({ key, name, unit }) => shown.filter(({ column }) => column === key).map(({ id }) => ({ what: `${nameOf(id)} · ${name[locale]}`, before: valueText(olds.get(id)?.[key], unit, locale, 'UTC'), after: valueText(news.get(id)?.[key], unit, locale, 'UTC') }))).filter((line) => line.before !== line.after),
  ]
}

/** What changed in a figure between two counts, as lines that a person reads; changes too small to be seen in what is shown are left out. */
export function changeLines({ before, after, paths }: Changed, locale: BriefingLocale): Line[] {
  const lines = before.kind === 'comparison' && after.kind === 'comparison' ? comparisonLines(before, after, locale)
    : before.kind === 'matrix' && after.kind === 'matrix' ? intervalLines(before.values, after.values, '', locale)
    : before.kind === 'series' && after.kind === 'series' ? after.names.flatMap((name, i) => intervalLines(before.values[i] ?? [], after.values[i] ?? [], name[locale], locale))
    : before.kind === 'rows' && after.kind === 'rows' ? rowLines(before, after, paths, locale) : []
  return paths.includes('/method') ? [{ what: words[locale].method, before: '', after: '✓' }, ...lines] : lines
}
