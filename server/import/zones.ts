import type { ColumnMap } from '../../geodata/format/columns.ts'
import { insidePlace } from '../../geodata/format/insidePlace.ts'
import { reprojectGeometry } from '../../geodata/format/reproject.ts'
import { toWkbHex } from '../../geodata/format/wkb.ts'
import { asActor } from '../database.ts'
import { multiPolygonOf } from './areaTree.ts'
import type { Reason } from './placeOf.ts'
import type { RawRow } from './rawRow.ts'
import { codeOf } from './slug.ts'
import type { Run, Written } from './types.ts'
import { fitting } from './writeMapRows.ts'

export type ZoneRow = { line: number; code: string; ref: string; name: string; areaId: number; wkb: string }

export function readZone(run: Run, map: ColumnMap, row: RawRow): ZoneRow | Reason {
  const cell = (field: string) => row.cells[map[field] ?? -1]?.trim() ?? ''
  const shape = multiPolygonOf(row.geometry)
  if (!shape) return { kind: 'a zone needs a polygon', reason: 'a zone needs a polygon' }
  if (!cell('code')) return { kind: 'no code', reason: 'no code' }
  const geometry = reprojectGeometry(shape, run.reproject)
  const fallback = run.options.area ? run.locator.byCode(run.options.area)?.id : undefined
  const areaId = run.locator.at(insidePlace(geometry))?.areaId ?? run.locator.named(cell('area')) ?? fallback
  if (areaId === undefined) return { kind: 'outside every area (give --area CODE to keep these)', reason: 'outside every area' }
  return { line: row.line, code: codeOf(cell('code')), ref: cell('code'), name: cell('name') || cell('code'), areaId, wkb: toWkbHex(geometry) }
}

/** Zones that people changed since (version above 1) stay as they are. */
export function writeZones(run: Run, all: ZoneRow[], refuse: (row: ZoneRow, reason: string) => void, mended: (row: ZoneRow, reason: string) => void = () => {}): Promise<Written> {
  return asActor(run.sql, run.actor, async (tx) => {
    const rows = await fitting(tx, run, all, 5_000, refuse, mended)
    const of = <Key extends keyof ZoneRow>(key: Key) => rows.map((row) => row[key])
    const given = tx`(select ref, code, name, area_id, wkb::geometry as geom
      from unnest(${of('ref')}::text[], ${of('code')}::text[], ${of('name')}::text[], ${of('areaId')}::integer[], ${of('wkb')}::text[]) as u(ref, code, name, area_id, wkb)) t`
    const { count } = await tx`
      insert into zone (area_id, code, name_zh, name_en, geom, source, source_ref, import_id)
      select area_id, code, name, name, geom, ${run.source}, ref, ${run.id} from ${given} where not exists (select from zone z where z.code = t.code and z.valid_to is null)`
    const updated = await tx`
      update zone z set name_zh = t.name, name_en = t.name, geom = t.geom from ${given}
      where z.source = ${run.source} and z.source_ref = t.ref and z.version = 1 and (z.name_zh is distinct from t.name or not z.geom = t.geom)`
    return { inserted: count, updated: updated.count, unchanged: rows.length - count - updated.count }
  })
}

/** Buildings without a zone that lie in one now get it, with its area. */
export async function settleBuildings(run: Run): Promise<number> {
  const settled = await asActor(run.sql, run.actor, (tx) => tx`
    update building b set zone_id = z.id, area_id = z.area_id from zone z
    where z.import_id = ${run.id} and b.zone_id is null and b.geom && z.geom and st_intersects(st_pointonsurface(b.geom), z.geom)`)
  return settled.count
}
