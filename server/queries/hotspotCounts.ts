import type { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import { zOrderOfBBox } from '../../geodata/geometry/zOrder.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Fragment } from './fields.ts'
import type { Span } from './incident.ts'
import { within } from './indicatorSets.ts'
import { incidentsAt } from './past.ts'

/** Ground that was kept, or the units (EWKB) that are about to be. */
export type Ground = { hotspotId: string; bbox: Bbox } | { shapes: string[]; bbox: Bbox }
export type WeekCount = { from: string; incidents: number }
export type GroundCounts = { counts: number[]; weeks: WeekCount[]; /** Up to when incidents are recorded. */ until: string }

const point = (tx: Transaction) => tx`case when geometrytype(i.geom) = 'POINT' then i.geom else st_setsrid(st_makepoint(z_order_lng(i.z_order), z_order_lat(i.z_order)), 4326) end`

/** The incidents `id, occurred_at` on the ground that a question counts, of all times: the same words as `analysisRows`, with the hours that the worker looks at there. */
export function matters(tx: Transaction, ground: Ground, { categoryIds, provenance, hoursOfWeek, areaId }: AnalysisQuestion, timeZone: string, at: string | undefined): Fragment {
  const ranges = zOrderOfBBox([...ground.bbox], 16).map(({ from, to }) => tx`(i.z_order >= ${String(from)}::bigint and i.z_order < ${String(to)}::bigint)`)
  const shape = 'shapes' in ground ? tx`select st_unaryunion(st_collect(s::geometry)) as geom from unnest(${ground.shapes}::text[]) s` : tx`select h.geom from hotspot h where h.id = ${ground.hotspotId}::uuid`
  const local = tx`(i.occurred_at at time zone ${timeZone})`
  const hours = hoursOfWeek && hoursOfWeek.length < 168
    ? tx`and i.occurred_precision in ('minute', 'hour') and ((extract(isodow from ${local})::integer - 1) * 24 + extract(hour from ${local})::integer) = any(${hoursOfWeek}::integer[])` : tx``
  return tx`select i.id, i.occurred_at from ${incidentsAt(tx, at)} i join category c on c.id = i.category_id and not c.voice join (${shape}) ground on st_intersects(ground.geom, ${point(tx)})
    where (${ranges.reduce((all, one) => tx`${all} or ${one}`)}) and i.state <> 'merged' and i.provenance = any(${provenance}::text[])
      ${categoryIds ? tx`and i.category_id = any(${categoryIds}::smallint[])` : tx``} ${within(tx, tx`i.area_id`, areaId ?? undefined)} ${hours}`
}

const mostWeeks = 104

/** How many incidents the ground held in each window and, where `weeksFrom` is given, week by week since then: the last two years at most. */
export const countsOnGround = (sql: Sql, actor: string, ground: Ground, question: AnalysisQuestion, windows: Span[], weeksFrom?: string): Promise<GroundCounts> =>
  asActor(sql, actor, async (tx) => {
    const [about] = await tx<{ timeZone: string; until: string }[]>`select
      coalesce((select time_zone from area where valid_to is null order by array_position(array['city', 'district', 'subdistrict', 'community'], level), id limit 1), 'UTC') as time_zone,
      (select case when max(occurred_at) < now() - interval '1 day' then max(occurred_at) else now() end from incident where occurred_at <= now()) as until`
    const { timeZone, until } = about as NonNullable<typeof about>
    const source = matters(tx, ground, question, timeZone, undefined)
    const counts = await Promise.all(windows.map(async ({ from, to }) => (await tx<{ count: number }[]>`select count(*) from (${source}) m where m.occurred_at >= ${from}::timestamptz and m.occurred_at < ${to}::timestamptz`)[0]?.count ?? 0))
    const weeks = weeksFrom === undefined ? [] : await tx<WeekCount[]>`
      with bounds as (select greatest(${weeksFrom}::timestamptz, ${until}::timestamptz - make_interval(weeks => ${mostWeeks})) as begins),
      held as (select floor(extract(epoch from m.occurred_at - b.begins) / 604800)::integer as week, count(*) as incidents from (${source}) m, bounds b where m.occurred_at >= b.begins group by 1)
      select b.begins + make_interval(weeks => w.week) as "from", coalesce(held.incidents, 0) as incidents
      from bounds b cross join lateral generate_series(0, ceil(extract(epoch from ${until}::timestamptz - b.begins) / 604800)::integer - 1) w(week) left join held on held.week = w.week order by w.week`
    return { counts, weeks: [...weeks], until }
  })

/** As above for windows only, `at` a past moment where one is given; and by the days of the first window, by the clocks of `timeZone`. */
export const daysOnGround = (sql: Sql, actor: string, ground: Ground, question: AnalysisQuestion, windows: Span[], timeZone: string, at: string | undefined): Promise<{ counts: number[]; days: Map<number, number> }> =>
  asActor(sql, actor, async (tx) => {
    const source = matters(tx, ground, question, timeZone, at)
    const inside = ({ from, to }: Span) => tx`m.occurred_at >= ${from}::timestamptz and m.occurred_at < ${to}::timestamptz`
    const counts: number[] = []
    for (const window of windows) counts.push((await tx<{ count: number }[]>`select count(*)::integer as count from (${source}) m where ${inside(window)}`)[0]?.count ?? 0)
    const [first] = windows
    const days = first ? await tx<{ day: number; count: number }[]>`select (m.occurred_at at time zone ${timeZone})::date - (${first.from}::timestamptz at time zone ${timeZone})::date as day, count(*)::integer as count from (${source}) m where ${inside(first)} group by 1` : []
    return { counts, days: new Map(days.map(({ day, count }) => [day, count])) }
  })
