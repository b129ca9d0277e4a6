import { type Place, withSql } from './place.ts'
import { psql } from './tools.ts'

const piece = 500_000

/**
 * A database with incidents of a year in 400 clusters around one city centre, in communities beside each other from west to east, with counts made from them. Without triggers, foreign keys and
 * checks while they are written, and without the indexes that nothing here reads; in pieces, so that memory and WAL stay bounded.
 */
export async function manyIncidents(place: Place, name: string): Promise<{ url: string; grow(to: number): Promise<number> }> {
  const url = await place.database(name, 'town')
  await psql(url, ['truncate incident cascade', 'alter table incident drop constraint incident_geom_check', ...['incident_zone', 'incident_area', 'incident_due', 'incident_merged', 'incident_split', 'incident_open', 'incident_reported', 'incident_import'].map((index) => `drop index if exists ${index}`)])
  const indexes = await withSql(url, (sql) => sql<{ name: string; definition: string }[]>`select indexname as name, indexdef as definition from pg_indexes where tablename = 'incident' and indexname in ('incident_z_order', 'incident_time')`)
  // Not logged, and without a key of random ids: at ten million both take longer than writing the rows.
  await psql(url, ['alter table incident drop constraint incident_source_source_ref_key', 'alter table incident drop constraint incident_pkey cascade', ...['incident', 'incident_cell', 'incident_day'].map((table) => `alter table ${table} set unlogged`)])
  let held = 0
  /** Adds up to so many; answers the seconds that the counts took. */
  const grow = async (to: number): Promise<number> => {
    await psql(url, indexes.map((index) => `drop index if exists ${index.name}`))
    for (; held < to; held = Math.min(to, held + piece)) await psql(url, [`set session_replication_role = replica; ${rows(held, Math.min(to, held + piece) - 1)}`])
    await psql(url, [`set maintenance_work_mem = '1GB'`, ...indexes.map((index) => index.definition), 'vacuum analyze incident'])
    const start = performance.now()
    await psql(url, [`set work_mem = '512MB'`, 'select rebuild_incident_counts()'])
    const seconds = (performance.now() - start) / 1000
    await psql(url, ['vacuum analyze incident_cell, incident_day, incident_delta'])
    return seconds
  }
  return { url, grow }
}

export const rows = (first: number, last: number) => `insert into incident (id, area_id, number, category_id, severity, channel, provenance, state, title, occurred_at, reported_at, geom)
  select gen_random_uuid(), a.ids[width_bucket(rows.lng, 121.31, 121.63, cardinality(a.ids) - 2) + 1], 'b' || i, c.ids[1 + abs(hashint8(i * 8 + 1)) % cardinality(c.ids)], 1 + abs(hashint8(i * 8 + 2)) % 4, 'phone', (array['public', 'public', 'patrol', 'camera'])[1 + abs(hashint8(i * 8 + 3)) % 4], (array['reported', 'handling', 'closed', 'closed', 'archived'])[1 + abs(hashint8(i * 8 + 5)) % 5], '', t, t,
    st_setsrid(st_makepoint(rows.lng, 31.23 + 0.25 * (k * 0.414214 % 1 - 0.5) + 0.01 * (random() + random() - 1)), 4326)
  from (select i, (i * 7919 % 400)::integer as k, 121.47 + 0.3 * (i * 7919 % 400 * 0.618034 % 1 - 0.5) + 0.01 * (random() + random() - 1) as lng, timestamptz '2025-01-01' + (i * 31 % 31536000) * interval '1 second' as t from generate_series(${first}::bigint, ${last}::bigint) i) rows,
    (select array_agg(id order by id) as ids from area where level = 'community') a, (select array_agg(id order by id) as ids from category) c`

/** The tile of a zoom with most incidents. */
export async function densestTile(url: string, z: number): Promise<{ z: number; x: number; y: number; rows: number }> {
  const shift = 2 * (31 - z)
  const [row] = await withSql(url, (sql) => sql<{ x: number; y: number; rows: number }[]>`
    select deinterleave(tile)::integer as x, deinterleave(tile >> 1)::integer as y, n::integer as rows from (select z_order >> ${shift} as tile, count(*) as n from incident group by 1 order by 2 desc limit 1) densest`)
  if (!row) throw new Error('no incidents')
  return { z, ...row }
}
