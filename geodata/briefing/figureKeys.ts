import type { FigureValue } from '../model/briefing.ts'

type Text = { zh: string; en: string }
export type FigureColumn = Extract<FigureValue, { kind: 'rows' }>['columns'][number]
/** `of`: what a row is about; its `id` is that of the noun, so that it can be opened. */
export type FigureShape =
  | { kind: 'comparison'; unit: 'count' | 'share' | 'minutes' }
  | { kind: 'series' }
  | { kind: 'matrix' }
  | { kind: 'rows'; of: 'category' | 'area' | 'zone' | 'hotspot' | 'camera' | 'state' | 'place' | 'result'; columns: FigureColumn[] }

const column = (key: string, zh: string, en: string, unit: FigureColumn['unit']): FigureColumn => ({ key, name: { zh, en }, unit })
const name = (zh: string, en: string) => column('name', zh, en, 'text')
/** Rows that are compared also hold `low`, `high` (of the change, 95%), `yearLow`, `yearHigh` and the marks `mark` and `yearMark`: more, fewer or null, at a false discovery rate of 5% over all rows. */
const compared = [
  column('now', '本期', 'This period', 'count'), column('before', '上期', 'Period before', 'count'), column('change', '环比', 'Change', 'change'), column('p', 'p 值', 'p', 'p'),
  column('year', '去年同期', 'A year before', 'count'), column('yearChange', '同比', 'Change on the year', 'change'), column('yearP', '同比 p 值', 'p, on the year', 'p'),
]
const comparison = (unit: 'count' | 'share' | 'minutes') => ({ kind: 'comparison', unit }) as const
const rows = (of: Extract<FigureShape, { kind: 'rows' }>['of'], columns: FigureColumn[]) => ({ kind: 'rows', of, columns }) as const

/**
 * All figures that a run may hold, by key; a run leaves out what its question or its data do not give (no hotspot, no cameras, no patrols).
 * A row has `id` and the columns; a column `name` of unit text stands as `nameZh` and `nameEn`. A count that a reader is not shown is null and its row `hidden`.
 */
export const figureKeys = {
  /** All that was received, merged matters counted once. */
  incidents: comparison('count'),
  /** By hour (daily) or day: this period, the period before and, where it is known, the year before; each from its own beginning. */
  'incidents.series': { kind: 'series' },
  /** 168 hours from Monday 00:00; only matters whose hour is known. */
  'incidents.hours': { kind: 'matrix' },
  /** Somebody's voice is listed (`voice`), never tested or marked. */
  'incidents.byCategory': rows('category', [name('类别', 'Category'), ...compared]),
  /** The areas directly below; without somebody's voice, as are zones. */
  'incidents.byArea': rows('area', [name('辖区', 'Area'), ...compared]),
  'incidents.byZone': rows('zone', [name('网格', 'Zone'), column('code', '编码', 'Code', 'text'), ...compared]),
  /** What is open at the moment of the run, by state. */
  queue: rows('state', [name('状态', 'State'), column('count', '件数', 'Matters', 'count'), column('overdue', '超期', 'Overdue', 'count')]),
  /** Shares of matters received in the period, as they stood at the moment of the run; the period before as it stood after the same time. */
  'indicator.resolution': comparison('share'),
  'indicator.completion': comparison('share'),
  'indicator.on_time': comparison('share'),
  'indicator.satisfaction': comparison('share'),
  /** The median from report to closing, of matters that were closed in the period. */
  'time.toClose': comparison('minutes'),
  /** Ground that is hot now (Gi*), the most first: `lng`, `lat`, `trend` (new, growing, steady, shrinking), `q`. */
  'hotspots.found': rows('place', [name('所在网格', 'Zone'), column('now', '本期', 'This period', 'count'), column('before', '对比期', 'Compared', 'count'), column('p', 'p 值', 'p', 'p'), column('q', 'q 值', 'q', 'p'), column('trend', '变化', 'Trend', 'text')]),
  /** Hotspots that are watched, what they held before they were found and since: rates a week, exact test; `low` and `high` of the change, `trend`, `lng`, `lat`, `assigned`. */
  'hotspots.kept': rows('hotspot', [
    name('热点', 'Hotspot'), column('found', '发现期', 'When found', 'count'), column('since', '此后', 'Since', 'count'), column('foundWeekly', '发现期每周', 'A week, when found', 'count'), column('sinceWeekly', '此后每周', 'A week, since', 'count'),
    column('change', '变化', 'Change', 'change'), column('p', 'p 值', 'p', 'p'), column('trend', '判断', 'Trend', 'text'),
  ]),
  /** The hotspot that the briefing is about, its ground in the period. */
  hotspot: comparison('count'),
  'hotspot.series': { kind: 'series' },
  /** Minutes needed, planned and delivered (as an interval) at the hotspots. */
  'patrol.dose': rows('hotspot', [
    name('热点', 'Hotspot'), column('needMinutes', '需要', 'Needed', 'minutes'), column('plannedMinutes', '计划', 'Planned', 'minutes'), column('lowMinutes', '到位(至少)', 'Delivered, at least', 'minutes'), column('likelyMinutes', '到位(约)', 'Delivered, about', 'minutes'),
    column('highMinutes', '到位(至多)', 'Delivered, at most', 'minutes'), column('visits', '到访', 'Visits', 'count'), column('openMinutes', '缺口(至少)', 'Missing, at least', 'minutes'),
  ]),
  /** Presence of all patrols in the area. */
  'patrol.presence': comparison('minutes'),
  cameras: rows('state', [name('状态', 'State'), column('count', '台数', 'Cameras', 'count')]),
  /** Outages that began in the period. */
  'cameras.outages': comparison('count'),
  /** Share of the time in which cameras worked, of what is known. */
  'cameras.working': comparison('share'),
  'cameras.down': rows('camera', [name('摄像头', 'Camera'), column('state', '状态', 'State', 'text'), column('since', '自', 'Since', 'time')]),
  /** Share of public and of shared ground that working cameras always watch; the first row is the whole area (`id` null). */
  'cameras.cover': rows('zone', [name('网格', 'Zone'), column('share', '公共地面', 'Public ground', 'share'), column('sharedShare', '小区内', 'Shared ground', 'share')]),
  /** Work orders that were finished in the period. */
  'done.orders': comparison('count'),
  /** Matters that were closed in the period, by result. */
  'done.results': rows('result', [name('结果', 'Result'), ...compared.slice(0, 4)]),
} as const satisfies Record<string, FigureShape>
export type FigureKey = keyof typeof figureKeys

/** Words of states and results where rows are about them. */
export const figureNames: Record<string, Text> = {
  reported: { zh: '已上报', en: 'Reported' }, registered: { zh: '已立案', en: 'Registered' }, dispatched: { zh: '已派遣', en: 'Dispatched' }, accepted: { zh: '已接单', en: 'Accepted' }, handling: { zh: '处置中', en: 'Handling' },
  fed_back: { zh: '已反馈', en: 'Fed back' }, verified: { zh: '已核查', en: 'Verified' }, suspended: { zh: '挂起', en: 'Suspended' },
  online: { zh: '在线', en: 'Online' }, offline: { zh: '离线', en: 'Offline' }, fault: { zh: '故障', en: 'Fault' }, planned: { zh: '规划中', en: 'Planned' }, unknown: { zh: '状态未知', en: 'Unknown' },
  resolved: { zh: '已解决', en: 'Resolved' }, unresolved: { zh: '未解决', en: 'Unresolved' }, not_accepted: { zh: '不予受理', en: 'Not accepted' }, none: { zh: '未注明', en: 'Not said' },
}
