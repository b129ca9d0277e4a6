import type { ColumnMap } from '../../geodata/format/columns.ts'
import { readCameraFacts } from '../../geodata/format/cameraFacts.ts'
import { isDeviceCode } from '../../geodata/format/deviceCode.ts'
import type { CameraRow, PlaceRow } from '../../geodata/format/osm/classify.ts'
import { PlaceKind } from '../../geodata/model/ground.ts'
import { type Reason, isReason, placeOf } from './placeOf.ts'
import type { RawRow } from './rawRow.ts'
import type { Run } from './types.ts'

const han = /\p{Script=Han}/u

/** A row of a table as a camera or place; the shape is already EPSG:4326. */
export function readPoint(run: Run, noun: 'camera' | 'place', map: ColumnMap, row: RawRow): CameraRow | PlaceRow | Reason {
  if (row.broken) return { kind: row.broken, reason: row.broken }
  const cell = (field: string) => row.cells[map[field] ?? -1]?.trim() ?? ''
  const place = placeOf(cell('longitude'), cell('latitude'), run.reproject)
  if (isReason(place)) return place
  const name = cell('name').slice(0, 200)
  const common = {
    ref: cell('id') || `${place.join(',')} ${name}`,
    nameZh: han.test(name) || !name ? name : '',
    nameEn: cell('nameEn') || (han.test(name) ? '' : name),
    geometry: { type: 'Point' as const, coordinates: place },
  }
  if (noun === 'place') {
    const kind = PlaceKind.safeParse(cell('kind').toLowerCase().replace(/\s+/g, '_'))
    return { noun, ...common, kind: kind.success ? kind.data : 'other', address: cell('address').slice(0, 200), openingHours: cell('openingHours').slice(0, 200) }
  }
  // Registers often use the device code as the number of a camera.
  const deviceCode = cell('deviceCode') || (isDeviceCode(cell('id')) ? cell('id') : '')
  return { noun, ...common, ...readCameraFacts((field) => (field === 'deviceCode' ? deviceCode : cell(field))) }
}
