import type { Sentence } from '../../model/briefing.ts'
import { type BriefingSource, hasFigure, numberOf, rowsOf, textOf } from '../source.ts'
import { sentence } from './blocks.ts'
import { rowName } from './groupWords.ts'

/** What was found to be hot, and what that rests on. */
export function foundSentences(source: BriefingSource): Sentence[] {
  if (!hasFigure(source, 'hotspots.found')) return []
  const rows = rowsOf(source, 'hotspots.found')
  const trend = (name: string) => rows.filter((row) => textOf(row, 'trend') === name).length
  const first = rows[0]
  if (!first) return [sentence('hotspots.none'), sentence('hotspots.method')]
  return [
    sentence('hotspots.found', { count: rows.length, fresh: trend('new'), growing: trend('growing'), shrinking: trend('shrinking') }),
    ...(numberOf(first, 'now') === null ? [] : [sentence('hotspots.first', { nameZh: rowName(first, 'zh'), nameEn: rowName(first, 'en'), now: numberOf(first, 'now'), before: numberOf(first, 'before'), p: numberOf(first, 'p'), q: numberOf(first, 'q'), trend: textOf(first, 'trend') })]),
    sentence('hotspots.method'),
  ]
}
