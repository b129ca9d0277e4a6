import type { Geometry, LngLat } from '../model/geometry.ts'

/**
 * A place on or in a shape, degrees: the point itself, the middle vertex of a line, for a polygon the middle of the widest stretch
 * that a line of latitude halfway up cuts out of it (so never in a hole or beside a bent shape).
 */
export function insidePlace(geometry: Geometry): LngLat {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates
    case 'MultiPoint':
      return geometry.coordinates[0] as LngLat
    case 'LineString':
      return geometry.coordinates[geometry.coordinates.length >> 1] as LngLat
    case 'MultiLineString':
      return insidePlace({ type: 'LineString', coordinates: geometry.coordinates[0] as LngLat[] })
    case 'Polygon':
      return insideRings(geometry.coordinates)
    case 'MultiPolygon':
      return insideRings(geometry.coordinates.toSorted((a, b) => height(b[0]) - height(a[0]))[0] as LngLat[][])
  }
}

function height(ring: LngLat[] = []): number {
  let [south, north] = [Infinity, -Infinity]
  for (const [, lat] of ring) {
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return north - south
}

function insideRings(rings: LngLat[][]): LngLat {
  const outer = rings[0] as LngLat[]
  let [south, north] = [Infinity, -Infinity]
  for (const [, lat] of outer) {
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  // Not exactly the middle: a vertex there would be counted twice or not at all.
  const lat = south + (north - south) * 0.5000001
  const crossings = rings.flatMap((ring) => crossingsAt(ring, lat)).toSorted((a, b) => a - b)
  let best: LngLat = outer[0] as LngLat
  let widest = -1
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [west = 0, east = 0] = [crossings[i], crossings[i + 1]]
    if (east - west > widest) [widest, best] = [east - west, [(west + east) / 2, lat]]
  }
  return best
}

function crossingsAt(ring: LngLat[], lat: number): number[] {
  const found: number[] = []
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1] as LngLat
    const [x2, y2] = ring[i] as LngLat
    if (y1 > lat !== y2 > lat) found.push(x1 + ((x2 - x1) * (lat - y1)) / (y2 - y1))
  }
  return found
}

