import { asActor, type Sql } from '../../server/database.ts'
import { tileBytes } from '../../server/queries/tile.ts'
import { contentOf } from '../bench/tileContent.ts'

/** What a far tile must hold, counted from the incidents as they stand: the pyramid is not asked. */
const grouped = (z: number, x: number, y: number) => `
  select jsonb_strip_nulls(jsonb_build_object('count', count(*), 'severity', max(i.severity), 'categoryId', case when min(i.category_id) = max(i.category_id) then min(i.category_id) end,
      'occurredAt', floor(extract(epoch from max(i.occurred_at)))::bigint, 'shape', 'point')) as properties,
    ((deinterleave(min(i.z_order)) >> (19 - ${z})) & 4095) || ' ' || ((deinterleave(min(i.z_order) >> 1) >> (19 - ${z})) & 4095) as place
  from incident i where i.z_order >= tile_z_order(${z}, ${x}, ${y}) and i.z_order < tile_z_order(${z}, ${x}, ${y}) + tile_z_span(${z}) group by i.z_order >> (2 * (25 - ${z}))`

/** Cells in which a tile and the incidents differ, of one moment; and how many cells the tile has. */
export async function tileFaults(sql: Sql, actor: string, { z, x, y }: { z: number; x: number; y: number }): Promise<{ cells: number; faults: number }> {
  const drawn = `select properties, st_x(geom)::integer || ' ' || st_y(geom)::integer as place from tile_incidents_far(${z}, ${x}, ${y})`
  const [row] = await asActor(sql, actor, (tx) => tx.unsafe<{ cells: number; faults: number }[]>(`
    with drawn as materialized (${drawn}), grouped as materialized (${grouped(z, x, y)})
    select (select count(*) from drawn)::integer as cells, (select count(*) from ((table drawn except all table grouped) union all (table grouped except all table drawn)) differs)::integer as faults`))
  return row as { cells: number; faults: number }
}

/** Whether the tile that is stored, or is stored now, holds what is drawn of the same moment. Needs PostGIS with protobuf. */
export async function storedTileIsRight(sql: Sql, actor: string, { z, x, y }: { z: number; x: number; y: number }): Promise<boolean> {
  const address = { layer: 'incidents' as const, z, x, y }
  const [stored, drawn, again] = [await tileBytes(sql, actor, address, true), await tileBytes(sql, actor, address), await tileBytes(sql, actor, address, true)]
  return contentOf(stored) === contentOf(drawn) && contentOf(again) === contentOf(drawn)
}

/** Rows of the tables that differ from what the incidents give, once all is folded. */
export async function pyramidFaults(sql: Sql): Promise<{ deltas: number; cells: number; days: number }> {
  const [row] = await sql<{ deltas: number; cells: number; days: number }[]>`
    with cells as materialized (
      select l.level::smallint as level, i.z_order >> (2 * (31 - l.level)) as cell, i.area_id, count(*)::integer as count, max(i.severity) as severity, case when min(i.category_id) = max(i.category_id) then min(i.category_id) end as category_id,
        floor(extract(epoch from max(i.occurred_at)))::bigint as newest_s, min(i.z_order) as first
      from incident i, generate_series(6, 19) l(level) group by 1, 2, 3
    ), kept as materialized (select level, cell, area_id, count, severity, category_id, newest_s, first from incident_cell),
    days as materialized (
      select level, day, cell, area_id, sum(n)::integer as count, array_agg(kind order by kind) as kinds, array_agg(n order by kind) as counts from (
        select l.level::smallint as level, (i.occurred_at at time zone a.time_zone)::date as day, i.z_order >> (2 * (31 - l.level)) as cell, i.area_id,
          i.category_id * 16 + (i.severity - 1) * 4 + array_position(array['public', 'patrol', 'camera', 'sensor'], i.provenance) - 1 as kind, count(*)::integer as n
        from incident i join area a on a.id = i.area_id, (values (10), (12), (14), (16)) l(level) group by 1, 2, 3, 4, 5) b group by 1, 2, 3, 4)
    select (select count(*) from incident_delta)::integer as deltas,
      (select count(*) from ((table cells except all table kept) union all (table kept except all table cells)) differs)::integer as cells,
      (select count(*) from ((table days except all table incident_day) union all (table incident_day except all table days)) differs)::integer as days`
  return row as { deltas: number; cells: number; days: number }
}

/** Folds `most` deltas at a time, as the job does, until none are left. */
export async function foldAll(sql: Sql, most = 1_000): Promise<void> {
  for (;;) {
    const [row] = await sql<{ folded: number | null }[]>`select fold_incident_counts(${most}) as folded`
    if (row?.folded === 0) return
  }
}
