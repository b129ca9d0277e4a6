import type { CountedSet, IndicatorBy } from '../../geodata/model/indicator.ts'
import type { Transaction } from '../database.ts'
import type { Fragment } from './fields.ts'
import { incidentsAt, momentOf } from './past.ts'

export type IndicatorScope = {
  from: string
  to: string
  categoryIds?: number[] | undefined
  /** This area and all below it. */
  areaId?: number | undefined
  at?: string | undefined
}
/** `beforeKnown`: whether anything was recorded as early as the year before; growth out of nothing is no change. */
export type Spans = { now: { from: string; to: string }; before: { from: string; to: string }; beforeKnown: boolean }

/** The area and all below it; nothing where the actor does not see it. */
export const within = (tx: Transaction, column: Fragment, areaId: number | undefined) =>
  areaId === undefined ? tx`` : tx`and ${column} in (with recursive below(id) as (select a.id from area a where a.id = ${areaId} union select a.id from area a join below on a.parent_id = below.id) select id from below)`

export const during = (tx: Transaction, { from, to }: { from: string; to: string }) => tx`i.occurred_at >= ${from}::timestamptz and i.occurred_at < ${to}::timestamptz`

/** The newest clock of closing as `d`, for the sets that need it. One look a row: a join of the whole table costs ten times as much for a month of a million. */
const closingClock = (tx: Transaction, at: string | undefined) => tx`
  left join lateral (select k.due_at, k.done_at from deadline k where k.incident_id = i.id and k.step = 'close' ${at === undefined ? tx`` : tx`and k.started_at <= ${at}::timestamptz`} order by k.started_at desc, k.id desc limit 1) d on true`

/** One condition for each set: the number and the rows behind it are told by the same words. `i` is the incident, `d` its clock of closing; merged ones are out. */
export function setConditions(tx: Transaction, at: string | undefined): Record<CountedSet, Fragment> {
  const moment = momentOf(tx, at)
  const done = tx`(d.done_at is not null and d.done_at <= ${moment})`
  return {
    received: tx`true`,
    received_before: tx`true`,
    completed: tx`i.state in ('closed', 'called_back', 'archived')`,
    accepted: tx`i.registered_at is not null`,
    resolved: tx`i.registered_at is not null and i.result = 'resolved' and i.state in ('closed', 'called_back', 'archived')`,
    reached: tx`i.satisfaction in ('satisfied', 'dissatisfied')`,
    satisfied: tx`i.satisfaction = 'satisfied'`,
    due: tx`(${done} or (d.due_at <= ${moment} and i.state <> 'suspended'))`,
    in_time: tx`(${done} and d.done_at <= d.due_at)`,
  }
}

/** Where a row lies on an axis of the table. */
export const axis = (tx: Transaction, by: IndicatorBy): Fragment => ({ area: tx`i.area_id`, zone: tx`i.zone_id`, category: tx`i.category_id` })[by]

/** `clock`: with the clock of closing. */
export const source = (tx: Transaction, { at, categoryIds, areaId }: IndicatorScope, span: { from: string; to: string }, clock: boolean): Fragment => tx`
  ${incidentsAt(tx, at)} i join category c on c.id = i.category_id
  ${clock ? closingClock(tx, at) : tx``}
  where ${during(tx, span)} and i.state <> 'merged' ${categoryIds ? tx`and i.category_id = any(${categoryIds}::integer[])` : tx``} ${within(tx, tx`i.area_id`, areaId)}`

/** The period up to the moment that counts as now, and the same a year before by the area's own calendar: half a year is not compared with a whole one. */
export async function spansOf(tx: Transaction, { from, to, at }: IndicatorScope): Promise<Spans> {
  const [row] = await tx<{ to: string; beforeFrom: string; beforeTo: string; beforeKnown: boolean }[]>`
    with zone as (select coalesce((select time_zone from area where valid_to is null order by array_position(array['city', 'district', 'subdistrict', 'community'], level), id limit 1), 'UTC') as name),
    span as (select ${from}::timestamptz as begins, greatest(${from}::timestamptz, least(${to}::timestamptz, ${momentOf(tx, at)})) as ends)
    , years as (select ends as "to", (begins at time zone zone.name - interval '1 year') at time zone zone.name as before_from, (ends at time zone zone.name - interval '1 year') at time zone zone.name as before_to from zone, span)
    select years.*, exists (select from incident where occurred_at < before_from + interval '1 day') as before_known from years`
  const { to: end, beforeFrom, beforeTo, beforeKnown } = row as NonNullable<typeof row>
  return { now: { from, to: end }, before: { from: beforeFrom, to: beforeTo }, beforeKnown }
}

/** Whether counts of 1 to 4 are kept from the reader: from those who neither act on matters nor audit them (walls and briefs stand in front of others). */
export async function hidesSmall(tx: Transaction): Promise<boolean> {
  const [row] = await tx<{ hides: boolean }[]>`select not (actor_may('step') or actor_may('audit')) as hides`
  return row?.hides ?? true
}
