import type { Sentence } from '../../model/briefing.ts'
import { againstLast, type BriefingSource, comparisonOf, numberOf, rowsOf, sumOf, textOf } from '../source.ts'
import { sentence } from './blocks.ts'

export const indicatorKeys = ['indicator.completion', 'indicator.on_time', 'indicator.resolution', 'indicator.satisfaction'] as const

export function rateSentences(source: BriefingSource): Sentence[] {
  const rates = indicatorKeys.flatMap((key) => { const value = comparisonOf(source, key); return value ? [sentence(key, againstLast(source, value.last))] : [] })
  const time = comparisonOf(source, 'time.toClose')
  return [...rates, ...(time ? [sentence('time.toClose', againstLast(source, time.last))] : []), ...(rates.length ? [sentence('indicator.young')] : [])]
}

/** What waits now, and where it waits too long. */
export function queueSentences(source: BriefingSource): Sentence[] {
  const rows = rowsOf(source, 'queue')
  if (!rows.length) return []
  const isHidden = rows.some((row) => row['hidden'] === true)
  const [open, overdue] = [sumOf(rows, 'count'), sumOf(rows, 'overdue')]
  const worst = rows.reduce<(typeof rows)[number] | null>((most, row) => ((numberOf(row, 'overdue') ?? 0) > (most ? (numberOf(most, 'overdue') ?? 0) : 0) ? row : most), null)
  if (isHidden) return [sentence('groups.hidden', { count: rows.filter((row) => row['hidden'] === true).length })]
  return [
    sentence('queue.open', { open, overdue, share: open ? overdue / open : null }),
    ...(worst ? [sentence('queue.worst', { nameZh: textOf(worst, 'nameZh'), nameEn: textOf(worst, 'nameEn'), overdue: numberOf(worst, 'overdue') })] : []),
  ]
}
