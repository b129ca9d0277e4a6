import type { Sentence } from '../../model/briefing.ts'
import { againstLast, type BriefingSource, comparisonOf, isUnrecorded, rowsOf, sumOf, textOf, withPeriod } from '../source.ts'
import { sentence } from './blocks.ts'
import { listed, withChange, withCount } from './groupWords.ts'

/** What was finished and closed. */
export function workSentences(source: BriefingSource): Sentence[] {
  const orders = comparisonOf(source, 'done.orders')
  const results = rowsOf(source, 'done.results')
  const closed = sumOf(results, 'now')
  const isHidden = results.some((row) => row['hidden'] === true)
  const total = comparisonOf(source, 'incidents')
  if (total && isUnrecorded(total)) return []
  if (!closed && !isHidden && !orders?.last.now.value && !orders?.last.now.hidden) return [sentence('done.nothing', withPeriod(source))]
  return [
    ...(orders ? [sentence('done.orders', againstLast(source, orders.last))] : []),
    ...(closed && !isHidden ? [sentence('done.results', withPeriod(source, { closed, ...listed(results.filter((row) => row['now'] !== 0), withCount('now')) }))] : []),
    ...(isHidden ? [sentence('groups.hidden', { count: results.filter((row) => row['hidden'] === true).length })] : []),
  ]
}

/** What became of the hotspots that are watched. A fall is no proof: they were chosen because their counts were high. */
export function keptSentences(source: BriefingSource): Sentence[] {
  const rows = rowsOf(source, 'hotspots.kept')
  if (!rows.length) return []
  const of = (...trends: string[]) => rows.filter((row) => trends.includes(textOf(row, 'trend')))
  const [fewer, more] = [of('shrinking', 'gone'), of('growing', 'new')]
  const weekly = (list: typeof rows) => listed(list, withChange('sinceWeekly', 'foundWeekly', 'change'))
  return [
    sentence('done.kept', { count: rows.length, fewer: fewer.length, more: more.length }),
    ...(fewer.length ? [sentence('done.fell', weekly(fewer))] : []), ...(more.length ? [sentence('done.rose', weekly(more))] : []),
    sentence('done.caution'),
  ]
}
