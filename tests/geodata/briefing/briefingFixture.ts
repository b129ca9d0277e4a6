import { figureKeys, type FigureKey } from '../../../geodata/briefing/figureKeys.ts'
import type { BriefingSource } from '../../../geodata/briefing/source.ts'
import type { BriefingFigure, BriefingTemplate, Compared, FigureValue } from '../../../geodata/model/briefing.ts'
import { poissonRatioInterval, poissonRatioTest } from '../../../geodata/analysis/poissonRatio.ts'

export const compared = (now: number, before: number, isMarked = false): Compared => {
  const [a, b] = [{ count: now, time: 7 }, { count: before, time: 7 }]
  const interval = poissonRatioInterval(a, b)
  const p = poissonRatioTest(a, b)
  return { now: { value: now }, before: { value: before }, change: before ? now / before - 1 : null, low: interval ? interval.low - 1 : null, high: interval && Number.isFinite(interval.high) ? interval.high - 1 : null, p, mark: isMarked || p < 0.01 ? (now > before ? 'more' : 'fewer') : null }
}
export const share = (now: number, before: number, p: number | null): Compared => ({ now: { value: now }, before: { value: before }, change: null, low: null, high: null, p, mark: null })
type Row = Extract<FigureValue, { kind: 'rows' }>['rows'][number]
const line = (id: number, nameZh: string, nameEn: string, now: number, before: number, year: number, more: Row = {}): Row => {
  const [last, onYear] = [compared(now, before), compared(now, year)]
  return { id, nameZh, nameEn, now, before, change: last.change, low: last.low, high: last.high, p: last.p, mark: last.mark, year, yearChange: onYear.change, yearP: onYear.p, yearMark: onYear.mark, ...more }
}
const dose = (id: string, name: string, needMinutes: number, plannedMinutes: number, likelyMinutes: number): Row => ({ id, nameZh: name, nameEn: name, needMinutes, plannedMinutes, lowMinutes: likelyMinutes - 20, likelyMinutes, highMinutes: likelyMinutes + 35, visits: 12, openMinutes: Math.max(0, needMinutes - likelyMinutes - 35) })

const rows: Partial<Record<FigureKey, Row[]>> = {
  'incidents.byCategory': [line(1, '盗窃', 'Theft', 1_120, 1_204, 1_090), line(2, '殴打', 'Battery', 861, 850, 902), line(3, '机动车盗窃', 'Motor vehicle theft', 402, 310, 260), line(4, '纵火', 'Arson', 9, 7, 8), line(5, '噪声', 'Noise', 88, 140, 80), line(9, '信访', 'Petition', 12, 9, 11, { voice: true, p: null, mark: null, yearP: null, yearMark: null })],
  'incidents.byArea': [line(21, '中心区', 'Central', 640, 655, 610), line(22, '西区', 'West', 1_010, 930, 990)],
  'incidents.byZone': Array.from({ length: 24 }, (_, i) => line(100 + i, `第${i + 1}网格`, `Zone ${i + 1}`, 60 + ((i * 37) % 90), 70 + ((i * 17) % 60), 66, { code: `9999010010010${String(i + 1).padStart(2, '0')}` })),
  queue: [{ id: 'dispatched', nameZh: '已派遣', nameEn: 'Dispatched', count: 120, overdue: 14 }, { id: 'handling', nameZh: '处置中', nameEn: 'Handling', count: 86, overdue: 3 }],
  'hotspots.found': [{ id: 'a', nameZh: '第7网格', nameEn: 'Zone 7', now: 46, before: 21, p: 0.00002, q: 0.004, trend: 'growing', lng: -87.63, lat: 41.88 }, { id: 'b', nameZh: '第12网格', nameEn: 'Zone 12', now: 31, before: 0, p: 0.001, q: 0.03, trend: 'new', lng: -87.65, lat: 41.89 }],
  'hotspots.kept': [{ id: '0192f0c1-0000-7000-8000-000000000001', nameZh: '北站广场', nameEn: 'North station', found: 80, since: 41, foundWeekly: 20, sinceWeekly: 10.3, change: -0.49, low: -0.65, high: -0.25, p: 0.0004, trend: 'shrinking', lng: -87.64, lat: 41.87 }, { id: '0192f0c1-0000-7000-8000-000000000002', nameZh: '夜市', nameEn: 'Night market', found: 40, since: 36, foundWeekly: 10, sinceWeekly: 9, change: -0.1, low: -0.4, high: 0.4, p: 0.7, trend: 'steady' }],
  'patrol.dose': [dose('0192f0c1-0000-7000-8000-000000000001', '北站广场', 1_050, 900, 615), dose('0192f0c1-0000-7000-8000-000000000002', '夜市', 420, 420, 400)],
  cameras: [{ id: 'online', nameZh: '在线', nameEn: 'Online', count: 231 }, { id: 'offline', nameZh: '离线', nameEn: 'Offline', count: 9 }, { id: 'fault', nameZh: '故障', nameEn: 'Fault', count: 3 }],
  'cameras.down': [{ id: 31, nameZh: '北门 3 号', nameEn: 'North gate 3', state: 'offline', since: '2018-03-01T10:20:00Z' }, { id: 32, nameZh: '南门 1 号', nameEn: 'South gate 1', state: 'fault', since: '2018-03-09T10:20:00Z' }],
  'cameras.cover': [{ id: null, nameZh: '全辖区', nameEn: 'Whole area', share: 0.584, sharedShare: 0.31 }, { id: 100, nameZh: '第1网格', nameEn: 'Zone 1', share: 0.72, sharedShare: 0.4 }],
  'done.results': [{ id: 'resolved', nameZh: '已解决', nameEn: 'Resolved', ...strip(compared(310, 290)) }, { id: 'unresolved', nameZh: '未解决', nameEn: 'Unresolved', ...strip(compared(12, 15)) }],
}
function strip(value: Compared): Row { return { now: value.now.value, before: value.before.value, change: value.change, p: value.p, mark: value.mark } }

