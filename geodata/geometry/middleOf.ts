import type { Geometry, LngLat } from '../model/geometry.ts'
import { bbox } from './bbox.ts'

/** The middle of the box around a shape: where a camera goes. */
export function middleOf(geometry: Geometry): LngLat {
  const [west, south, east, north] = bbox(geometry) ?? [0, 0, 0, 0]
  return [(west + east) / 2, (south + north) / 2]
}
