import type { CameraRow } from '../../geodata/format/osm/classify.ts'
import type { Transaction } from '../database.ts'
import type { Run, Written } from './types.ts'
import { homes, of, type Placed, written } from './writeMapRows.ts'

/** A device code names one camera: where another has it, this one goes without, and says so. */
async function ownCodes(tx: Transaction, run: Run, rows: Placed<CameraRow>[]): Promise<(string | null)[]> {
  const taken = new Map((await tx<{ deviceCode: string; source: string; sourceRef: string; code: string }[]>`
    select device_code, source, coalesce(source_ref, '') as source_ref, code from camera where device_code = any(${rows.flatMap(({ deviceCode }) => (deviceCode ? [deviceCode] : []))}::text[])`).map((row) => [row.deviceCode, row]))
  return rows.map(({ deviceCode, ref, doubts }) => {
    if (!deviceCode) return null
    const other = taken.get(deviceCode)
    if (other && !(other.source === run.source && other.sourceRef === ref)) {
      doubts.push({ field: 'deviceCode', reason: `device code ${deviceCode} is that of camera ${other.code} already and was left out` })
      return null
    }
    taken.set(deviceCode, { deviceCode, source: run.source, sourceRef: ref, code: ref })
    return deviceCode
  })
}

/** A camera is equipment somebody maintains here: once its row was changed by hand (version above 1), a file no longer changes it. How it is (its state) is taken from a file only when it is new. */
export async function writeCameras(tx: Transaction, run: Run, rows: Placed<CameraRow>[]): Promise<Written> {
  const codes = await ownCodes(tx, run, rows)
  const given = tx`(select ref, area_id, name, kind, azimuth_deg, field_of_view_deg, tilt_deg, range_m, height_m, pixels, lens_mm, owner_unit, device_code, filing_number, retention_days, state, wkb::geometry as geom
    from unnest(${of(rows, 'ref')}::text[], ${homes(rows).areas}::integer[], ${rows.map((row) => row.nameZh || row.nameEn)}::text[], ${of(rows, 'kind')}::text[], ${of(rows, 'azimuthDegrees')}::real[], ${of(rows, 'fieldOfViewDegrees')}::real[],
      ${of(rows, 'tiltDegrees')}::real[], ${of(rows, 'rangeMeters')}::real[], ${of(rows, 'heightMeters')}::real[], ${of(rows, 'pixels')}::integer[], ${of(rows, 'lensMillimeters')}::real[], ${of(rows, 'ownerUnit')}::text[], ${codes}::text[],
      ${of(rows, 'filingNumber')}::text[], ${of(rows, 'retentionDays')}::smallint[], ${of(rows, 'state')}::text[], ${of(rows, 'wkb')}::text[])
      as u(ref, area_id, name, kind, azimuth_deg, field_of_view_deg, tilt_deg, range_m, height_m, pixels, lens_mm, owner_unit, device_code, filing_number, retention_days, state, wkb)) t`
  const { count } = await tx`insert into camera (area_id, code, name, kind, azimuth_deg, field_of_view_deg, tilt_deg, range_m, height_m, pixels, lens_mm, owner_unit, estate_id, device_code, filing_number, retention_days, state, geom, source, source_ref, import_id)
    select area_id, left(upper(ref), 60), name, kind, azimuth_deg, field_of_view_deg, tilt_deg, range_m, height_m, pixels, lens_mm, owner_unit, estate_at(geom), device_code, filing_number, retention_days, coalesce(state, 'online'), geom, ${run.source}, ref, ${run.id} from ${given}
    on conflict (source, source_ref) do nothing`
  if (count === rows.length) return written(rows, count, 0)
  const updated = await tx`update camera s set name = t.name, kind = t.kind, azimuth_deg = t.azimuth_deg, field_of_view_deg = t.field_of_view_deg, tilt_deg = t.tilt_deg, range_m = t.range_m, height_m = t.height_m, pixels = t.pixels, lens_mm = t.lens_mm,
      owner_unit = t.owner_unit, device_code = t.device_code, filing_number = t.filing_number, retention_days = t.retention_days, geom = t.geom from ${given}
    where s.source = ${run.source} and s.source_ref = t.ref and s.version = 1
      and ((s.name, s.kind, s.azimuth_deg, s.field_of_view_deg, s.tilt_deg, s.range_m, s.height_m, s.pixels, s.lens_mm, s.owner_unit, s.device_code, s.filing_number, s.retention_days)
        is distinct from (t.name, t.kind, t.azimuth_deg, t.field_of_view_deg, t.tilt_deg, t.range_m, t.height_m, t.pixels, t.lens_mm, t.owner_unit, t.device_code, t.filing_number, t.retention_days) or not s.geom = t.geom)`
  return written(rows, count, updated.count)
}