const values: Partial<Record<FigureKey, FigureValue>> = {
  incidents: { kind: 'comparison', unit: 'count', last: compared(3_412, 3_380), year: compared(3_412, 3_655) },
  'incidents.series': { kind: 'series', unit: 'count', step: 'day', names: [{ zh: '本期', en: 'This period' }, { zh: '上期', en: 'Period before' }, { zh: '去年同期', en: 'A year before' }], from: '2018-03-05T06:00:00Z', values: [[480, 470, 455, 490, 540, 520, 457], [470, 480, 466, 480, 515, 500, 469], [520, 510, 530, 525, 560, 500, 510]] },
  'incidents.hours': { kind: 'matrix', unit: 'count', values: Array.from({ length: 168 }, (_, i) => Math.round(20 + 12 * Math.sin(((i % 24) - 10) / 3.8) + (i >= 120 ? 4 : 0))) },
  'indicator.on_time': { kind: 'comparison', unit: 'share', last: share(0.921, 0.904, 0.21), year: null },
  'indicator.completion': { kind: 'comparison', unit: 'share', last: share(0.986, 0.981, 0.4), year: null },
  'time.toClose': { kind: 'comparison', unit: 'minutes', last: share(4_580, 4_100, 0.3), year: null },
  'patrol.presence': { kind: 'comparison', unit: 'minutes', last: share(8_400, 7_900, null), year: null },
  'cameras.outages': { kind: 'comparison', unit: 'count', last: compared(14, 11), year: null },
  'cameras.working': { kind: 'comparison', unit: 'share', last: share(0.9712, 0.9803, null), year: null },
  'done.orders': { kind: 'comparison', unit: 'count', last: compared(402, 377), year: null },
  hotspot: { kind: 'comparison', unit: 'count', last: compared(14, 26), year: null },
}

export function figureOf(key: FigureKey, value: FigureValue, seed: number | null = null): BriefingFigure {
  return { key, query: { name: key, params: {} }, snapshot: { at: '2018-03-12T13:00:00Z', version: 900, rows: 3_412 }, method: { id: 'count', version: 1, text: { zh: '期内收到的事件，合并的只计一次', en: 'Incidents received in the period, merged ones counted once' } }, seed, value, madeAt: '2018-03-12T13:00:01Z' }
}

/** A week of a city, with every figure that a run may hold. */
export function sampleSource(template: BriefingTemplate = 'weekly', suppressed = false): BriefingSource {
  const listed = (Object.keys(figureKeys) as FigureKey[]).flatMap((key) => {
    const shape = figureKeys[key]
    const value = shape.kind === 'rows' ? (rows[key] ? { kind: 'rows' as const, columns: [...shape.columns], rows: rows[key] } : undefined) : values[key]
    return value ? [figureOf(key, value, key === 'hotspots.found' ? 4_711 : null)] : []
  })
  return {
    question: { areaId: 1, template, from: '2018-03-05', to: '2018-03-12', categoryIds: null, hotspotId: template === 'hotspot' ? '0192f0c1-0000-7000-8000-000000000001' : null, seed: 4_711, asOf: null },
    figures: listed, area: { nameZh: '芝加哥', nameEn: 'Chicago', bounds: [-87.94, 41.64, -87.52, 42.02] }, timeZone: 'America/Chicago', suppressed, rounded: suppressed,
  }
}
