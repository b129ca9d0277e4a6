import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Span } from './incident.ts'
import { type IndicatorScope, axis, source, within } from './indicatorSets.ts'

/** What incidents of a briefing are counted: those of its area and categories, as they stood at `at` (undefined: as they stand). */
export type BriefingScope = Omit<IndicatorScope, 'from' | 'to'>
export type CountRow = { categoryId: number; areaId: number; zoneId: number | null; voice: boolean; count: number }
type Name = { id: number; nameZh: string; nameEn: string; code: string }
export type BriefingNames = { categories: (Name & { voice: boolean })[]; /** The area and all below it: `branch` is the one directly below that it lies in, null for the area itself. */ areas: (Name & { branch: number | null })[]; zones: (Name & { areaId: number })[] }
type Basis = { timeZone: string; at: string; firstAt: string | null }

const scoped = (tx: Transaction, scope: BriefingScope, span: Span) => source(tx, { ...scope, ...span }, span, false)

/** What a run rests on, where the actor briefs in the area. */
export const briefingBasis = async (sql: Sql, actor: string, areaId: number): Promise<Basis | undefined> =>
  (await asActor(sql, actor, (tx) => tx<Basis[]>`select a.time_zone, now() as at, (select min(occurred_at) from incident) as first_at from area a where a.id = ${areaId} and a.valid_to is null and a.id in (select actor_areas('brief'))`))[0]

/** By category, area and zone in one reading: the totals of all tables are sums of these. */
export const countsOf = async (sql: Sql, actor: string, scope: BriefingScope, span: Span): Promise<CountRow[]> => [...(await asActor(sql, actor, (tx) => tx<CountRow[]>`
  select ${axis(tx, 'category')}::integer as category_id, ${axis(tx, 'area')} as area_id, ${axis(tx, 'zone')} as zone_id, c.voice, count(*)::integer as count from ${scoped(tx, scope, span)} group by 1, 2, 3, 4`))]

export const briefingNames = (sql: Sql, actor: string, areaId: number): Promise<BriefingNames> =>
  asActor(sql, actor, async (tx) => ({
    categories: [...(await tx<BriefingNames['categories']>`select id::integer, code, name_zh, name_en, voice from category order by voice, scheme, category.code`)],
    areas: [...(await tx<BriefingNames['areas']>`with recursive below(id, branch) as (select a.id, null::integer from area a where a.id = ${areaId} union all select a.id, coalesce(b.branch, a.id) from area a join below b on a.parent_id = b.id)
      select a.id, a.code, a.name_zh, a.name_en, b.branch from below b join area a on a.id = b.id where a.valid_to is null order by a.code, a.id`)],
    zones: [...(await tx<BriefingNames['zones']>`select z.id, z.code, z.name_zh, z.name_en, z.area_id from zone z where z.valid_to is null ${within(tx, tx`z.area_id`, areaId)} order by z.code, z.id`)],
  }))

/** Counts by hour or by day of the clocks of the area, from the beginning of the span. */
export async function stepsOf(sql: Sql, actor: string, scope: BriefingScope, span: Span, step: 'hour' | 'day', timeZone: string): Promise<Map<number, number>> {
  const rows = await asActor(sql, actor, (tx) => {
    const at = step === 'hour' ? tx`floor(extract(epoch from i.occurred_at - ${span.from}::timestamptz) / 3600)::integer` : tx`(i.occurred_at at time zone ${timeZone})::date - (${span.from}::timestamptz at time zone ${timeZone})::date`
    return tx<{ step: number; count: number }[]>`select ${at} as step, count(*)::integer as count from ${scoped(tx, scope, span)} group by 1`
  })
  return new Map(rows.map((row) => [row.step, row.count]))
}

/** Counts by hour of the week from Monday 00:00, of what is known to the hour. */
export async function hoursOf(sql: Sql, actor: string, scope: BriefingScope, span: Span, timeZone: string): Promise<number[]> {
  const rows = await asActor(sql, actor, (tx) => {
    const local = tx`(i.occurred_at at time zone ${timeZone})`
    return tx<{ hour: number; count: number }[]>`select ((extract(isodow from ${local})::integer - 1) * 24 + extract(hour from ${local})::integer) as hour, count(*)::integer as count from ${scoped(tx, scope, span)} and i.occurred_precision in ('minute', 'hour') group by 1`
  })
  const values = Array.from({ length: 168 }, () => 0)
  for (const { hour, count } of rows) values[hour] = count
  return values
}
