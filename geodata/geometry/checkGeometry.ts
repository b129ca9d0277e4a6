import type { Position } from 'geojson'
import { checkPolygons } from './checkPolygons.ts'
import type { Fault } from './ringContacts.ts'

/** What is wrong with a geometry and where, for example `coordinates[0][3]`. */
export type GeometryFault = Fault

export const MAX_POSITIONS = 5000

/** How deep positions lie in `coordinates`. */
const DEPTHS: Record<string, number> = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }

/**
 * Says why a GeoJSON geometry (EPSG:4326) may not be stored, or undefined when it may: anything but the six plain types, empty parts,
 * numbers that are not finite or off the world, heights or measures, more than 5,000 positions, open rings, rings that cross or touch
 * themselves, holes outside, overlapping polygons. Nothing is repaired. Lines may cross themselves, as a patrol's way does.
 * Takes unchecked input and does not throw. 5,000 positions take 4 to 15 ms in drawn shapes, 20 to 40 ms as a thousand holes, and 45 to 60 ms in
 * the worst shape known, a sun of spikes (warm, on the two-core build machine).
 */
export function checkGeometry(geometry: unknown): GeometryFault | undefined {
  if (typeof geometry !== 'object' || geometry === null) return { path: '', reason: 'is not a GeoJSON geometry' }
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown }
  if (typeof type !== 'string' || !Object.hasOwn(DEPTHS, type))
    return { path: 'type', reason: `must be one of ${Object.keys(DEPTHS).join(', ')}` }
  const fault = checkPositions(coordinates, 'coordinates', DEPTHS[type] as number, { positions: 0 })
  if (fault) return fault
  if (type === 'LineString') return checkLine(coordinates as Position[], 'coordinates')
  if (type === 'MultiLineString') return firstFault(coordinates as Position[][], 'coordinates', checkLine)
  if (type === 'Polygon') return checkRings([coordinates as Position[][]], ['coordinates'])
  if (type === 'MultiPolygon')
    return checkRings(
      coordinates as Position[][][],
      (coordinates as Position[][][]).map((_, i) => `coordinates[${i}]`),
    )
  return undefined
}

function checkPositions(value: unknown, path: string, depth: number, count: { positions: number }): Fault | undefined {
  if (!Array.isArray(value)) return { path, reason: 'is not an array' }
  if (depth === 0) {
    count.positions++
    return count.positions > MAX_POSITIONS ? { path, reason: `more than ${MAX_POSITIONS} positions` } : checkPosition(value, path)
  }
  if (value.length === 0) return { path, reason: 'is empty' }
  return firstFault(value, path, (part, partPath) => checkPositions(part, partPath, depth - 1, count))
}

function checkPosition(position: unknown[], path: string): Fault | undefined {
  if (position.length !== 2) return { path, reason: `has ${position.length} numbers, expected longitude and latitude` }
  return firstFault(position, path, (value, valuePath) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return { path: valuePath, reason: 'is not a finite number' }
    const [name, limit] = valuePath.endsWith('[0]') ? ['longitude', 180] : ['latitude', 90]
    return Math.abs(value) > limit ? { path: valuePath, reason: `${name} ${value} is off the world` } : undefined
  })
}

function checkLine(line: Position[], path: string): Fault | undefined {
  const [first] = line
  const isPoint = line.every((position) => position[0] === first?.[0] && position[1] === first?.[1])
  return isPoint ? { path, reason: 'a line needs at least two different positions' } : undefined
}

function checkRings(polygons: Position[][][], paths: string[]): Fault | undefined {
  const broken = polygons.map((rings, p) => firstFault(rings, paths[p] as string, checkRing)).find((fault) => fault)
  return broken ?? checkPolygons(polygons, paths)
}

function checkRing(ring: Position[], path: string): Fault | undefined {
  if (ring.length < 4) return { path, reason: `a ring needs at least 4 positions, got ${ring.length}` }
  const [first, last] = [ring[0], ring.at(-1)]
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1]
  return isClosed ? undefined : { path: `${path}[${ring.length - 1}]`, reason: 'the ring does not end where it began' }
}

function firstFault<T>(values: T[], path: string, check: (value: T, path: string) => Fault | undefined): Fault | undefined {
  for (let i = 0; i < values.length; i++) {
    const fault = check(values[i] as T, `${path}[${i}]`)
    if (fault) return fault
  }
  return undefined
}
