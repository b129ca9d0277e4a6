import { indicatorOf, type IndicatorId } from '../../geodata/model/indicator.ts'
import type { IncidentState } from '../../geodata/model/incident.ts'
import type { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { BriefingScope } from './briefingCounts.ts'
import { anchorOf, type Fragment } from './fields.ts'
import { matters } from './hotspotCounts.ts'
import type { Span } from './incident.ts'
import { during, setConditions, within } from './indicatorSets.ts'

/** Which matters a figure counted. */
export type Behind =
  | { kind: 'received'; span: Span; categoryId?: number; belowAreaId?: number; zoneId?: number; hour?: number; day?: number; hourFrom?: string; quiet?: boolean; timeZone: string }
  | { kind: 'share'; span: Span; indicator: IndicatorId; part: 'numerator' | 'denominator' }
  | { kind: 'open'; state?: string; overdue: boolean }
  | { kind: 'closed'; span: Span; result?: string }
  | { kind: 'orders'; span: Span }
  | { kind: 'ground'; span: Span; hotspotId: string; bbox: Bbox; question: AnalysisQuestion; timeZone: string }
/** A matter as it was counted, and whether it is another by now. */
export type CountedMatter = { id: string; number: string; title: string; categoryZh: string; categoryEn: string; areaId: number; zoneId: number | null; occurredAt: string; state: IncidentState; stateNow: IncidentState | null; changed: boolean; lng: number; lat: number }
type Page = { offset: number; limit: number }
export type MattersBehind = { rows: CountedMatter[]; total: number; /** Counted ones that are others by now, and those that came since. */ changedSince: number }

const ended = (tx: Transaction) => tx`i.state in ('closed', 'called_back', 'archived')`
const inSpan = (tx: Transaction, column: Fragment, { from, to }: Span) => tx`${column} >= ${from}::timestamptz and ${column} < ${to}::timestamptz`

function received(tx: Transaction, behind: Extract<Behind, { kind: 'received' }>): Fragment {
  const { span, categoryId, belowAreaId, zoneId, hour, day, hourFrom, quiet, timeZone } = behind
  const local = tx`(i.occurred_at at time zone ${timeZone})`
  return tx`${during(tx, span)} ${categoryId === undefined ? tx`` : tx`and i.category_id = ${categoryId}`} ${within(tx, tx`i.area_id`, belowAreaId)} ${zoneId === undefined ? tx`` : tx`and i.zone_id = ${zoneId}`} ${quiet ? tx`and not c.voice` : tx``}
    ${hour === undefined ? tx`` : tx`and i.occurred_precision in ('minute', 'hour') and ((extract(isodow from ${local})::integer - 1) * 24 + extract(hour from ${local})::integer) = ${hour}`}
    ${day === undefined ? tx`` : tx`and ${local}::date = (${span.from}::timestamptz at time zone ${timeZone})::date + ${day}::integer`}
    ${hourFrom === undefined ? tx`` : tx`and i.occurred_at >= ${hourFrom}::timestamptz and i.occurred_at < ${hourFrom}::timestamptz + interval '1 hour'`}`
}

/** The words that counted them, of a matter `i` with its category `c` and its clock of closing `d`, as they stood at the moment of the figure. */
function condition(tx: Transaction, behind: Behind, at: string): Fragment {
  if (behind.kind === 'received') return received(tx, behind)
  if (behind.kind === 'open') return tx`not ${ended(tx)} ${behind.state === undefined ? tx`` : tx`and i.state = ${behind.state}`} ${behind.overdue ? tx`and i.due_at < ${at}::timestamptz` : tx``}`
  if (behind.kind === 'closed') return tx`${ended(tx)} and ${inSpan(tx, tx`i.closed_at`, behind.span)} ${behind.result === undefined ? tx`` : tx`and coalesce(i.result, 'none') = ${behind.result}`}`
  if (behind.kind === 'orders') return tx`exists (select from work_order o where o.incident_id = i.id and o.state = 'done' and ${inSpan(tx, tx`o.changed_at`, behind.span)})`
  if (behind.kind === 'ground') return tx`i.id in (select m.id from (${matters(tx, { hotspotId: behind.hotspotId, bbox: behind.bbox }, behind.question, behind.timeZone, at)}) m where ${inSpan(tx, tx`m.occurred_at`, behind.span)})`
  const { sets } = indicatorOf(behind.indicator)
  return tx`${during(tx, behind.span)} and ${setConditions(tx, at)[sets ? sets[behind.part] : 'received']}`
}

/** Matters that came since the figure was counted and would be in it now; only where they are counted by when they happened. */
async function cameSince(tx: Transaction, behind: Behind, { categoryIds, areaId }: BriefingScope, at: string): Promise<number> {
  if (behind.kind !== 'received') return 0
  const [row] = await tx<{ count: number }[]>`select count(*)::integer as count from incident i join category c on c.id = i.category_id
    where i.state <> 'merged' and i.reported_at > ${at}::timestamptz and ${received(tx, behind)} ${categoryIds ? tx`and i.category_id = any(${categoryIds}::integer[])` : tx``} ${within(tx, tx`i.area_id`, areaId)}`
  return row?.count ?? 0
}

/** The matters behind a figure as this reader sees them, as they stood when it was counted, newest first. */
export const mattersBehind = (sql: Sql, actor: string, scope: BriefingScope & { at: string }, behind: Behind, { offset, limit }: Page): Promise<MattersBehind> =>
  asActor(sql, actor, async (tx) => {
    const { at, categoryIds, areaId } = scope
    const rows = await tx<(CountedMatter & { total: number; changedCount: number })[]>`
      with counted as materialized (
        select i.id, i.number, i.title, i.category_id, i.area_id, i.zone_id, i.occurred_at, i.state, i.severity, ${anchorOf(tx)} from incident_at(${at}::timestamptz) i join category c on c.id = i.category_id
        left join lateral (select k.due_at, k.done_at from deadline k where k.incident_id = i.id and k.step = 'close' and k.started_at <= ${at}::timestamptz order by k.started_at desc, k.id desc limit 1) d on ${behind.kind === 'share'}
        where i.state <> 'merged' ${categoryIds ? tx`and i.category_id = any(${categoryIds}::integer[])` : tx``} ${within(tx, tx`i.area_id`, areaId)} and ${condition(tx, behind, at)}
      ), judged as (
        select k.*, n.state as state_now, n.id is null or (n.state, n.category_id, n.severity, n.zone_id, n.area_id) is distinct from (k.state, k.category_id, k.severity, k.zone_id, k.area_id) as changed from counted k left join incident n on n.id = k.id
      )
      select j.id, j.number, j.title, c.name_zh as category_zh, c.name_en as category_en, j.area_id, j.zone_id, j.occurred_at, j.state, j.state_now, j.changed, j.lng, j.lat,
        count(*) over ()::integer as total, count(*) filter (where j.changed) over ()::integer as changed_count
      from judged j join category c on c.id = j.category_id order by j.occurred_at desc, j.id offset ${offset} limit ${limit}`
    const [first] = rows
    return { rows: rows.map(({ total: _total, changedCount: _changed, ...row }) => row), total: first?.total ?? 0, changedSince: (first?.changedCount ?? 0) + (await cameSince(tx, behind, scope, at)) }
  })
