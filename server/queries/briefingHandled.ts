import type { IncidentState } from '../../geodata/model/incident.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { BriefingScope } from './briefingCounts.ts'
import type { Fragment } from './fields.ts'
import type { Span } from './incident.ts'
import { setConditions, source, within } from './indicatorSets.ts'
import { incidentsAt, momentOf } from './past.ts'

export type HandledCounts = { received: number; completed: number; accepted: number; resolved: number; reached: number; satisfied: number; due: number; inTime: number }

/** Matters of a span by how far they have come at a moment; the sets of the indicators (`setConditions`). */
export const handledOf = async (sql: Sql, actor: string, scope: BriefingScope, span: Span): Promise<HandledCounts> => {
  const [row] = await asActor(sql, actor, (tx) => {
    const sets = setConditions(tx, scope.at)
    return tx<HandledCounts[]>`select count(*)::integer as received, count(*) filter (where ${sets.completed})::integer as completed, count(*) filter (where ${sets.accepted})::integer as accepted, count(*) filter (where ${sets.resolved})::integer as resolved,
      count(*) filter (where ${sets.reached})::integer as reached, count(*) filter (where ${sets.satisfied})::integer as satisfied, count(*) filter (where ${sets.due})::integer as due, count(*) filter (where ${sets.in_time})::integer as in_time
      from ${source(tx, { ...scope, ...span }, span, true)}`
  })
  return row as HandledCounts
}

/** Matters `i` of the area and the categories, as they stood. */
const matters = (tx: Transaction, { at, categoryIds, areaId }: BriefingScope): Fragment => tx`
  ${incidentsAt(tx, at)} i where i.state <> 'merged' ${categoryIds ? tx`and i.category_id = any(${categoryIds}::integer[])` : tx``} ${within(tx, tx`i.area_id`, areaId)}`
const ended = (tx: Transaction) => tx`i.state in ('closed', 'called_back', 'archived')`
/** Those that were closed in a span. */
const closedIn = (tx: Transaction, { from, to }: Span) => tx`${ended(tx)} and i.closed_at >= ${from}::timestamptz and i.closed_at < ${to}::timestamptz`

export const queueOf = async (sql: Sql, actor: string, scope: BriefingScope): Promise<{ state: IncidentState; count: number; overdue: number }[]> => [...(await asActor(sql, actor, (tx) => tx<{ state: IncidentState; count: number; overdue: number }[]>`
  select i.state, count(*)::integer as count, count(*) filter (where i.due_at < ${momentOf(tx, scope.at)})::integer as overdue from ${matters(tx, scope)} and not ${ended(tx)} group by 1`))]

/** The median from report to closing in minutes, and of how many. */
export const toCloseOf = async (sql: Sql, actor: string, scope: BriefingScope, span: Span): Promise<{ median: number | null; count: number }> => {
  const [row] = await asActor(sql, actor, (tx) => tx<{ median: number | null; count: number }[]>`
    select (percentile_cont(0.5) within group (order by extract(epoch from i.closed_at - i.reported_at)) / 60)::float8 as median, count(*)::integer as count from ${matters(tx, scope)} and ${closedIn(tx, span)} and i.closed_at >= i.reported_at`)
  return row as { median: number | null; count: number }
}

export const resultsOf = async (sql: Sql, actor: string, scope: BriefingScope, span: Span): Promise<Map<string, number>> =>
  new Map((await asActor(sql, actor, (tx) => tx<{ result: string; count: number }[]>`select coalesce(i.result, 'none') as result, count(*)::integer as count from ${matters(tx, scope)} and ${closedIn(tx, span)} group by 1`)).map(({ result, count }) => [result, count]))

/** Work orders that were finished in a span. */
export const ordersDone = async (sql: Sql, actor: string, { at, areaId, categoryIds }: BriefingScope, { from, to }: Span): Promise<number> => {
  const [row] = await asActor(sql, actor, (tx) => tx<{ count: number }[]>`select count(*)::integer as count from work_order o join incident i on i.id = o.incident_id
    where o.state = 'done' and o.changed_at >= ${from}::timestamptz and o.changed_at < least(${to}::timestamptz, ${momentOf(tx, at)}) ${categoryIds ? tx`and i.category_id = any(${categoryIds}::integer[])` : tx``} ${within(tx, tx`o.area_id`, areaId)}`)
  return row?.count ?? 0
}

/** Whether anything was closed by hand: rows of files come closed, without a time. */
export const closesKnown = async (sql: Sql, actor: string, scope: BriefingScope): Promise<boolean> =>
  (await asActor(sql, actor, (tx) => tx`select 1 as one from ${matters(tx, { ...scope, at: undefined })} and i.closed_at is not null limit 1`)).length > 0
