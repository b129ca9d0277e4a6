import { AnalysisQuestion } from '../../model/analysis.ts'
import type { View } from '../../model/view.ts'
import { againstLast, type BriefingSource, comparisonOf, hasFigure, isUnrecorded, recordsFrom, rowsOf, seriesOf, withPeriod } from '../source.ts'
import { figure, map, page, type PageOf, sentence, text } from './blocks.ts'
import { courseSentences } from './courseWords.ts'
import { foundSentences } from './hotspotWords.ts'

/** The question that found them: the map asks it again. Without it, where incidents lie. */
function analysisOf({ figures, question: { seed, areaId, categoryIds } }: BriefingSource): Partial<View> {
  const params = figures.find(({ key }) => key === 'hotspots.found')?.query.params ?? {}
  const isCompared = Boolean((params['evidence'] as { compared?: unknown } | undefined)?.compared)
  const asked = AnalysisQuestion.safeParse({ method: 'gi_star', parameters: { seed }, from: params['from'], to: params['to'], categoryIds, areaId, backtest: false, compareWith: isCompared ? params['before'] : 'nothing' })
  return asked.success ? { layers: ['zones', 'analysis', 'hotspots'], analysis: asked.data } : { layers: ['zones', 'incidentHeat', 'hotspots'] }
}

export const hotspotsPage: PageOf = (source) => {
  if (!hasFigure(source, 'hotspots.found') && !hasFigure(source, 'hotspots.kept')) return null
  const blocks = text('hotspots.text', foundSentences(source))
  // Inside of the area the map is asked as its reader, who is shown no small counts there either.
  return source.rounded ? page('hotspots', [...blocks, ...figure(source, 'hotspots.found', 'table')], ['hotspots']) : page('hotspots', [...blocks, map(source, 'hotspots', analysisOf(source), 'hotspots.found')], ['hotspots'])
}
export const hotspotsTablePage: PageOf = (source) => (source.rounded || !rowsOf(source, 'hotspots.found').length ? null : page('hotspotsTable', figure(source, 'hotspots.found', 'table'), ['hotspots']))

/** The hotspot that the briefing is about. */
export const hotspotPage: PageOf = (source) => {
  const total = comparisonOf(source, 'hotspot')
  if (!total) return null
  const row = rowsOf(source, 'hotspots.kept').find(({ id }) => id === source.question.hotspotId)
  const named = source.figures.find(({ key }) => key === 'hotspot')?.query.params['name']
  const name = { nameZh: String(row?.['nameZh'] ?? named ?? ''), nameEn: String(row?.['nameEn'] ?? named ?? '') }
  const series = seriesOf(source, 'hotspot.series')
  const at = row && typeof row['lng'] === 'number' && typeof row['lat'] === 'number' ? { camera: { lng: row['lng'], lat: row['lat'], zoom: 15, bearing: 0, pitch: 0 } } : {}
  const selection = source.question.hotspotId ? { selection: { noun: 'hotspot' as const, id: source.question.hotspotId } } : {}
  return page('hotspot', [
    ...text('hotspot.text', [isUnrecorded(total) ? sentence('incidents.noData', withPeriod(source, { recordsFrom: recordsFrom(source) })) : sentence('hotspot.total', { ...againstLast(source, total.last), ...name }), ...(total.year ? [sentence('incidents.year', againstLast(source, total.year))] : [])]),
    ...figure(source, 'hotspot', 'tiles'), ...figure(source, 'hotspot.series', 'line'), ...(series ? text('hotspot.peak', courseSentences(source, series)) : []),
    ...(source.rounded ? [] : [map(source, 'hotspot', { layers: ['zones', 'hotspots', 'incidents'], ...at, ...selection }, 'hotspot')]),
  ], ['hotspots', 'effect'], { title: sentence('title.hotspot', name) })
}
