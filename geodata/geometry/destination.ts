import { createProjection } from './projection.ts'
import type { LngLat } from './lngLat.ts'

const DEGREE = Math.PI / 180

/**
 * The place `distanceMeters` metres from `from` towards `bearingDegrees` (clockwise from north), reckoned in the local
 * transverse Mercator plane around `from`: within 10 cm of the geodesic for up to 20 km. For farther ways it is not meant.
 */
export function destination(from: LngLat, bearingDegrees: number, distanceMeters: number): LngLat {
  const angle = bearingDegrees * DEGREE
  return createProjection(from).inverse([distanceMeters * Math.sin(angle), distanceMeters * Math.cos(angle)])
}
