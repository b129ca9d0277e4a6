import type { BoardAnswer, BoardFilter, BoardRow, BoardSort } from '../../geodata/model/board.ts'
import { IncidentState } from '../../geodata/model/incident.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { type Asker, type Fragment, anchorOf, callNameOf, incidentFields, shapeOf } from './fields.ts'
import { incidentsAt, momentOf } from './past.ts'

export type BoardQuery = Omit<BoardFilter, 'time'> & { from?: string | undefined; to?: string | undefined; at?: string | undefined; offset: number; limit: number }

/** Rows are counted no further: a person does not read more, and counting all costs seconds. */
export const mostCounted = 100_000

const openOrder = (tx: Asker) => tx`o.state in ('dispatched', 'accepted', 'handling', 'fed_back')`

/** Of more areas than this a list is longer to compare than the policy. */
const fewAreas = 32

/** Call name of who has the newest open lead order; of the past it is not known. */
export const handlerOf = (tx: Asker) => tx`coalesce((select coalesce(${callNameOf(tx)}, t.call_sign) from work_order o left join post p on p.id = o.post_id left join team t on t.id = o.team_id
  where o.incident_id = i.id and ${openOrder(tx)} order by o.kind = 'lead' desc, o.created_at desc, o.id limit 1), '') as handler`

/** `ilike` is many times dearer and needed only where the wanted text has letters of two cases. */
function holds(tx: Asker, q: string): Fragment {
  const wanted = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const like = q.toLowerCase() === q.toUpperCase() ? tx`like` : tx`ilike`
  return tx`and (i.title ${like} ${wanted} or i.number ${like} ${wanted} or i.address ${like} ${wanted})`
}

function where(tx: Asker, { from, to, states, categoryIds, minSeverity, channels, provenance, zoneId, overdue, mine, q, at }: BoardQuery, areas: number[] | undefined): Fragment {
  const parts = [
    from === undefined ? tx`` : tx`and i.occurred_at >= ${from}::timestamptz`, to === undefined ? tx`` : tx`and i.occurred_at < ${to}::timestamptz`,
    states ? tx`and i.state = any(${states}::text[])` : tx``, categoryIds ? tx`and i.category_id = any(${categoryIds}::smallint[])` : tx``,
    minSeverity === undefined || minSeverity <= 1 ? tx`` : tx`and i.severity >= ${minSeverity}::smallint`,
    channels ? tx`and i.channel = any(${channels}::text[])` : tx``, provenance ? tx`and i.provenance = any(${provenance}::text[])` : tx``,
    zoneId === undefined ? tx`` : tx`and i.zone_id = ${zoneId}::integer`, areas ? tx`and i.area_id = any(${areas}::integer[])` : tx``,
    overdue ? tx`and i.due_at < ${momentOf(tx, at)}` : tx``, mine ? tx`and i.id in (select actor_orders())` : tx``,
    q === undefined ? tx`` : holds(tx, q),
  ]
  return parts.reduce((all, part) => tx`${all} ${part}`, tx`true`)
}

/** Keys of the order and the table they need beside the incident. */
const sorts: Record<BoardSort, (tx: Asker) => { key: Fragment; join?: Fragment; maybeNull?: true }> = {
  occurredAt: (tx) => ({ key: tx`i.occurred_at` }),
  reportedAt: (tx) => ({ key: tx`i.reported_at` }),
  dueAt: (tx) => ({ key: tx`i.due_at`, maybeNull: true }),
  severity: (tx) => ({ key: tx`i.severity` }),
  state: (tx) => ({ key: tx`array_position(${IncidentState.options}::text[], i.state)` }),
  number: (tx) => ({ key: tx`i.number` }),
  zone: (tx) => ({ key: tx`z.code`, join: tx`left join zone z on z.id = i.zone_id`, maybeNull: true }),
  category: (tx) => ({ key: tx`c.code`, join: tx`join category c on c.id = i.category_id` }),
  escalation: (tx) => ({ key: tx`i.escalation` }),
}

/**
 * The rows of one page with `total`, how many there are in all, counted in the same statement and only where the page does not say it by itself;
 * nothing is last in both directions.
 */
export function boardPage(tx: Asker, query: BoardQuery, areas: number[] | undefined) {
  const { sort = 'occurredAt', direction = 'descending', offset, limit, at } = query
  const { key, join = tx``, maybeNull } = sorts[sort](tx)
  const way = direction === 'ascending' ? tx`asc` : tx`desc`
  const page = tx`select ${incidentFields(tx)}, ${anchorOf(tx)}, ${shapeOf(tx)}, ${at === undefined ? handlerOf(tx) : tx`'' as handler`}
    from ${incidentsAt(tx, at)} i ${join} where ${where(tx, query, areas)} order by ${key} ${way} ${maybeNull ? tx`nulls last` : tx``}, i.id ${way} offset ${offset}::bigint limit ${limit}::bigint`
  return tx<(BoardRow & { total: number })[]>`select page.*, case when count(*) over () < ${limit}::bigint then ${offset}::bigint + count(*) over () else (${boardCount(tx, query, areas)}) end as total from (${page}) page`
}

export const boardCount = (tx: Asker, query: BoardQuery, areas: number[] | undefined) =>
  tx`select count(*) from (select from ${incidentsAt(tx, query.at)} i where ${where(tx, query, areas)} limit ${mostCounted + 1}::bigint) few`

/** The areas to look in by name: those below the one that is asked for, or the actor's own where they are few. Policies alone would use no index for them. */
export async function areasOf(tx: Transaction, areaId: number | undefined): Promise<number[] | undefined> {
  const rows = await tx<{ id: number }[]>`select a.id from ${areaId === undefined ? tx`actor_areas('read')` : tx`areas_below(${areaId}::integer)`} a(id) limit ${areaId === undefined ? fewAreas + 1 : null}`
  return areaId === undefined && rows.length > fewAreas ? undefined : rows.map(({ id }) => id)
}

function withoutTotal(row: BoardRow & { total: number }): BoardRow {
  const { total: _, ...own } = row
  return own
}

/** Rows in order and how many there are. */
export async function board(sql: Sql, actor: string, query: BoardQuery): Promise<BoardAnswer> {
  return asActor(sql, actor, async (tx) => {
    // A plan for any values would use no index of the few that are open, or one of the many that are not.
    const [, areas] = await Promise.all([tx`set local plan_cache_mode = force_custom_plan`, areasOf(tx, query.areaId)])
    const rows = await boardPage(tx, query, areas)
    // Beyond the end no row says how many there are.
    const beyond = rows.length || !query.offset ? undefined : await tx<{ count: number }[]>`${boardCount(tx, query, areas)}`
    const count = rows[0]?.total ?? beyond?.[0]?.count ?? 0
    return { rows: rows.map(withoutTotal), total: Math.min(count, mostCounted), more: count > mostCounted }
  })
}
