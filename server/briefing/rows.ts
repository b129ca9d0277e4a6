import { type FigureColumn, type FigureKey, figureKeys } from '../../geodata/briefing/figureKeys.ts'
import { suppressed } from '../../geodata/briefing/suppress.ts'
import { bbox } from '../../geodata/geometry/bbox.ts'
import type { BriefingFigure, FigureValue } from '../../geodata/model/briefing.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { IndicatorId } from '../../geodata/model/indicator.ts'
import type { Sql } from '../database.ts'
import { Problem } from '../problem.ts'
import type { StoredBriefing } from '../queries/briefing.ts'
import { type Behind, type CountedMatter, mattersBehind } from '../queries/briefingRows.ts'
import { storedHotspot } from '../queries/hotspot.ts'
import type { Span } from '../queries/incident.ts'

type Rows = Extract<FigureValue, { kind: 'rows' }>['rows']
/** `total`: of all, where not all are brought; `changedSince`: rows that are not any more as they were counted, null where that is not known; `hidden`: so few that this reader is not shown them. */
export type FigureRows = { figure: BriefingFigure; columns: FigureColumn[]; rows: Rows; total: number; changedSince: number | null; hidden: boolean }
export type RowsWanted = { row?: string | undefined; part: 'now' | 'before' | 'year' | 'numerator' | 'denominator' | 'overdue' | 'found' | 'since'; offset: number; limit: number }

const matterColumns: FigureColumn[] = [
  { key: 'number', name: { zh: '编号', en: 'Number' }, unit: 'text' }, { key: 'title', name: { zh: '标题', en: 'Title' }, unit: 'text' }, { key: 'name', name: { zh: '类别', en: 'Category' }, unit: 'text' },
  { key: 'occurredAt', name: { zh: '发生时间', en: 'Occurred' }, unit: 'time' }, { key: 'state', name: { zh: '统计时状态', en: 'State when counted' }, unit: 'text' }, { key: 'stateNow', name: { zh: '现状态', en: 'State now' }, unit: 'text' },
]
const matterRow = ({ categoryZh, categoryEn, ...matter }: CountedMatter) => ({ noun: 'incident', ...matter, nameZh: categoryZh, nameEn: categoryEn })

type Params = Span & { areaId: number; categoryIds: number[] | null; before: Span; year: Span; hotspotId?: string }
const paramsOf = ({ query }: BriefingFigure) => query.params as Params
const spanOf = (params: Params, part: RowsWanted['part']): Span => (part === 'before' || part === 'year' ? params[part] : { from: params.from, to: params.to })
const hourMs = 3_600_000

const numbered = (row: string | undefined, most: number): number | undefined => {
  if (row === undefined) return undefined
  const value = Number(row)
  if (!/^\d{1,10}$/.test(row) || value > most) throw new Problem(400, `row: expected a number from 0 to ${most}`, [{ field: 'row', expected: `a number from 0 to ${most}` }])
  return value
}

function receivedOf(figure: BriefingFigure, { row, part }: RowsWanted, timeZone: string): Behind {
  const params = paramsOf(figure)
  const base = { kind: 'received', span: spanOf(params, part), timeZone } as const
  const mostId = 2_147_483_647
  const at = numbered(row, figure.key === 'incidents.hours' ? 167 : figure.key === 'incidents.series' ? 10_000 : mostId)
  if (figure.key === 'incidents.byCategory') return { ...base, ...(at === undefined ? {} : { categoryId: at }) }
  if (figure.key === 'incidents.byArea') return { ...base, quiet: true, ...(at === undefined ? {} : { belowAreaId: at }) }
  if (figure.key === 'incidents.byZone') return { ...base, quiet: true, ...(at === undefined ? {} : { zoneId: at }) }
  if (at === undefined) return base
  if (figure.key === 'incidents.hours') return { ...base, hour: at }
  const isByHour = figure.value.kind === 'series' && figure.value.step === 'hour'
  return { ...base, ...(isByHour ? { hourFrom: new Date(Date.parse(base.span.from) + at * hourMs).toISOString() } : { day: at }) }
}

