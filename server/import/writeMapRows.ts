import type { BuildingRow, GroundRow, MapRow, PlaceRow, WallRow } from '../../geodata/format/osm/classify.ts'
import { toWkbHex } from '../../geodata/format/wkb.ts'
import type { Transaction } from '../database.ts'
import type { Home } from './locator.ts'
import type { Run, Written } from './types.ts'

/** A row of the basemap with who answers for it; `wkb` is its shape. */
export type Placed<Row extends MapRow = MapRow> = Row & { home: Home | undefined; wkb: string }

export const placed = <Row extends MapRow>(row: Row, home: Home | undefined): Placed<Row> => ({ ...row, home, wkb: toWkbHex(row.geometry) })

export type Unfit = { reason: string; repaired: string | null }

/**
 * Those of the rows whose shape the tables refuse, with PostGIS's reason: asked before, so that one of them does not cost its chunk.
 * Where a polygon only touches or crosses itself, `repaired` is the valid one of the same area (within 1 %): an import may use it and says so.
 */
export async function unfit(tx: Transaction, rows: { ref: string; wkb: string }[], maxPoints: number): Promise<Map<string, Unfit>> {
  const found = await tx<(Unfit & { ref: string })[]>`
    with shapes as (select ref, wkb::geometry as geom from unnest(${rows.map((row) => row.ref)}::text[], ${rows.map((row) => row.wkb)}::text[]) as t(ref, wkb)),
    refused as (
      select ref, geom, case when st_npoints(geom) > ${maxPoints} then 'more than ' || ${maxPoints}::text || ' points' when not st_isvalid(geom) then st_isvalidreason(geom) else 'outside the world or empty' end as reason
      from shapes where not geometry_fits(geom, ${maxPoints})
    ), mended as (
      select ref, reason, geom, case when st_dimension(geom) = 2 then st_multi(st_collectionextract(st_makevalid(geom, 'method=structure'), 3)) end as better from refused
    )
    select ref, reason, case when geometry_fits(better, ${maxPoints}) and abs(st_area(better) - st_area(geom)) <= 0.01 * st_area(geom) then encode(st_asewkb(better), 'hex') end as repaired from mended`
  return new Map(found.map(({ ref, reason, repaired }) => [ref, { repaired, reason: reason.replace(/\[.*\]/, '').trim() }]))
}

/** Sorts out the rows with unfit shapes: repaired ones stay with their new shape, the others go to `refuse`. */
export async function fitting<Row extends { ref: string; wkb: string }>(tx: Transaction, run: Run, rows: Row[], maxPoints: number, refuse: (row: Row, reason: string) => void, tellMended: (row: Row, reason: string) => void = () => {}): Promise<Row[]> {
  const bad = await unfit(tx, rows, maxPoints)
  const mended = rows.filter(({ ref }) => bad.get(ref)?.repaired)
  for (const row of mended) {
    const reason = `the shape of ${row.ref} was not valid (${bad.get(row.ref)?.reason}) and was repaired`
    run.note(reason)
    tellMended(row, reason)
  }
  return rows.flatMap((row) => {
    const found = bad.get(row.ref)
    if (!found) return [row]
    if (found.repaired) return [{ ...row, wkb: found.repaired }]
    refuse(row, `shape: ${found.reason}`)
    return []
  })
}

export const written = (rows: unknown[], inserted: number, updated: number): Written => ({ inserted, updated, unchanged: rows.length - inserted - updated })
export const homes = (rows: Placed[]) => ({ areas: rows.map((row) => row.home?.areaId ?? null), zones: rows.map((row) => row.home?.zoneId ?? null) })
export const of = <Row, Key extends keyof Row>(rows: Row[], key: Key) => rows.map((row) => row[key])

export async function writeGround(tx: Transaction, run: Run, rows: Placed<GroundRow>[]): Promise<Written> {
  const given = tx`(select ref, kind, name_zh, name_en, wkb::geometry as geom
    from unnest(${of(rows, 'ref')}::text[], ${of(rows, 'kind')}::text[], ${of(rows, 'nameZh')}::text[], ${of(rows, 'nameEn')}::text[], ${of(rows, 'wkb')}::text[]) as u(ref, kind, name_zh, name_en, wkb)) t`
  const { count } = await tx`insert into ground (kind, name_zh, name_en, geom, source, source_ref, import_id)
    select kind, name_zh, name_en, geom, ${run.source}, ref, ${run.id} from ${given} on conflict (source, source_ref) do nothing`
  if (count === rows.length) return written(rows, count, 0)
  const updated = await tx`update ground s set kind = t.kind, name_zh = t.name_zh, name_en = t.name_en, geom = t.geom from ${given}
    where s.source = ${run.source} and s.source_ref = t.ref and ((s.kind, s.name_zh, s.name_en) is distinct from (t.kind, t.name_zh, t.name_en) or not s.geom = t.geom)`
  return written(rows, count, updated.count)
}

