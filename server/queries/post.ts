import type postgres from 'postgres'
import type { HoldingSet, PostHoldings, PostKind, PostKindSet, PostOnDay, ZoneOnDay } from '../../geodata/model/duty.ts'
import { asActor, asActorQuery, asRelay, type Sql } from '../database.ts'
import type { Asker, Fragment } from './fields.ts'

export const postKinds = (sql: Sql, actor: string) =>
  asActorQuery<PostKind[]>(sql, actor, (tx) => tx`select id, name_zh, name_en, sort, per_zone, retired_at is not null as retired from post_kind order by sort, id`)

/** Throws 42501 where the actor does not configure the whole tree. */
export const putPostKind = (sql: Sql, actor: string, id: string, kind: PostKindSet) =>
  asActorQuery(sql, actor, (tx) => tx`select put_post_kind(${id}, ${tx.json(kind as unknown as postgres.JSONValue)}::jsonb)`)

/** Of a row `p` of posts_on(day). */
export const dutyFields = (tx: Asker) => tx`p.id, p.area_id, p.zone_id, p.kind, p.version, coalesce(p.holder, case when p.account_id is not null then holding_name(p.holding_id) end) as holder,
  case when p.holder is null and p.account_id is not null then holding_name(p.holding_id, 'en') end as holder_en, p.phone, p.since, p.until`

export type PostFilter = { on: string | null; areaId?: number | undefined; zoneId?: number | undefined; vacant?: boolean | undefined }

/** Zones of a day to select from; null is today, whatever is scheduled. */
export const zonesOn = (tx: Asker, day: string | null): Fragment =>
  day === null ? tx`(select id, area_id, code, name_zh, name_en, geom from zone where valid_to is null)` : tx`(select id, area_id, code, name_zh, name_en, geom from zones_on(${day}::date) where id is not null)`

/** Posts as they were filled on a day, and the zones of that day; null is today, each area by its own clock. */
export const postsOn = (sql: Sql, actor: string, { on, areaId, zoneId, vacant }: PostFilter) =>
  asActor(sql, actor, async (tx) => {
    const within = (column: Fragment) => (areaId === undefined ? tx`` : tx`and ${column} in (with recursive below(id) as (select a.id from area a where a.id = ${areaId} union select a.id from area a join below on a.parent_id = below.id) select id from below)`)
    const [posts, zones] = await Promise.all([
      tx<PostOnDay[]>`
        select ${dutyFields(tx)} from posts_on(${on}::date) p left join post_kind k on k.id = p.kind
        where true ${within(tx`p.area_id`)} ${zoneId === undefined ? tx`` : tx`and p.zone_id = ${zoneId}`} ${vacant === undefined ? tx`` : vacant ? tx`and p.holding_id is null` : tx`and p.holding_id is not null`}
        order by p.zone_id, k.sort, p.kind, p.id`,
      tx<ZoneOnDay[]>`select id, area_id, code, name_zh, name_en from ${zonesOn(tx, on)} z where true ${within(tx`z.area_id`)} ${zoneId === undefined ? tx`` : tx`and z.id = ${zoneId}`} order by code, id`,
    ])
    return { posts: [...posts], zones: [...zones] }
  })

/** Null where the post is not there or not the actor's to see. */
export const holdingsOf = async (sql: Sql, actor: string, id: number): Promise<PostHoldings | null> =>
  (await asActorQuery<{ answer: PostHoldings | null }[]>(sql, actor, (tx) => tx`select holdings_of(${id}) as answer`))[0]?.answer ?? null

/** False where the post is not there or not the actor's to see; throws 40001 on another version. */
export const putHoldings = async (sql: Sql, actor: string, id: number, { version, holdings }: HoldingSet): Promise<boolean> =>
  (await asActorQuery<{ done: boolean }[]>(sql, actor, (tx) => tx`select put_holdings(${id}, ${version}, ${tx.json(holdings as unknown as postgres.JSONValue)}::jsonb) as done`))[0]?.done ?? false

export const addPost = async (sql: Sql, actor: string, zoneId: number, kind: string): Promise<number | null> =>
  (await asActorQuery<{ id: number | null }[]>(sql, actor, (tx) => tx`select add_post(${zoneId}, ${kind}) as id`))[0]?.id ?? null

export const closePost = async (sql: Sql, actor: string, id: number, version: number): Promise<boolean> =>
  (await asActorQuery<{ done: boolean }[]>(sql, actor, (tx) => tx`select close_post(${id}, ${version}) as done`))[0]?.done ?? false

/** How many posts changed hands by the calendar; null where another server is at it. */
export async function switchHoldings(sql: Sql): Promise<number | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ switched: number | null }[]>`select switch_holdings() as switched`)
  return row?.switched ?? null
}
