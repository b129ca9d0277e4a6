import type { ColumnMap } from '../../geodata/format/columns.ts'
import { readCameraFacts } from '../../geodata/format/cameraFacts.ts'
import { isDeviceCode } from '../../geodata/format/deviceCode.ts'
import type { CameraRow, PlaceRow } from '../../geodata/format/osm/classify.ts'
import { PlaceKind } from '../../geodata/model/ground.ts'
import { type Reason, isReason, placeOf } from './placeOf.ts'
import type { RawRow } from './rawRow.ts'
import type { Run } from './types.ts'

/** What registers call a street light. */
const lights = new Set(['street_lamp', 'streetlight', 'streetlamp', 'street_lighting', 'lamp_post', 'lamppost', '路灯', '路灯杆', '灯杆'])
const kindOf = (text: string): PlaceKind => {
  const named = text.toLowerCase().replace(/\s+/g, '_')
  return lights.has(named) ? 'street_light' : PlaceKind.catch('other').parse(named)
}

const han = /\p{Script=Han}/u

/** A row of a table as a camera, place or street light; the shape is already EPSG:4326. */
export function readPoint(run: Run, noun: 'camera' | 'place' | 'light', map: ColumnMap, row: RawRow): CameraRow | PlaceRow | Reason {
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
  if (noun !== 'camera') {
    const kind = noun === 'light' ? 'street_light' : kindOf(cell('kind'))
    return { noun: kind === 'street_light' ? 'light' : 'place', ...common, kind, address: cell('address').slice(0, 200), openingHours: cell('openingHours').slice(0, 200) }
  }
  // Registers often use the device code as the number of a camera.
  const deviceCode = cell('deviceCode') || (isDeviceCode(cell('id')) ? cell('id') : '')
  return { noun, ...common, ...readCameraFacts((field) => (field === 'deviceCode' ? deviceCode : cell(field))) }
}
