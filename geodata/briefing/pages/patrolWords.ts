import type { Sentence } from '../../model/briefing.ts'
import { againstLast, type BriefingSource, comparisonOf, numberOf, rowsOf, sumOf, textOf } from '../source.ts'
import { sentence } from './blocks.ts'
import { rowName } from './groupWords.ts'

/** Whether hotspots got what they need. */
export function doseSentences(source: BriefingSource): Sentence[] {
  const rows = rowsOf(source, 'patrol.dose')
  if (!rows.length) return []
  const need = sumOf(rows, 'needMinutes')
  const short = rows.filter((row) => (numberOf(row, 'openMinutes') ?? 0) >= 1).toSorted((a, b) => (numberOf(b, 'openMinutes') ?? 0) - (numberOf(a, 'openMinutes') ?? 0))
  return [
    sentence('patrol.dose', { count: rows.length, need, planned: sumOf(rows, 'plannedMinutes'), low: sumOf(rows, 'lowMinutes'), likely: sumOf(rows, 'likelyMinutes'), high: sumOf(rows, 'highMinutes'), share: need > 0 ? sumOf(rows, 'likelyMinutes') / need : null }),
    short[0] ? sentence('patrol.missing', { count: short.length, nameZh: rowName(short[0], 'zh'), nameEn: rowName(short[0], 'en'), open: numberOf(short[0], 'openMinutes') }) : sentence('patrol.enough'),
    sentence('patrol.caution'),
  ]
}

export function presenceSentences(source: BriefingSource): Sentence[] {
  const presence = comparisonOf(source, 'patrol.presence')
  return presence ? [sentence('patrol.presence', againstLast(source, presence.last))] : []
}

export function cameraSentences(source: BriefingSource): Sentence[] {
  const rows = rowsOf(source, 'cameras')
  const of = (state: string) => numberOf(rows.find(({ id }) => id === state) ?? {}, 'count') ?? 0
  const all = of('online') + of('offline') + of('fault')
  const [outages, working] = [comparisonOf(source, 'cameras.outages'), comparisonOf(source, 'cameras.working')]
  const down = rowsOf(source, 'cameras.down')
  const longest = down.reduce<(typeof down)[number] | null>((old, row) => (textOf(row, 'since') !== '' && (old === null || Date.parse(textOf(row, 'since')) < Date.parse(textOf(old, 'since'))) ? row : old), null)
  return [
    ...(all > 0 ? [sentence('cameras.state', { all, online: of('online'), offline: of('offline'), fault: of('fault'), share: of('online') / all })] : []),
    ...(working && working.last.now.value !== null ? [sentence('cameras.working', againstLast(source, working.last))] : []),
    ...(outages ? [sentence('cameras.outages', againstLast(source, outages.last))] : []),
    ...(longest ? [sentence('cameras.down', { count: down.length, nameZh: rowName(longest, 'zh'), nameEn: rowName(longest, 'en'), since: textOf(longest, 'since') })] : []),
  ]
}
