import type { Briefing, BriefingFigure, BriefingSummary } from '../../geodata/model/briefing.ts'

const counted = (value: number) => ({ value })
const figure = (key: string, value: BriefingFigure['value']): BriefingFigure => ({
  key, value, query: { name: key, params: { areaId: 1 } }, snapshot: { at: '2026-11-23T07:00:00Z', version: 3, rows: 500 }, method: { id: 'counts', version: 1, text: { zh: '计数', en: 'Counts' } }, seed: null, madeAt: '2026-11-23T07:00:00Z',
})
export const comparison = (now: number): BriefingFigure['value'] => ({ kind: 'comparison', unit: 'count', last: { now: counted(now), before: counted(350), change: now / 350 - 1, low: null, high: null, p: 0.2, mark: null }, year: null })
export const table = (first: number): BriefingFigure['value'] => ({
  kind: 'rows', columns: [{ key: 'name', name: { zh: '类别', en: 'Category' }, unit: 'text' }, { key: 'now', name: { zh: '本期', en: 'This period' }, unit: 'count' }],
  rows: [{ id: 12, nameZh: '噪声', nameEn: 'Noise', now: first }, { id: 13, nameZh: '占道', nameEn: 'Obstruction', now: 7 }],
})

export const summary: BriefingSummary = {
  id: '0193f000-0000-7000-8000-00000000b001', areaId: 1, title: '周报', template: 'weekly', from: '2026-11-15T16:00:00Z', to: '2026-11-22T16:00:00Z', state: 'draft', audience: 'area', run: 1,
  filedAt: null, createdBy: 'demo-command', createdAt: '2026-11-23T07:00:00Z', changedAt: '2026-11-23T07:00:00Z', version: 1, unread: false,
}
export const briefing: Briefing = {
  ...summary, question: { areaId: 1, template: 'weekly', from: '2026-11-16', to: '2026-11-23', categoryIds: null, hotspotId: null, seed: 7, asOf: null }, suppressed: false, outside: false, texts: [],
  figures: [figure('incidents', comparison(385)), figure('incidents.byCategory', table(40))],
  pages: [{ key: 'summary', title: { id: 'title.summary', values: {} }, notes: [], blocks: [{ kind: 'text', key: 'summary.text', sentences: [{ id: 'data.running', values: {} }] }, { kind: 'figure', key: 'figure.incidents.tiles', figure: 'incidents', as: 'tiles' }] }],
}
