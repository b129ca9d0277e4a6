import type { PlanDay } from '../../geodata/model/zonePlan.ts'
import { asActor, asActorQuery, type Sql } from '../database.ts'
import type { Asker, Fragment } from './fields.ts'

/** The clock of the actor's ground: that of its highest area. */
const clock = (tx: Asker) => tx`coalesce((select time_zone from area where valid_to is null order by array_position(array['city', 'district', 'subdistrict', 'community'], level), id limit 1), 'UTC')`

export type AskedDay = { on?: string | undefined; at?: string | undefined }

/** The day whose zones are wanted: one that was named, or that of a past moment; undefined is now. */
export async function dayOf(sql: Sql, actor: string, { on, at }: AskedDay): Promise<string | undefined> {
  if (on !== undefined || at === undefined) return on
  const [row] = await asActorQuery<{ day: string }[]>(sql, actor, (tx) => tx`select (${at}::timestamptz at time zone ${clock(tx)})::date as day`)
  return row?.day
}

/** `from ${zonesOn(tx, day)} z`: the zones as they are, or those of a day. */
export const zonesOn = (tx: Asker, day: string | undefined): Fragment => (day === undefined
  ? tx`(select z.*, null::integer as households, null::uuid as plan_id, null::uuid as plan_key from zone z where z.valid_to is null)` as unknown as Fragment
  : tx`zones_on(${day}::text::date)` as unknown as Fragment)

/** Days on which zones changed or will, each with what made them; the first is that since which the oldest known ones hold. Newest first. */
export const zoneDays = async (sql: Sql, actor: string): Promise<PlanDay[]> => [...(await asActor(sql, actor, (tx) => tx<PlanDay[]>`
  with change as (
    select z.valid_from as day, z.area_id from zone z where z.valid_from > '1900-01-01' union select z.valid_to, z.area_id from zone z where z.valid_to > z.valid_from
    union select p.valid_from, p.area_id from zone_past p where p.valid_from > '1900-01-01' union select p.valid_to, p.area_id from zone_past p
    union select n.adopts_on, n.area_id from zone_plan_zone n where n.adopts_on is not null
  )
  select c.day, array_agg(distinct c.area_id) as area_ids, coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'state', p.state) order by p.changed_at) from zone_plan p where p.adopt_on = c.day and p.state in ('scheduled', 'adopted')), '[]') as plans
  from change c where c.day is not null group by c.day order by c.day desc limit 1000`))]