/** The ground of a hotspot in a period; undefined where the reader does not see the hotspot. */
async function groundOf(sql: Sql, actor: string, figure: BriefingFigure, { row, part }: RowsWanted, timeZone: string): Promise<Behind | undefined> {
  const params = paramsOf(figure)
  const id = figure.key === 'hotspots.kept' ? row : params.hotspotId
  const stored = id !== undefined && /^[0-9a-f-]{36}$/i.test(id) ? await storedHotspot(sql, actor, id) : undefined
  if (!stored) return undefined
  const { period, geometry } = stored.hotspot
  const span = figure.key === 'hotspots.kept' ? (part === 'found' ? period : { from: period.to, to: params.to }) : spanOf(params, part)
  return { kind: 'ground', span, hotspotId: stored.hotspot.id, bbox: (bbox(geometry) ?? [0, 0, 0, 0]) as unknown as Bbox, question: stored.question, timeZone }
}

/** Which matters a figure was counted from; undefined where it was counted from something else. */
async function behindOf(sql: Sql, actor: string, figure: BriefingFigure, wanted: RowsWanted, timeZone: string): Promise<Behind | undefined> {
  const key = figure.key as FigureKey
  const span = spanOf(paramsOf(figure), wanted.part)
  if (key === 'incidents' || key.startsWith('incidents.')) return receivedOf(figure, wanted, timeZone)
  if (key.startsWith('indicator.')) return { kind: 'share', span, indicator: IndicatorId.parse(key.slice('indicator.'.length)), part: wanted.part === 'numerator' ? 'numerator' : 'denominator' }
  if (key === 'queue') return { kind: 'open', ...(wanted.row === undefined ? {} : { state: wanted.row }), overdue: wanted.part === 'overdue' }
  if (key === 'time.toClose' || key === 'done.results') return { kind: 'closed', span, ...(wanted.row === undefined ? {} : { result: wanted.row }) }
  if (key === 'done.orders') return { kind: 'orders', span }
  if (key === 'hotspot' || key === 'hotspot.series' || (key === 'hotspots.kept' && wanted.row !== undefined)) return groundOf(sql, actor, figure, wanted, timeZone)
  return undefined
}

const nouns: Partial<Record<string, string>> = { hotspot: 'hotspot', camera: 'camera', zone: 'zone', area: 'area', category: 'category' }

/** The figure's own rows, where it was counted from no matters. */
function ownRows(figure: BriefingFigure, { offset, limit }: RowsWanted): FigureRows {
  const shape = figureKeys[figure.key as FigureKey]
  const noun = shape?.kind === 'rows' ? (nouns[shape.of] ?? null) : null
  const rows = figure.value.kind === 'rows' ? figure.value.rows : []
  return { figure, columns: figure.value.kind === 'rows' ? figure.value.columns : [], rows: rows.slice(offset, offset + limit).map((row) => ({ noun, ...row })), total: rows.length, changedSince: null, hidden: false }
}

/** The rows behind a figure as this reader may see them. @throws Problem where there is no such figure, or the reader is outside of the area */
export async function rowsOfFigure(sql: Sql, actor: string, { figures, sight, ground }: StoredBriefing, key: string, wanted: RowsWanted): Promise<FigureRows> {
  const counted = figures.find((each) => each.key === key)
  const figure = counted && suppressed(counted, sight)
  if (!counted || !figure) throw new Problem(404, 'The briefing has no such figure.', [{ field: 'key', expected: figures.map((each) => each.key).join(', ') || 'the key of a figure' }])
  if (sight === 'outside') throw new Problem(403, 'The rows behind a figure are shown inside of its area only.', [{ field: 'key', expected: 'a briefing of your areas' }])
  const behind = await behindOf(sql, actor, counted, wanted, ground.timeZone)
  if (!behind) return ownRows(figure, wanted)
  const { areaId, categoryIds } = paramsOf(counted)
  const found = await mattersBehind(sql, actor, { areaId, ...(categoryIds ? { categoryIds } : {}), at: counted.snapshot.at }, behind, wanted)
  const isHidden = sight === 'inside' && found.total >= 1 && found.total <= 4
  return { figure, columns: matterColumns, rows: isHidden ? [] : found.rows.map(matterRow), total: isHidden ? 0 : found.total, changedSince: isHidden ? null : found.changedSince, hidden: isHidden }
}
