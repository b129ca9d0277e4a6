import type { Bbox } from '../../geodata/model/geometry.ts'
import { asActorQuery, type Sql } from '../database.ts'
import type { Fragment } from './fields.ts'

export type SearchNoun = 'zone' | 'area' | 'building' | 'estate' | 'street' | 'place' | 'camera' | 'team' | 'incident' | 'point'
export type SearchResult = { noun: SearchNoun; id: string | number | null; titleZh: string; titleEn: string; subtitle: string; lng: number; lat: number; bbox?: Bbox }
type Found = SearchResult & { west: number | null; south: number | null; east: number | null; north: number | null; rank: number }

/** Whatever a person may type must not act as a pattern. */
const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** Names, codes, addresses and numbers that begin with the text, then those that hold it. */
export async function searchNames(sql: Sql, actor: string, text: string, limit: number): Promise<SearchResult[]> {
  const begins = `${escapeLike(text)}%`
  const holds = `%${begins}`
  const rows = await asActorQuery<Found[]>(sql, actor, (tx) => {
    const rank = (...columns: Fragment[]) => columns.map((column) => tx`when ${column} ilike ${begins} then 0`).reduce((all, one) => tx`${all} ${one}`)
    const part = (noun: string, from: Fragment, subtitle: Fragment, extra: Fragment) => tx`
      (select ${noun}::text as noun, o.id::text as id, o.name_zh as title_zh, o.name_en as title_en, ${subtitle} as subtitle, o.geom,
        case ${rank(tx`o.name_zh`, tx`o.name_en`, extra)} else 1 end as rank
       from ${from} where o.name_zh ilike ${holds} or o.name_en ilike ${holds} or ${extra} ilike ${holds} order by rank, o.id limit ${limit})`
    return tx`
      select noun, id, title_zh, title_en, subtitle, rank, st_x(p) as lng, st_y(p) as lat, st_xmin(geom) as west, st_ymin(geom) as south, st_xmax(geom) as east, st_ymax(geom) as north
      from (
        ${part('zone', tx`zone o`, tx`o.code`, tx`o.code`)} union all ${part('area', tx`area o`, tx`o.code`, tx`o.code`)}
        union all ${part('building', tx`building o`, tx`o.address`, tx`o.address`)} union all ${part('estate', tx`estate o`, tx`''`, tx`o.name_zh`)}
        union all ${part('street', tx`(select distinct on (name_zh, name_en) * from street where name_zh <> '' or name_en <> '' order by name_zh, name_en, st_npoints(geom) desc) o`, tx`o.class`, tx`o.name_zh`)}
        union all ${part('place', tx`place o`, tx`o.address`, tx`o.address`)}
        union all (select 'camera', o.id::text, o.name, o.code, o.code, o.geom, 0 from camera o where o.code ilike ${begins} or o.name ilike ${begins} order by o.id limit ${limit})
        union all (select 'team', o.id::text, o.call_sign || ' ' || o.name_zh, o.call_sign || ' ' || o.name_en, o.call_sign, st_setsrid(st_makepoint(z_order_lng(interleave(l.x, l.y)), z_order_lat(interleave(l.x, l.y))), 4326), 0
          from team o join live_position l on l.team_id = o.id where o.call_sign ilike ${holds} or o.name_zh ilike ${holds} or o.name_en ilike ${holds} order by o.id limit ${limit})
        union all (select 'incident', o.id::text, o.title, o.title, o.number, o.geom, 0 from incident o where o.number like ${begins} order by o.occurred_at desc limit ${limit})
      ) found, lateral (select case when geometrytype(geom) = 'POINT' then geom else st_pointonsurface(geom) end as p) anchor
      where geom is not null order by rank, array_position(array['zone', 'area', 'estate', 'street', 'place', 'building', 'camera', 'team', 'incident'], noun), length(title_zh), id limit ${limit}`
  })
  return rows.map(({ noun, id, titleZh, titleEn, subtitle, lng, lat, west, south, east, north }) => {
    const hasExtent = west !== null && south !== null && east !== null && north !== null && (east > west || north > south)
    return { noun, id: noun === 'incident' ? id : Number(id), titleZh, titleEn, subtitle, lng, lat, ...(hasExtent ? { bbox: [west, south, east, north] as Bbox } : {}) }
  })
}
