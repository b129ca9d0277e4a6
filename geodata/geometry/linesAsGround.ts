import type { LineString, MultiPolygon, Geometry } from '../model/geometry.ts'
import type { MetersXY } from './lngLat.ts'
import { bbox } from './bbox.ts'
import { createProjection } from './projection.ts'

/** Half the width of a street with its pavements. */
const halfWidthMeters = 12

/** The ground of a street: each straight piece as a rectangle, a little longer than itself so that corners have no gaps. */
export function linesAsGround(lines: Extract<Geometry, { type: 'LineString' | 'MultiLineString' }>): MultiPolygon {
  const [west, south, east, north] = bbox(lines) ?? [0, 0, 0, 0]
  const plane = createProjection([(west + east) / 2, (south + north) / 2])
  const turn = (point: MetersXY): [number, number] => plane.inverse(point).map((degrees) => Math.round(degrees * 1e7) / 1e7) as [number, number]
  const all: LineString['coordinates'][] = lines.type === 'LineString' ? [lines.coordinates] : lines.coordinates
  const pieces = all.flatMap((line) => line.slice(1).map((end, i) => [plane.forward(line[i] as [number, number]), plane.forward(end)] as const))
  return {
    type: 'MultiPolygon',
    coordinates: pieces.flatMap(([[x0, y0], [x1, y1]]) => {
      const length = Math.hypot(x1 - x0, y1 - y0)
      if (!(length > 0)) return []
      const [ux, uy] = [((x1 - x0) / length) * halfWidthMeters, ((y1 - y0) / length) * halfWidthMeters]
      const corners: MetersXY[] = [[x0 - ux + uy, y0 - uy - ux], [x1 + ux + uy, y1 + uy - ux], [x1 + ux - uy, y1 + uy + ux], [x0 - ux - uy, y0 - uy + ux], [x0 - ux + uy, y0 - uy - ux]]
      return [[corners.map(turn)]]
    }),
  }
}
