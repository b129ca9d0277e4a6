import type { Town } from '../../../geodata/town/town.ts'
import type { Sql } from '../../database.ts'
import { insertRows, shape } from './insert.ts'

/** Areas level by level, since each names its parent. */
export async function loadAreas(sql: Sql, { areas }: Town): Promise<void> {
  for (const level of ['city', 'district', 'subdistrict', 'community']) {
    await insertRows(
      sql,
      areas.filter((area) => area.level === level),
      `insert into area (parent_id, level, code, name_zh, name_en, geom, source, source_ref)
       select p.id, r.level, r.code, r."nameZh", r."nameEn", ${shape('r.geometry')}, 'town', r.code
       from jsonb_to_recordset($1::text::jsonb) as r(level text, code text, "parentCode" text, "nameZh" text, "nameEn" text, geometry jsonb) left join area p on p.code = r."parentCode"`,
    )
  }
}

/** The tree has outlines only where the town draws them: a parent without one gets the union of its children. */
export async function outlineParents(sql: Sql): Promise<void> {
  for (const level of ['subdistrict', 'district', 'city']) {
    await sql`update area p set geom = u.geom from (select parent_id, st_multi(st_union(geom)) as geom from area where geom is not null group by parent_id) u
      where p.id = u.parent_id and p.geom is null and p.level = ${level}`
  }
}

export async function loadZones(sql: Sql, { zones, posts }: Town): Promise<void> {
  await insertRows(
    sql,
    zones,
    `insert into zone (area_id, code, name_zh, name_en, geom, source, source_ref)
     select a.id, r.code, r."nameZh", r."nameEn", st_multi(${shape('r.geometry')}), 'town', r.code
     from jsonb_to_recordset($1::text::jsonb) as r(code text, "areaCode" text, "nameZh" text, "nameEn" text, geometry jsonb) join area a on a.code = r."areaCode"`,
  )
  await insertRows(
    sql,
    posts,
    `insert into post (area_id, zone_id, kind, holder) select z.area_id, z.id, r.kind, r.holder
     from jsonb_to_recordset($1::text::jsonb) as r("zoneCode" text, kind text, holder text) join zone z on z.code = r."zoneCode"`,
  )
}

export async function loadStreets(sql: Sql, { streets }: Town): Promise<void> {
  await insertRows(
    sql,
    streets,
    `insert into street (class, name_zh, name_en, oneway, bridge, geom, source, source_ref)
     select r.class, r."nameZh", r."nameEn", r.oneway, r.bridge, ${shape('r.geometry')}, 'town', r.ref
     from jsonb_to_recordset($1::text::jsonb) as r(ref text, class text, "nameZh" text, "nameEn" text, oneway boolean, bridge boolean, geometry jsonb)`,
  )
}

export async function loadGrounds(sql: Sql, { grounds }: Town): Promise<void> {
  await insertRows(
    sql,
    grounds.map((ground, index) => ({ ...ground, ref: `ground-${index}` })),
    `insert into ground (kind, name_zh, name_en, geom, source, source_ref) select r.kind, r."nameZh", r."nameEn", ${shape('r.geometry')}, 'town', r.ref
     from jsonb_to_recordset($1::text::jsonb) as r(ref text, kind text, "nameZh" text, "nameEn" text, geometry jsonb)`,
  )
}

export async function loadBuildings(sql: Sql, { estates, buildings }: Town): Promise<void> {
  await insertRows(
    sql,
    estates,
    `insert into estate (area_id, name_zh, name_en, geom, source, source_ref) select a.id, r."nameZh", r."nameEn", ${shape('r.geometry')}, 'town', r.ref
     from jsonb_to_recordset($1::text::jsonb) as r(ref text, "areaCode" text, "nameZh" text, "nameEn" text, geometry jsonb) join area a on a.code = r."areaCode"`,
  )
  await insertRows(
    sql,
    buildings,
    `insert into building (area_id, estate_id, zone_id, use, name_zh, name_en, address, households, height_m, geom, source, source_ref)
     select z.area_id, e.id, z.id, r.use, r."nameZh", r."nameEn", r.address, r.households, r."heightMeters", ${shape('r.geometry')}, 'town', r.ref
     from jsonb_to_recordset($1::text::jsonb) as r(ref text, "zoneCode" text, "estateRef" text, use text, "nameZh" text, "nameEn" text, address text, households integer, "heightMeters" real, geometry jsonb)
     join zone z on z.code = r."zoneCode" left join estate e on e.source = 'town' and e.source_ref = r."estateRef"`,
  )
}

export async function loadPlaces(sql: Sql, { places }: Town): Promise<void> {
  await insertRows(
    sql,
    places,
    `insert into place (area_id, kind, name_zh, name_en, address, opening_hours, geom, source, source_ref)
     select a.id, r.kind, r."nameZh", r."nameEn", r.address, r."openingHours", ${shape('r.geometry')}, 'town', r.ref
     from jsonb_to_recordset($1::text::jsonb) as r(ref text, "areaCode" text, kind text, "nameZh" text, "nameEn" text, address text, "openingHours" text, geometry jsonb) join area a on a.code = r."areaCode"`,
  )
}

export async function loadCameras(sql: Sql, { cameras }: Town): Promise<void> {
  await insertRows(
    sql,
    cameras,
    `insert into camera (area_id, code, name, kind, azimuth_deg, field_of_view_deg, range_m, height_m, state, geom, source, source_ref)
     select a.id, r.code, r.name, r.kind, r."azimuthDegrees", r."fieldOfViewDegrees", r."rangeMeters", r."heightMeters", r.state, ${shape('r.geometry')}, 'town', r.code
     from jsonb_to_recordset($1::text::jsonb) as r(code text, "areaCode" text, name text, kind text, "azimuthDegrees" real, "fieldOfViewDegrees" real, "rangeMeters" real, "heightMeters" real, state text, geometry jsonb)
     join area a on a.code = r."areaCode"`,
  )
}
