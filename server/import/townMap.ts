import { toWkbHex } from '../../geodata/format/wkb.ts'
import type { Town } from '../../geodata/town/types.ts'
import type { Transaction } from '../database.ts'
import { pieces, type TownIds, townSource } from './town.ts'

const shapes = (rows: { geometry: Parameters<typeof toWkbHex>[0] }[]) => rows.map(({ geometry }) => toWkbHex(geometry))

export async function loadZones(tx: Transaction, { zones }: Town, ids: TownIds): Promise<number> {
  const made = await tx<{ code: string; id: number }[]>`
    insert into zone (area_id, code, name_zh, name_en, geom, source, source_ref)
    select area_id, code, name_zh, name_en, st_multi(wkb::geometry), ${townSource}, code
    from unnest(${zones.map((zone) => ids.areas.get(zone.areaCode) ?? null)}::integer[], ${zones.map((zone) => zone.code)}::text[], ${zones.map((zone) => zone.nameZh)}::text[], ${zones.map((zone) => zone.nameEn)}::text[], ${shapes(zones)}::text[])
      as t(area_id, code, name_zh, name_en, wkb) returning code, id`
  for (const { code, id } of made) ids.zones.set(code, id)
  return made.length
}

export async function loadStreets(tx: Transaction, { streets }: Town): Promise<number> {
  for (const rows of pieces(streets)) {
    const of = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key])
    await tx`
      insert into street (area_id, class, name_zh, name_en, oneway, bridge, geom, source, source_ref)
      select area_at(st_lineinterpolatepoint(geom, 0.5)), class, name_zh, name_en, oneway, bridge, geom, ${townSource}, ref
      from (select ref, class, name_zh, name_en, oneway, bridge, wkb::geometry as geom
        from unnest(${of('ref')}::text[], ${of('class')}::text[], ${of('nameZh')}::text[], ${of('nameEn')}::text[], ${of('oneway').map(String)}::text[]::boolean[], ${of('bridge').map(String)}::text[]::boolean[], ${shapes(rows)}::text[])
          as t(ref, class, name_zh, name_en, oneway, bridge, wkb)) given`
  }
  return streets.length
}

export async function loadGrounds(tx: Transaction, { grounds }: Town): Promise<number> {
  const of = <Key extends keyof (typeof grounds)[number]>(key: Key) => grounds.map((row) => row[key])
  await tx`
    insert into ground (kind, name_zh, name_en, geom, source, source_ref)
    select kind, name_zh, name_en, wkb::geometry, ${townSource}, 'ground-' || row_number() over ()
    from unnest(${of('kind')}::text[], ${of('nameZh')}::text[], ${of('nameEn')}::text[], ${shapes(grounds)}::text[]) as t(kind, name_zh, name_en, wkb)`
  return grounds.length
}

export async function loadEstates(tx: Transaction, { estates }: Town, ids: TownIds): Promise<number> {
  const of = <Key extends keyof (typeof estates)[number]>(key: Key) => estates.map((row) => row[key])
  const made = await tx<{ code: string; id: number }[]>`
    insert into estate (area_id, name_zh, name_en, geom, source, source_ref)
    select area_id, name_zh, name_en, wkb::geometry, ${townSource}, ref
    from unnest(${estates.map((estate) => ids.areas.get(estate.areaCode) ?? null)}::integer[], ${of('nameZh')}::text[], ${of('nameEn')}::text[], ${shapes(estates)}::text[], ${of('ref')}::text[])
      as t(area_id, name_zh, name_en, wkb, ref) returning source_ref as code, id`
  for (const { code, id } of made) ids.estates.set(code, id)
  return made.length
}

export async function loadBuildings(tx: Transaction, { buildings }: Town, ids: TownIds): Promise<number> {
  for (const rows of pieces(buildings)) {
    const of = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key])
    await tx`
      insert into building (area_id, estate_id, zone_id, use, name_zh, name_en, address, households, height_m, geom, source, source_ref)
      select area_id, estate_id, zone_id, use, name_zh, name_en, address, households, height_m, wkb::geometry, ${townSource}, ref
      from unnest(${rows.map((row) => ids.areas.get(row.areaCode) ?? null)}::integer[], ${rows.map((row) => ids.estates.get(row.estateRef ?? '') ?? null)}::integer[], ${rows.map((row) => ids.zones.get(row.zoneCode) ?? null)}::integer[],
        ${of('use')}::text[], ${of('nameZh')}::text[], ${of('nameEn')}::text[], ${of('address')}::text[], ${of('households')}::integer[], ${of('heightMeters')}::real[], ${shapes(rows)}::text[], ${of('ref')}::text[])
        as t(area_id, estate_id, zone_id, use, name_zh, name_en, address, households, height_m, wkb, ref)`
  }
  return buildings.length
}
