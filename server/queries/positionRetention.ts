import type { Retention } from '../../geodata/model/deviceKey.ts'
import { asActorQuery, asRelay, type Sql } from '../database.ts'

/** The day whose detail was dropped; null where nothing is due. */
export async function dropOldPositions(sql: Sql): Promise<string | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ day: string | null }[]>`select drop_old_positions() as day`)
  return row?.day ?? null
}

/** The past day that got its index; null where all have theirs. */
export async function indexPositionDay(sql: Sql): Promise<string | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ day: string | null }[]>`select index_position_day() as day`)
  return row?.day ?? null
}

export const summarisePositions = (sql: Sql): Promise<unknown> => asRelay(sql, (tx) => tx`select summarise_positions()`)

/** Days that detail of positions is kept, for each area that says so and for the highest ones. */
export const positionRetention = async (sql: Sql, actor: string): Promise<Retention[]> =>
  [...(await asActorQuery<Retention[]>(sql, actor, (tx) => tx`select a.id as area_id, coalesce(r.days, 30) as days, r.days is not null as own from area a left join position_retention r on r.area_id = a.id
    where a.valid_to is null and (r.days is not null or a.parent_id is null or a.parent_id not in (select id from area)) order by a.id`))]

/** False: no such area for this actor. Null: as the area above says. Throws 42501 where the actor may not configure it. */
export async function keepPositionDays(sql: Sql, actor: string, areaId: number, days: number | null): Promise<boolean> {
  const [row] = await asActorQuery<{ found: boolean }[]>(sql, actor, (tx) => tx`select keep_position_days(${areaId}, ${days}::integer) as found`)
  return row?.found ?? false
}