export async function writeWalls(tx: Transaction, run: Run, rows: Placed<WallRow>[]): Promise<Written> {
  const given = tx`(select ref, kind, wkb::geometry as geom from unnest(${of(rows, 'ref')}::text[], ${of(rows, 'kind')}::text[], ${of(rows, 'wkb')}::text[]) as u(ref, kind, wkb)) t`
  const { count } = await tx`insert into wall (kind, geom, source, source_ref, import_id) select kind, geom, ${run.source}, ref, ${run.id} from ${given} on conflict (source, source_ref) do nothing`
  if (count === rows.length) return written(rows, count, 0)
  const updated = await tx`update wall s set kind = t.kind, geom = t.geom from ${given} where s.source = ${run.source} and s.source_ref = t.ref and (s.kind <> t.kind or not s.geom = t.geom)`
  return written(rows, count, updated.count)
}

export async function writeBuildings(tx: Transaction, run: Run, rows: Placed<BuildingRow>[]): Promise<Written> {
  const { areas, zones } = homes(rows)
  const given = tx`(select ref, area_id, zone_id, use, name_zh, name_en, address, households, households_estimated, height_m, wkb::geometry as geom
    from unnest(${of(rows, 'ref')}::text[], ${areas}::integer[], ${zones}::integer[], ${of(rows, 'use')}::text[], ${of(rows, 'nameZh')}::text[], ${of(rows, 'nameEn')}::text[], ${of(rows, 'address')}::text[],
      ${of(rows, 'households')}::integer[], ${rows.map((row) => String(row.householdsEstimated))}::text[]::boolean[], ${of(rows, 'heightMeters')}::real[], ${of(rows, 'wkb')}::text[]) as u(ref, area_id, zone_id, use, name_zh, name_en, address, households, households_estimated, height_m, wkb)) t`
  const { count } = await tx`insert into building (area_id, zone_id, use, name_zh, name_en, address, households, households_estimated, height_m, geom, source, source_ref, import_id)
    select area_id, zone_id, use, name_zh, name_en, address, households, households_estimated, height_m, geom, ${run.source}, ref, ${run.id} from ${given} on conflict (source, source_ref) do nothing`
  if (count === rows.length) return written(rows, count, 0)
  const updated = await tx`update building s set use = t.use, name_zh = t.name_zh, name_en = t.name_en, address = t.address, height_m = t.height_m, geom = t.geom, area_id = t.area_id, zone_id = t.zone_id from ${given}
    where s.source = ${run.source} and s.source_ref = t.ref
      and ((s.use, s.name_zh, s.name_en, s.address, s.height_m) is distinct from (t.use, t.name_zh, t.name_en, t.address, t.height_m) or not s.geom = t.geom)`
  return written(rows, count, updated.count)
}

export async function writePlaces(tx: Transaction, run: Run, rows: Placed<PlaceRow>[]): Promise<Written> {
  const given = tx`(select ref, area_id, kind, name_zh, name_en, address, opening_hours, wkb::geometry as geom
    from unnest(${of(rows, 'ref')}::text[], ${homes(rows).areas}::integer[], ${of(rows, 'kind')}::text[], ${of(rows, 'nameZh')}::text[], ${of(rows, 'nameEn')}::text[], ${of(rows, 'address')}::text[],
      ${of(rows, 'openingHours')}::text[], ${of(rows, 'wkb')}::text[]) as u(ref, area_id, kind, name_zh, name_en, address, opening_hours, wkb)) t`
  const { count } = await tx`insert into place (area_id, kind, name_zh, name_en, address, opening_hours, geom, source, source_ref, import_id)
    select area_id, kind, name_zh, name_en, address, opening_hours, geom, ${run.source}, ref, ${run.id} from ${given} on conflict (source, source_ref) do nothing`
  if (count === rows.length) return written(rows, count, 0)
  const updated = await tx`update place s set kind = t.kind, name_zh = t.name_zh, name_en = t.name_en, address = t.address, opening_hours = t.opening_hours, geom = t.geom, area_id = t.area_id from ${given}
    where s.source = ${run.source} and s.source_ref = t.ref
      and ((s.kind, s.name_zh, s.name_en, s.address, s.opening_hours) is distinct from (t.kind, t.name_zh, t.name_en, t.address, t.opening_hours) or not s.geom = t.geom)`
  return written(rows, count, updated.count)
}
