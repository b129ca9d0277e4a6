import { readFileSync } from 'node:fs'
import { contiguity } from '../../../geodata/analysis/contiguity.ts'
import { listsOf } from '../../../geodata/analysis/neighbourTable.ts'
import type { PolygonXY } from '../../../geodata/analysis/method.ts'
import type { ZoningUnits } from '../../../geodata/zoning/units.ts'
import { unitsFrom, type Border } from './samples.ts'

type County = { properties: { name: string; pop: number; cd_2010: number }; geometry: { coordinates: [number, number][][][] } }

/** The 99 counties of Iowa with their people of 2010, neighbours by shared border, and the four districts in force. */
export function iowa(): { units: ZoningUnits; enacted: Int32Array } {
  const file = new URL('../../../../shared/data/benchmarks/districting_iowa/iowa_counties_2010.geojson', import.meta.url)
  const counties = (JSON.parse(readFileSync(file, 'utf8')) as { features: County[] }).features
  const meters = ([lng, lat]: [number, number]): [number, number] => [lng * 111_320 * Math.cos((42 * Math.PI) / 180), lat * 110_574]
  const polygons = counties.map(({ geometry }): PolygonXY => geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(meters))))
  const near = listsOf(contiguity(polygons, 'rook', 200))
  const borders = near.flatMap((list, a) => list.filter((b) => b > a).map((b): Border => ({ a, b, meters: sharedMeters(polygons[a]!, polygons[b]!) })))
  const units = unitsFrom(polygons.map((polygon, i) => {
    const ring = polygon[0]![0]!
    return { households: counties[i]!.properties.pop, x: ring[0]![0], y: ring[0]![1], squareMeters: Math.abs(ring.slice(1).reduce((sum, p, k) => sum + ring[k]![0] * p[1] - p[0] * ring[k]![1], 0) / 2), perimeterMeters: ring.slice(1).reduce((sum, p, k) => sum + Math.hypot(p[0] - ring[k]![0], p[1] - ring[k]![1]), 0) }
  }), borders)
  return { units, enacted: Int32Array.from(counties, ({ properties }) => properties.cd_2010 - 1) }
}

/** Length of the first outline that lies within 200 m of the second, by pieces of 200 m. */
function sharedMeters(a: PolygonXY, b: PolygonXY): number {
  const edges = b.flat().flatMap((ring) => ring.slice(1).map((p, i) => [ring[i]!, p] as const))
  let sum = 0
  for (const ring of a.flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [[x0, y0], [x1, y1]] = [ring[i - 1]!, ring[i]!]
      const length = Math.hypot(x1 - x0, y1 - y0)
      const pieces = Math.max(1, Math.round(length / 200))
      for (let k = 0; k < pieces; k++) {
        const at: [number, number] = [x0 + ((k + 0.5) / pieces) * (x1 - x0), y0 + ((k + 0.5) / pieces) * (y1 - y0)]
        if (edges.some(([p, q]) => distanceToEdge(at, p, q) < 200)) sum += length / pieces
      }
    }
  }
  return sum
}

function distanceToEdge([x, y]: readonly [number, number], [x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]): number {
  const [dx, dy] = [x1 - x0, y1 - y0]
  const share = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - x0 - share * dx, y - y0 - share * dy)
}
