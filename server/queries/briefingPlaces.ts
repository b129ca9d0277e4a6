import { asActor, type Sql } from '../database.ts'

/** `zoneId` null: it lies in no zone, and the name is that of the lowest area. */
export type PlaceName = { zoneId: number | null; nameZh: string; nameEn: string }

/** The zone or the area of each place, as far as the actor reads them; names are empty where it lies in neither. */
export const namesOfPlaces = async (sql: Sql, actor: string, places: readonly (readonly [number, number])[]): Promise<PlaceName[]> => [...(await asActor(sql, actor, (tx) => tx<PlaceName[]>`
  with places as (select p.place, st_setsrid(st_makepoint(p.lng, p.lat), 4326) as at from unnest(${places.map(([lng]) => lng)}::float8[], ${places.map(([, lat]) => lat)}::float8[]) with ordinality p(lng, lat, place))
  select z.id as zone_id, coalesce(z.name_zh, a.name_zh, '') as name_zh, coalesce(z.name_en, a.name_en, '') as name_en from places p
  left join lateral (select z.id, z.name_zh, z.name_en from zone z where z.valid_to is null and z.geom && p.at and st_intersects(z.geom, p.at) order by z.id limit 1) z on true
  left join lateral (select a.name_zh, a.name_en from area a where z.id is null and a.valid_to is null and a.geom && p.at and st_intersects(a.geom, p.at)
    order by array_position(array['community', 'subdistrict', 'district', 'city'], a.level), a.id limit 1) a on true order by p.place`))]
