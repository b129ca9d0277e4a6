import { checkGeometry } from '../../../geodata/geometry/checkGeometry.ts'
import type { Geometry, LngLat } from '../../../geodata/model/geometry.ts'
import type { Drawing } from '../sceneData.ts'

/** A centimetre: more digits say nothing about where a person clicked. */
const rounded = ([lng, lat]: readonly number[]): LngLat => [Number((lng as number).toFixed(7)), Number((lat as number).toFixed(7))]
const isSame = (a: LngLat | undefined, b: LngLat | undefined) => a?.[0] === b?.[0] && a?.[1] === b?.[1]

/** Corners as a shape, each place once in a row; null while there are too few. */
export function shapeOfCorners(kind: 'drawLine' | 'drawPolygon', places: readonly (readonly number[])[]): Geometry | null {
  const corners = places.map(rounded).filter((corner, i, all) => i === 0 || !isSame(corner, all[i - 1]))
  if (kind === 'drawLine') return corners.length > 1 ? { type: 'LineString', coordinates: corners } : null
  const open = isSame(corners[0], corners.at(-1)) ? corners.slice(0, -1) : corners
  return open.length > 2 ? { type: 'Polygon', coordinates: [[...open, open[0]!]] } : null
}

/** What is said of a shape in work; the check is that of the server. */
export function drawingOf(kind: 'drawLine' | 'drawPolygon', places: readonly (readonly number[])[], corners: number, done = false): Drawing {
  const geometry = shapeOfCorners(kind, places)
  return { geometry, corners, fault: geometry ? (checkGeometry(geometry)?.reason ?? null) : null, done }
}
