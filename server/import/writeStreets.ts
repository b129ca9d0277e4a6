import type { BarrierRow, StreetRow } from '../../geodata/format/osm/classify.ts'
import type { Transaction } from '../database.ts'
import type { Run, Written } from './types.ts'
import { homes, of, type Placed, written } from './writeMapRows.ts'

/** Arrays of booleans go as text: the client cannot tell their type when all are null. */
const flags = (values: (boolean | null)[]) => values.map((value) => (value === null ? null : String(value)))

export async function writeStreets(tx: Transaction, run: Run, rows: Placed<StreetRow>[]): Promise<Written> {
  const given = tx`(select ref, area_id, class, name_zh, name_en, oneway, oneway_bicycle, bridge, tunnel, covered, foot, bicycle, car, max_speed, hours, wkb::geometry as geom
    from unnest(${of(rows, 'ref')}::text[], ${homes(rows).areas}::integer[], ${of(rows, 'class')}::text[], ${of(rows, 'nameZh')}::text[], ${of(rows, 'nameEn')}::text[], ${flags(of(rows, 'oneway'))}::text[]::boolean[], ${flags(of(rows, 'onewayBicycle'))}::text[]::boolean[],
      ${flags(of(rows, 'bridge'))}::text[]::boolean[], ${flags(of(rows, 'tunnel'))}::text[]::boolean[], ${flags(of(rows, 'covered'))}::text[]::boolean[], ${flags(of(rows, 'foot'))}::text[]::boolean[], ${flags(of(rows, 'bicycle'))}::text[]::boolean[], ${flags(of(rows, 'car'))}::text[]::boolean[],
      ${of(rows, 'maxSpeedKmh')}::smallint[], ${of(rows, 'hours')}::text[], ${of(rows, 'wkb')}::text[]) as u(ref, area_id, class, name_zh, name_en, oneway, oneway_bicycle, bridge, tunnel, covered, foot, bicycle, car, max_speed, hours, wkb)) t`
  const { count } = await tx`insert into street (area_id, class, name_zh, name_en, oneway, oneway_bicycle, bridge, tunnel, covered, foot, bicycle, car, max_speed, hours, geom, source, source_ref, import_id)
    select area_id, class, name_zh, name_en, oneway, oneway_bicycle, bridge, tunnel, covered, foot, bicycle, car, max_speed, hours, geom, ${run.source}, ref, ${run.id} from ${given} on conflict (source, source_ref) do nothing`
  if (count === rows.length) return written(rows, count, 0)
  const updated = await tx`update street s set class = t.class, name_zh = t.name_zh, name_en = t.name_en, oneway = t.oneway, oneway_bicycle = t.oneway_bicycle, bridge = t.bridge, tunnel = t.tunnel, covered = t.covered,
      foot = t.foot, bicycle = t.bicycle, car = t.car, max_speed = t.max_speed, hours = t.hours, geom = t.geom from ${given}
    where s.source = ${run.source} and s.source_ref = t.ref
      and ((s.class, s.name_zh, s.name_en, s.oneway, s.oneway_bicycle, s.bridge, s.tunnel, s.covered, s.foot, s.bicycle, s.car, s.max_speed, s.hours)
        is distinct from (t.class, t.name_zh, t.name_en, t.oneway, t.oneway_bicycle, t.bridge, t.tunnel, t.covered, t.foot, t.bicycle, t.car, t.max_speed, t.hours) or not s.geom = t.geom)`
  return written(rows, count, updated.count)
}

export async function writeBarriers(tx: Transaction, run: Run, rows: Placed<BarrierRow>[]): Promise<Written> {
  const given = tx`(select ref, area_id, kind, foot, bicycle, car, hours, wkb::geometry as geom
    from unnest(${of(rows, 'ref')}::text[], ${homes(rows).areas}::integer[], ${of(rows, 'kind')}::text[], ${flags(of(rows, 'foot'))}::text[]::boolean[], ${flags(of(rows, 'bicycle'))}::text[]::boolean[], ${flags(of(rows, 'car'))}::text[]::boolean[],
      ${of(rows, 'hours')}::text[], ${of(rows, 'wkb')}::text[]) as u(ref, area_id, kind, foot, bicycle, car, hours, wkb)) t`
  const { count } = await tx`insert into street_barrier (area_id, kind, foot, bicycle, car, hours, geom, source, source_ref, import_id) select area_id, kind, foot, bicycle, car, hours, geom, ${run.source}, ref, ${run.id} from ${given} on conflict (source, source_ref) do nothing`
  if (count === rows.length) return written(rows, count, 0)
  const updated = await tx`update street_barrier s set kind = t.kind, foot = t.foot, bicycle = t.bicycle, car = t.car, hours = t.hours, geom = t.geom from ${given}
    where s.source = ${run.source} and s.source_ref = t.ref and ((s.kind, s.foot, s.bicycle, s.car, s.hours) is distinct from (t.kind, t.foot, t.bicycle, t.car, t.hours) or not s.geom = t.geom)`
  return written(rows, count, updated.count)
}
