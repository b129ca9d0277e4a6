import type { LngLat, MultiPolygon } from '../../geodata/model/geometry.ts'
import type { Post, Zone } from '../../geodata/model/zone.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import { onDaysOf } from './coverageDays.ts'
import { pastZoneFields, postFields, zoneFields } from './fields.ts'
import type { Span } from './incident.ts'
import { incidentsAt } from './past.ts'
import { zonesOn } from './zoneDay.ts'

export type ZoneWithPosts = Zone & { center: LngLat; posts: Post[] }
export type ZoneFigures = { zoneId: number; households: number; squareMeters: number; incidents: number; cameras: number; coverageMinutes: number; vacancies: number }

/** Zones of today, or of a day with the posts of then and who was on them. */
export async function zonesWithPosts(sql: Sql, actor: string, day?: string): Promise<ZoneWithPosts[]> {
  return asActor(sql, actor, async (tx) => {
    const [zones, posts] = await Promise.all([
      tx<(Zone & { lng: number; lat: number })[]>`select ${day === undefined ? zoneFields(tx) : pastZoneFields(tx)}, st_x(p) as lng, st_y(p) as lat from ${zonesOn(tx, day)} z, lateral st_pointonsurface(z.geom) p order by z.code, z.id`,
      postsOn(tx, day),
    ])
    const byZone = groupPosts(posts)
    return zones.map(({ lng, lat, ...zone }) => ({ ...zone, center: [lng, lat], posts: byZone.get(zone.id) ?? [] }))
  })
}

const postsOn = (tx: Transaction, day: string | undefined, id?: number) => {
  const zone = id === undefined ? tx`` : tx`and p.zone_id = ${id}`
  return day === undefined ? tx<Post[]>`select ${postFields(tx)} from post p where p.valid_to is null ${zone} order by p.id` : tx<Post[]>`
    select p.id, p.area_id, p.zone_id, p.kind, p.phone, coalesce(p.holder, holding_name(p.holding_id)) as holder, case when p.holder is null then holding_name(p.holding_id, 'en') end as holder_en from posts_on(${day}::text::date) p where true ${zone} order by p.id`
}

/** Node 20 has no Map.groupBy. */
function groupPosts(posts: readonly Post[]): Map<number, Post[]> {
  const groups = new Map<number, Post[]>()
  for (const post of posts) groups.set(post.zoneId, [...(groups.get(post.zoneId) ?? []), post])
  return groups
}

export async function zoneById(sql: Sql, actor: string, id: number, day?: string): Promise<{ zone: Zone; geometry: MultiPolygon; posts: Post[] } | undefined> {
  return asActor(sql, actor, async (tx) => {
    const [[row], posts] = await Promise.all([
      day === undefined
        ? tx<(Zone & { geometry: MultiPolygon })[]>`select ${zoneFields(tx)}, st_asgeojson(z.geom, 7, 0)::jsonb as geometry from zone z where z.id = ${id}`
        : tx<(Zone & { geometry: MultiPolygon })[]>`select ${pastZoneFields(tx)}, st_asgeojson(z.geom, 7, 0)::jsonb as geometry from ${zonesOn(tx, day)} z where z.id = ${id}`,
      postsOn(tx, day, id),
    ])
    if (!row) return undefined
    const { geometry, ...zone } = row
    return { zone, geometry, posts: [...posts] }
  })
}

/** What the map colours zones by, so somebody's voice is not counted: that would be a ranking. A coverage cell counts for the zone that holds its middle; days are the areas' own. */
export const zoneFigures = (sql: Sql, actor: string, { from, to }: Span, categoryIds: number[] | undefined, at?: string, day?: string) =>
  asActorQuery<ZoneFigures[]>(sql, actor, (tx) => tx`
    with sums as (
      select cell, sum(seconds) as seconds from coverage c where ${onDaysOf(tx, { from, to })} group by cell
    ), middles as materialized (
      -- Bits 20 and 21 are half a cell of level 20 in x and in y. Materialized, or each point is computed once for every zone it is tried on.
      select seconds, st_setsrid(st_makepoint(z_order_lng((cell << 22) + (3::bigint << 20)), z_order_lat((cell << 22) + (3::bigint << 20))), 4326) as middle from sums
    ), ground as not materialized (select z.* from ${zonesOn(tx, day)} z where z.id is not null
    ), presence as (
      select z.id, sum(m.seconds) as seconds from middles m join ground z on z.geom && m.middle and st_intersects(z.geom, m.middle) group by z.id
    ), matters as (
      select zone_id, count(*) as count from ${incidentsAt(tx, at)} i join category c on c.id = category_id and not c.voice where state <> 'merged' and occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz
        ${categoryIds ? tx`and category_id = any(${categoryIds}::integer[])` : tx``} group by zone_id
    ), eyes as (
      select z.id, count(*) as count from camera c join ground z on z.geom && c.geom and st_intersects(z.geom, c.geom) group by z.id
    ), homes as (select zone_id, sum(households) as count from building group by zone_id
    ), empty as (select zone_id, count(*) as count from post p where p.valid_to is null and p.holder is null and p.account_id is null group by zone_id)
    select z.id as zone_id, coalesce(z.households, homes.count, 0) as households, round(st_area(z.geom::geography))::integer as square_meters, coalesce(matters.count, 0) as incidents, coalesce(eyes.count, 0) as cameras,
      round((coalesce(presence.seconds, 0) / 60)::numeric, 1) as coverage_minutes, coalesce(empty.count, 0) as vacancies
    from ground z left join homes on homes.zone_id = z.id left join matters on matters.zone_id = z.id left join eyes on eyes.id = z.id left join presence on presence.id = z.id left join empty on empty.zone_id = z.id order by z.id`)
