import type { Sentence } from '../../model/briefing.ts'
import { daysBetween, localDay } from '../dayText.ts'
import { type BriefingSource, comparisonOf, isUnrecorded, recordsFrom } from '../source.ts'
import { page, type PageOf, sentence, text } from './blocks.ts'

/** Of which data the figures are, and what they cannot tell. */
export function dataSentences(source: BriefingSource): Sentence[] {
  const { figures, question, timeZone, suppressed } = source
  const incidents = figures.find(({ key }) => key === 'incidents') ?? figures[0]
  if (!incidents) return []
  const [begins, total] = [recordsFrom(source), comparisonOf(source, 'incidents')]
  const isWithout = total !== null && isUnrecorded(total)
  const isRunning = daysBetween(localDay(incidents.snapshot.at, timeZone), question.to) > 0
  return [
    sentence('data.moment', { at: incidents.snapshot.at, rows: incidents.key === 'incidents' && !suppressed && !isWithout ? incidents.snapshot.rows : null }),
    ...(begins && !isWithout ? [sentence('data.begins', { recordsFrom: begins })] : []),
    ...(isRunning ? [sentence('data.running')] : []),
    ...(question.categoryIds ? [sentence('data.chosen', { count: question.categoryIds.length })] : []),
    ...(suppressed ? [sentence('data.hidden', { rough: source.rounded })] : []),
  ]
}

/** Chinese is printed with its own marks. */
const marks: Record<string, string> = { ',': '，', ';': '；', ':': '：', '(': '（', ')': '）' }
const fullWidth = (said: string) => said.replace(/[,;:()](?!\d)/g, (mark) => marks[mark] ?? mark)

/** Each way of counting once, however many figures it made. */
function methodSentences({ figures }: BriefingSource): Sentence[] {
  const seen = new Map(figures.map(({ method, seed }) => [`${method.id} ${method.version}`, { method, seed }]))
  return [...seen.values()].map(({ method, seed }) => sentence('method.figure', { nameZh: fullWidth(method.text.zh.replace(/[。.]$/, '')), nameEn: method.text.en.replace(/\.$/, ''), id: method.id, version: method.version, seed }))
}

export const methodPage: PageOf = (source) => page('method', [...text('method.data', [...dataSentences(source), sentence('data.reported'), sentence('method.places')]), ...text('method.chance', [sentence('method.chance')]), ...text('method.figures', methodSentences(source))], ['method'], { standsAlone: true })
