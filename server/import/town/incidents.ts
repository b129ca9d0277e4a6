import type { Town } from '../../../geodata/town/town.ts'
import { categoryScheme, townCategories } from '../../../geodata/town/categories.ts'
import type { Sql } from '../../database.ts'
import { insertRows, shape } from './insert.ts'

export async function loadCategories(sql: Sql): Promise<void> {
  await insertRows(
    sql,
    townCategories.map((category) => ({ ...category, scheme: categoryScheme })),
    `insert into category (scheme, code, group_zh, group_en, name_zh, name_en, severity, voice)
     select scheme, code, "groupZh", "group", "nameZh", "nameEn", severity, voice
     from jsonb_to_recordset($1::text::jsonb) as r(scheme text, code text, "groupZh" text, "group" text, "nameZh" text, "nameEn" text, severity smallint, voice boolean) on conflict do nothing`,
  )
}

/** Incidents with their zone found by location, as a report finds it. */
export async function loadIncidents(sql: Sql, { incidents }: Town): Promise<void> {
  await insertRows(
    sql,
    incidents.map(({ log: _, ...incident }) => ({ ...incident, version: incident.state === 'reported' ? 1 : _.length })),
    `insert into incident (id, area_id, zone_id, number, category_id, severity, channel, provenance, state, title, address, occurred_at, reported_at, geom, source, source_ref, version)
     select r.id, a.id, z.id, to_char(r."reportedAt" at time zone a.time_zone, 'YYYYMMDD') || '-' || lpad(nextval('incident_number')::text, 6, '0'), c.id, r.severity, r.channel, r.provenance, r.state,
       r.title, r.address, r."occurredAt", r."reportedAt", ${shape('r.geometry')}, 'town', r.id::text, r.version
     from jsonb_to_recordset($1::text::jsonb) as r(id uuid, "areaCode" text, "categoryCode" text, severity smallint, channel text, provenance text, state text, title text, address text,
       "occurredAt" timestamptz, "reportedAt" timestamptz, geometry jsonb, version integer)
     join area a on a.code = r."areaCode" join category c on c.scheme = '${categoryScheme}' and c.code = r."categoryCode"
     left join lateral (select id from zone where area_id = a.id and geom && ${shape('r.geometry')} and st_intersects(geom, st_pointonsurface(${shape('r.geometry')})) limit 1) z on true`,
  )
}

export async function loadLog(sql: Sql, { incidents }: Town): Promise<void> {
  const rows = incidents.flatMap(({ id, log }) => log.map((entry) => ({ id, ...entry })))
  await insertRows(
    sql,
    rows,
    `insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, note)
     select i.id, i.area_id, r.at, r.action, r."fromState", r."toState", 'demo-command', r.note
     from jsonb_to_recordset($1::text::jsonb) as r(id uuid, at timestamptz, action text, "fromState" text, "toState" text, note text) join incident i on i.id = r.id`,
  )
}
