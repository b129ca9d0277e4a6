import type { AnalysisAnswer, AnalysisFound, AnalysisUnit } from '../../geodata/model/analysisAnswer.ts'
import { AnalysisQuestion, type MethodId } from '../../geodata/model/analysis.ts'

export const question = (method: MethodId = 'gi_star', more: Partial<AnalysisQuestion> = {}): AnalysisQuestion => ({ ...AnalysisQuestion.parse({ method, from: '2018-06-24T05:00:00Z', to: '2018-07-01T05:00:00Z' }), ...more })

const square = (west: number, south: number, side = 0.001) => ({ type: 'Polygon' as const, coordinates: [[[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]] as [number, number][][] })
export const unit = (index: number, finding: string, figures: Record<string, number | string | null>, geometry: AnalysisUnit['geometry'] = square(118.6 + index * 0.001, 31.4)): AnalysisUnit => ({ type: 'Feature', id: index, geometry, properties: { index, finding, ...figures } })

export function found(units: AnalysisUnit[], more: Partial<AnalysisFound> = {}): AnalysisFound {
  const totals: Record<string, number> = {}
  for (const { properties } of units) totals[properties.finding] = (totals[properties.finding] ?? 0) + 1
  return {
    method: 'gi_star', version: 1, unitKind: 'cells', cellMeters: 200, unitCount: units.length, findings: ['none', 'hot', 'cold'], totals, summary: {}, table: null, notes: [], legend: null,
    columns: Object.keys(units[0]?.properties ?? {}).filter((key) => key !== 'index' && key !== 'finding'), units: { type: 'FeatureCollection', features: units },
    evidence: { method: 'gi_star', source: 'Ord and Getis 1995', parameters: { alpha: 0.05, cellMeters: 200 }, seed: 1, window: { from: '2018-06-24T05:00:00.000Z', to: '2018-07-01T05:00:00.000Z' }, rowsUsed: 4_000, rowsLeftOut: { outside: 7 }, studyArea: 'cells that held an incident' },
    ...more,
  }
}

/** Two hot cells that touch, a cold one, one that is chance. */
export const giStar = () => found([unit(0, 'hot', { count: 40, z: 6.4, p: 0.0001, q: 0.001 }), unit(1, 'hot', { count: 22, z: 3.4, p: 0.0007, q: 0.009 }), unit(2, 'cold', { count: 1, z: -3.1, p: 0.002, q: 0.02 }), unit(3, 'none', { count: 9, z: 0.3, p: 0.7, q: 0.8 })])

const row = (method: string, shareAsked: number, hitRate: number) => ({ method, shareAsked, share: shareAsked, cells: 12, hits: 44, hitRate, pai: hitRate / shareAsked, pei: 0.6 })
export const backtest = (verdict: 'better' | 'same' | 'worse' = 'better'): NonNullable<AnalysisAnswer['backtest']> => ({
  rows: [row('gi_star', 0.01, 0.05), row('plain_counts', 0.01, 0.04), row('random', 0.01, 0.01), row('gi_star', 0.03, 0.11), row('plain_counts', 0.03, 0.1), row('random', 0.03, 0.03)],
  trainedUntil: '2018-06-03T05:00:00.000Z', testedUntil: '2018-07-01T05:00:00.000Z', earlierRows: 3_000, laterRows: 1_000, laterRowsOutside: 3, unitKind: 'cells', units: 400,
  comparisons: [{ shareAsked: 0.01, methodOnly: 4, countsOnly: 2, p: 0.6, verdict: 'same' }, { shareAsked: 0.03, methodOnly: 30, countsOnly: 5, p: 0.001, verdict }], verdict,
})

export const answer = (more: Partial<AnalysisAnswer> = {}): AnalysisAnswer => ({
  question: question(), rows: 4_007, rowsLeftOut: { voiceCategory: 12 }, provenance: { public: 4_007, patrol: 0, camera: 0, sensor: 0 }, result: giStar(), backtest: backtest(),
  previous: {
    window: { from: '2018-05-27T05:00:00Z', to: '2018-06-24T05:00:00Z' }, days: { now: 7, before: 28 }, rows: 15_000, totals: { new: 0, growing: 1, steady: 0, shrinking: 0, gone: 0 },
    areas: [{ units: [0, 1], center: [118.601, 31.4005], now: 62, before: 80, p: 0.0004, q: 0.0008, trend: 'growing' }], gone: { type: 'FeatureCollection', features: [] },
  },
  smallHidden: false, ...more,
})
