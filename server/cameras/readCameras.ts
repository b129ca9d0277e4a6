import type { CameraSight } from '../../geodata/camera/cameraView.ts'
import { guessColumns } from '../../geodata/format/columns.ts'
import { readAngle, readDirection, readMeters } from '../../geodata/format/osm/measure.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { inspectFile } from '../import/openText.ts'
import { openTable } from '../import/openTable.ts'
import { isReason, placeOf } from '../import/placeOf.ts'
import { CommandError } from '../cli/tell.ts'

/** A camera of a file: its id, its place in degrees, and what could be read of the rest. */
export type ReadCamera = Omit<CameraSight, 'xMeters' | 'yMeters'> & { id: string; place: LngLat }
export type CamerasFound = { cameras: ReadCamera[]; /** Why rows were left out, and what could not be understood, each with how often. */ left: Map<string, number> }

const kinds: [RegExp, CameraSight['kind']][] = [[/dome|半球/i, 'dome'], [/ptz|pan|球机|云台/i, 'ptz']]
const largestRangeMeters = 2_000

/** Cameras of a GeoJSON or CSV, with OpenStreetMap's tags or names of our own. @throws FormatError or CommandError with a sentence */
export async function readCameras(path: string): Promise<CamerasFound> {
  const { header, batches } = await openTable(await inspectFile(path))
  const { map } = guessColumns('cameras', header)
  if (map.longitude === undefined || map.latitude === undefined) throw new CommandError(`${path} has no points: expected a GeoJSON of points, or columns of longitude and latitude.`)
  const pixelsAt = header.findIndex((name) => /^(pixels|resolution|pixels.?across)$/i.test(name))
  const osmAt = header.findIndex((name) => /^(osm_id|@id)$/i.test(name))
  const left = new Map<string, number>()
  const count = (what: string) => void left.set(what, (left.get(what) ?? 0) + 1)
  const cameras: ReadCamera[] = []
  for await (const rows of batches) for (const { cells, line, broken } of rows) {
    const cell = (field: string) => cells[map[field] ?? -1]?.trim() ?? ''
    const place = broken ? { kind: broken, reason: broken } : placeOf(cell('longitude'), cell('latitude'), (place) => place)
    if (isReason(place)) {
      count(`left out: ${place.kind}`)
      continue
    }
    const read = <T>(field: string, reader: (text: string) => T | null): T | null => {
      const value = reader(cell(field))
      if (value === null && cell(field)) count(`${field} not understood, e.g. "${cell(field).slice(0, 30)}"`)
      return value
    }
    cameras.push({
      id: cell('id') || cells[osmAt] || String(line), place,
      kind: kinds.find(([words]) => words.test(cell('kind')))?.[1] ?? 'fixed',
      azimuthDegrees: read('azimuth', readDirection), fieldOfViewDegrees: read('fieldOfView', readAngle),
      rangeMeters: read('range', (text) => { const meters = readMeters(text); return meters !== null && meters > 0 && meters <= largestRangeMeters ? meters : null }),
      pixels: pixelsAt < 0 || !(Number(cells[pixelsAt]) > 0) ? null : Number(cells[pixelsAt]),
    })
  }
  if (!cameras.length) throw new CommandError(`${path}: none of its rows is a camera with a place (${[...left].map(([what, n]) => `${n} ${what}`).join(', ')}).`)
  return { cameras, left }
}
