import type { LineString, MultiLineString } from 'geojson'
import { distanceMeters } from './distanceMeters.ts'
import type { LngLat } from './lngLat.ts'

/** Metres along a line or lines on the WGS 84 spheroid; as exact as `distanceMeters`. */
export function lengthMeters(line: LineString | MultiLineString): number {
  const lines = line.type === 'LineString' ? [line.coordinates] : line.coordinates
  let total = 0
  for (const positions of lines) {
    for (let i = 1; i < positions.length; i++)
      total += distanceMeters(positions[i - 1] as unknown as LngLat, positions[i] as unknown as LngLat)
  }
  return total
}
