import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { LngLat } from './lngLat.ts'

/**
 * Whether a place lies in a polygon or polygons, holes taken off (even-odd crossing count to the east). West and south edges
 * belong to the area, east and north ones do not, and each edge is reckoned from its lower end, so that a place on the
 * border of two areas that share the edge's two corners lies in exactly one of them.
 */
export function pointInPolygon(place: LngLat, area: Polygon | MultiPolygon): boolean {
  if (area.type === 'Polygon') return inRings(place, area.coordinates)
  return area.coordinates.some((rings) => inRings(place, rings))
}

function inRings(place: LngLat, rings: Position[][]): boolean {
  let inside = false
  for (const ring of rings) if (crossesOddly(place, ring)) inside = !inside
  return inside
}

function crossesOddly([x, y]: LngLat, ring: Position[]): boolean {
  let odd = false
  for (let i = 1; i < ring.length; i++) {
    let low = ring[i - 1] as [number, number]
    let high = ring[i] as [number, number]
    if (low[1] > high[1]) [low, high] = [high, low]
    if (y < low[1] || y >= high[1]) continue
    if (x < low[0] + ((high[0] - low[0]) * (y - low[1])) / (high[1] - low[1])) odd = !odd
  }
  return odd
}
