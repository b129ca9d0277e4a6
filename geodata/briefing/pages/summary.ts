import type { BriefingBlock, Sentence } from '../../model/briefing.ts'
import { againstLast, type BriefingSource, comparisonOf, isUnrecorded, recordsFrom, rowsOf, withPeriod } from '../source.ts'
import { figure, page, type PageOf, sentence, text } from './blocks.ts'
import { keptSentences } from './doneWords.ts'
import { groupSentences } from './groupWords.ts'
import { foundSentences } from './hotspotWords.ts'
import { cameraSentences, doseSentences } from './patrolWords.ts'
import { queueSentences } from './serviceWords.ts'
import { dataSentences } from './method.ts'

const category = { kindZh: '类别', kindEn: 'category' }

/** How much, against the last period and the last year. */
export function totalSentences(source: BriefingSource): Sentence[] {
  const total = comparisonOf(source, 'incidents')
  if (!total) return []
  if (isUnrecorded(total)) return [sentence('incidents.noData', withPeriod(source, { recordsFrom: recordsFrom(source) }))]
  if (total.last.now.value === 0) return [sentence('incidents.none', withPeriod(source))]
  return [sentence('incidents.total', againstLast(source, total.last)), total.year ? sentence('incidents.year', againstLast(source, total.year)) : sentence('incidents.noYear')]
}

const first = (sentences: readonly Sentence[], ids: readonly string[]) => sentences.filter(({ id }) => ids.includes(id))
/** The conclusion of every page in a sentence or two. */
function keySentences(source: BriefingSource): Sentence[] {
  const onTime = comparisonOf(source, 'indicator.on_time')
  return [
    ...totalSentences(source),
    ...first(groupSentences(source, rowsOf(source, 'incidents.byCategory'), category, false), ['groups.more', 'groups.fewer', 'groups.steady']),
    ...first(foundSentences(source), ['hotspots.found', 'hotspots.none', 'hotspots.first']),
    ...first(queueSentences(source), ['queue.open']),
    ...(onTime ? [sentence('indicator.on_time', againstLast(source, onTime.last))] : []),
    ...first(doseSentences(source), ['patrol.dose']),
    ...first(cameraSentences(source), ['cameras.state']),
    ...first(keptSentences(source), ['done.kept']),
  ]
}

export const summaryPage: PageOf = (source) => {
  const { area: { nameZh, nameEn }, question: { from, to, template } } = source
  const tiles: BriefingBlock[] = (['incidents', 'indicator.on_time', 'indicator.completion', 'time.toClose'] as const).flatMap((key) => figure(source, key, 'tiles'))
  return page('summary', [...tiles, ...text('summary.text', keySentences(source)), ...text('summary.data', dataSentences(source))], ['open', 'chance'], { title: sentence('title.briefing', { nameZh, nameEn, from, to, template }), standsAlone: true })
}
