import type { Transaction } from '../database.ts'
import type { IncidentRow } from './incidents.ts'
import type { Run, Written } from './types.ts'

/**
 * One chunk: new incidents with their first log entry in one statement; rows that are there already are updated where the file differs.
 * Known rows are sorted out first: an insert that meets a conflict has paid for its checks and its Z-order already, which made the same
 * file take four times as long the second time.
 */
export async function writeIncidents(tx: Transaction, run: Run, rows: IncidentRow[]): Promise<Written> {
  const differs = await knownRows(tx, run, rows)
  const fresh = rows.filter(({ ref }) => !differs.has(ref))
  const inserted = fresh.length ? await insertIncidents(tx, run, fresh) : 0
  const changed = rows.filter(({ ref }) => differs.get(ref))
  const updated = changed.length ? await updateIncidents(tx, run, changed) : 0
  return { inserted, updated, unchanged: rows.length - inserted - updated }
}

/** References that are there already, and whether the file says something else about them. */
async function knownRows(tx: Transaction, run: Run, rows: IncidentRow[]): Promise<Map<string, boolean>> {
  const of = <Key extends keyof IncidentRow>(key: Key) => rows.map((row) => row[key])
  const found = await tx<{ ref: string; differs: boolean }[]>`
    select t.ref, (i.category_id, i.severity, i.title, i.address, i.occurred_at, i.occurred_precision) is distinct from (t.category_id, t.severity, t.title, t.address, t.at, t.precision)
      or not (i.geom = st_setsrid(st_makepoint(t.lng, t.lat), 4326)) as differs
    from unnest(${of('ref')}::text[], ${of('categoryId')}::smallint[], ${of('severity')}::smallint[], ${of('title')}::text[], ${of('address')}::text[], ${of('at')}::text[]::timestamptz[], ${of('precision')}::text[],
      ${of('lng')}::float8[], ${of('lat')}::float8[]) as t(ref, category_id, severity, title, address, at, precision, lng, lat)
    join incident i on i.source = ${run.source} and i.source_ref = t.ref`
  return new Map(found.map(({ ref, differs }) => [ref, differs]))
}

async function insertIncidents(tx: Transaction, run: Run, rows: IncidentRow[]): Promise<number> {
  const of = <Key extends keyof IncidentRow>(key: Key) => rows.map((row) => row[key])
  const state = run.options.state ?? 'archived'
  const inserted = await tx`
    with kept as (
      insert into incident (id, area_id, zone_id, number, category_id, severity, channel, state, title, address, occurred_at, occurred_precision, reported_at, geom, source, source_ref, import_id)
      select id, area_id, zone_id, coalesce(number, to_char(at at time zone 'UTC', 'YYYYMMDD') || '-' || lpad(nextval('incident_number')::text, 6, '0')), category_id, severity, 'transferred', ${state}, title, address,
        at, precision, at, st_setsrid(st_makepoint(lng, lat), 4326), ${run.source}, ref, ${run.id}
      from unnest(${of('id')}::uuid[], ${of('areaId')}::integer[], ${of('zoneId')}::integer[], ${of('number')}::text[], ${of('categoryId')}::smallint[], ${of('severity')}::smallint[], ${of('title')}::text[],
        ${of('address')}::text[], ${of('at')}::text[]::timestamptz[], ${of('precision')}::text[], ${of('lng')}::float8[], ${of('lat')}::float8[], ${of('ref')}::text[])
        as t(id, area_id, zone_id, number, category_id, severity, title, address, at, precision, lng, lat, ref)
      on conflict (source, source_ref) do nothing
      returning *
    )
    insert into incident_log (incident_id, area_id, action, to_state, actor, note, after)
    select id, area_id, 'report', ${state}, ${run.actor}, ${`import ${run.id}`}, incident_snapshot(kept::incident) from kept`
  return inserted.count
}

/** Only incidents on which nobody has acted (no other log entries): a person's work is never overwritten by a file. */
async function updateIncidents(tx: Transaction, run: Run, rows: IncidentRow[]): Promise<number> {
  const of = <Key extends keyof IncidentRow>(key: Key) => rows.map((row) => row[key])
  const updated = await tx`
    update incident i set category_id = t.category_id, severity = t.severity, title = t.title, address = t.address, occurred_at = t.at, occurred_precision = t.precision,
      geom = t.geom, area_id = t.area_id, zone_id = t.zone_id
    from (
      select ref, category_id, severity, title, address, at, precision, area_id, zone_id, st_setsrid(st_makepoint(lng, lat), 4326) as geom
      from unnest(${of('ref')}::text[], ${of('categoryId')}::smallint[], ${of('severity')}::smallint[], ${of('title')}::text[], ${of('address')}::text[], ${of('at')}::text[]::timestamptz[], ${of('precision')}::text[],
        ${of('areaId')}::integer[], ${of('zoneId')}::integer[], ${of('lng')}::float8[], ${of('lat')}::float8[]) as u(ref, category_id, severity, title, address, at, precision, area_id, zone_id, lng, lat)
    ) t
    where i.source = ${run.source} and i.source_ref = t.ref
      and not exists (select from incident_log l where l.incident_id = i.id and l.actor <> ${run.actor})`
  return updated.count
}
