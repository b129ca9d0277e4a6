import type { ColumnMap } from '../../geodata/format/columns.ts'
import { readAngle, readDirection, readMeters } from '../../geodata/format/osm/measure.ts'
import type { CameraRow, PlaceRow } from '../../geodata/format/osm/classify.ts'
import { PlaceKind } from '../../geodata/model/ground.ts'
import { type Reason, isReason, placeOf } from './placeOf.ts'
import type { RawRow } from './rawRow.ts'
import type { Run } from './types.ts'

const han = /\p{Script=Han}/u
const cameraKinds: [RegExp, CameraRow['kind']][] = [[/dome|半球/i, 'dome'], [/ptz|pan|球机|云台/i, 'ptz']]

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
  return {
    noun, ...common,
    kind: cameraKinds.find(([words]) => words.test(cell('kind')))?.[1] ?? 'fixed',
    azimuthDegrees: readDirection(cell('azimuth')), fieldOfViewDegrees: readAngle(cell('fieldOfView')), heightMeters: readMeters(cell('height')),
  }
}
