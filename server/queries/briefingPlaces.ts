import { asActor, type Sql } from '../database.ts'

export type PlaceName = { zoneId: number | null; nameZh: string; nameEn: string }

/** The zone of each place, as far as the actor reads it. */
export const zonesOfPlaces = async (sql: Sql, actor: string, places: readonly (readonly [number, number])[]): Promise<PlaceName[]> => [...(await asActor(sql, actor, (tx) => tx<PlaceName[]>`
  select z.id as zone_id, coalesce(z.name_zh, '') as name_zh, coalesce(z.name_en, '') as name_en from unnest(${places.map(([lng]) => lng)}::float8[], ${places.map(([, lat]) => lat)}::float8[]) with ordinality p(lng, lat, place)
  left join lateral (select z.id, z.name_zh, z.name_en from zone z where z.valid_to is null and z.geom && st_setsrid(st_makepoint(p.lng, p.lat), 4326) and st_intersects(z.geom, st_setsrid(st_makepoint(p.lng, p.lat), 4326)) order by z.id limit 1) z on true order by p.place`))]
