import { comparisonOf, matrixOf, rowsOf, seriesOf, type BriefingSource } from '../source.ts'
import type { FigureKey } from '../figureKeys.ts'
import { figure, map, page, type PageOf, text } from './blocks.ts'
import { courseSentences, hourSentences } from './courseWords.ts'
import { groupSentences } from './groupWords.ts'
import { totalSentences } from './summary.ts'

const kinds = { category: { kindZh: '类别', kindEn: 'category' }, area: { kindZh: '辖区', kindEn: 'area' }, zone: { kindZh: '网格', kindEn: 'zone' } } as const
const grouped = (source: BriefingSource, key: FigureKey, kind: keyof typeof kinds, isRanked: boolean) => groupSentences(source, rowsOf(source, key), kinds[kind], isRanked)

export const coursePage: PageOf = (source) => {
  const series = seriesOf(source, 'incidents.series')
  return page('course', [...(comparisonOf(source, 'incidents') ? text('course.text', totalSentences(source)) : []), ...figure(source, 'incidents.series', 'line'), ...(series ? text('course.peak', courseSentences(source, series)) : [])], ['chance', 'season'])
}
export const hoursPage: PageOf = (source) => {
  const matrix = matrixOf(source, 'incidents.hours')
  return page('hours', [...figure(source, 'incidents.hours', 'matrix'), ...(matrix ? text('hours.text', hourSentences(matrix)) : [])], ['hours'])
}
export const categoriesPage: PageOf = (source) => page('categories', [...text('categories.text', grouped(source, 'incidents.byCategory', 'category', true)), ...figure(source, 'incidents.byCategory', 'bars'), ...figure(source, 'incidents.byCategory', 'table')], ['groups', 'season'])
export const areasPage: PageOf = (source) => page('areas', [...text('areas.text', grouped(source, 'incidents.byArea', 'area', false)), ...figure(source, 'incidents.byArea', 'bars'), ...figure(source, 'incidents.byArea', 'table')], ['groups', 'zones'])
export const zonesPage: PageOf = (source) => page('zones', [...text('zones.text', grouped(source, 'incidents.byZone', 'zone', false)), ...figure(source, 'incidents.byZone', 'table')], ['zones', 'groups'])
export const densityPage: PageOf = (source) => (source.rounded || !comparisonOf(source, 'incidents')?.last.now.value ? null : page('density', [map(source, 'density', { layers: ['zones', 'incidentHeat'] }, 'incidents')], ['season']))
export const zonesMapPage: PageOf = (source) => {
  // Colours of zones would tell counts that are not shown.
  if (!rowsOf(source, 'incidents.byZone').length || source.suppressed) return null
  return page('zonesMap', [map(source, 'zones', { layers: ['zones'], zoneFigure: 'incidentsPerSquareKilometer' }, 'incidents.byZone')], ['zones'])
}
