import type { Bbox } from '../../geodata/model/geometry.ts'
import type { Sql } from '../database.ts'
import { assignCity, ensureDemoAccounts } from './accounts.ts'

export type CityWish = { code: string; name: string; timeZone: string; source: string; importId: number | null }

/**
 * Makes a city (or finds it by code) and gives it to those who answer for whole cities. Runs as the owner: the root of a tree is
 * outside everybody's areas until it is assigned.
 */
export async function ensureCity(sql: Sql, wish: CityWish): Promise<{ id: number; made: boolean }> {
  return (await sql.begin(async (tx) => {
    await ensureDemoAccounts(tx as unknown as Sql)
    const [kept] = await tx<{ id: number }[]>`select id from area where code = ${wish.code} and valid_to is null`
    if (kept) return { id: kept.id, made: false }
    const [city] = await tx<{ id: number }[]>`
      insert into area (level, code, name_zh, name_en, time_zone, source, source_ref, import_id)
      values ('city', ${wish.code}, ${wish.name}, ${wish.name}, ${wish.timeZone}, ${wish.source}, ${`city:${wish.code}`}, ${wish.importId}) returning id`
    await assignCity(tx as unknown as Sql, city?.id ?? 0)
    return { id: city?.id ?? 0, made: true }
  })) as { id: number; made: boolean }
}

/** A city with one community, both a rectangle around the data, for data that no area covers. Answers the city's id. */
export async function makeAreasAround(sql: Sql, wish: CityWish, bounds: Bbox): Promise<number> {
  const city = await ensureCity(sql, wish)
  const [west, south, east, north] = bounds
  await sql`
    with box as (select st_multi(st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)) as geom),
    grown as (update area set geom = box.geom from box where area.id = ${city.id} and area.geom is null)
    insert into area (parent_id, level, code, name_zh, name_en, time_zone, geom, source, source_ref, import_id)
    select ${city.id}, 'community', ${`${wish.code.slice(0, 30)}-1`}, ${wish.name}, ${wish.name}, ${wish.timeZone}, box.geom, ${wish.source}, ${`bounds:${wish.code}`}, ${wish.importId}
    from box where not exists (select from area where source = ${wish.source} and source_ref = ${`bounds:${wish.code}`})`
  return city.id
}

/** The city is where its parts are; it has no shape of its own until they have one. Runs as the owner. */
export async function growCity(sql: Sql, cityId: number): Promise<void> {
  await sql`
    with recursive below as (select id, geom from area where parent_id = ${cityId} union all select a.id, a.geom from area a join below b on a.parent_id = b.id),
    whole as (select st_multi(st_buffer(st_union(st_buffer(geom, 0.000005)), 0)) as geom from below where geom is not null)
    update area set geom = case when geometry_fits(whole.geom, 50000) then whole.geom else st_multi(st_envelope(whole.geom)) end
    from whole where area.id = ${cityId} and whole.geom is not null`
}
