import { FLATTENING, type LngLat } from './lngLat.ts'

const DEGREE = Math.PI / 180
const SECOND_ECCENTRICITY_SQUARED = (FLATTENING * (2 - FLATTENING)) / (1 - FLATTENING) ** 2

/**
 * Degrees clockwise from north, [0, 360), in which `to` is seen from `from`. Great-circle bearing with the longitude
 * difference scaled for the spheroid (Bowring 1981): within 0.000001° of the geodesic over 20 km and 0.001° over 1,000 km; plain
 * spherical bearings are off by up to 0.2° even over short ways. 0 when both are one place.
 */
export function bearingDegrees(from: LngLat, to: LngLat): number {
  const lat = from[1] * DEGREE
  const a = Math.sqrt(1 + SECOND_ECCENTRICITY_SQUARED * Math.cos(lat) ** 4)
  const b = Math.sqrt(1 + SECOND_ECCENTRICITY_SQUARED * Math.cos(lat) ** 2)
  const difference = (to[1] - from[1]) * DEGREE
  const w = (a * ((((to[0] - from[0] + 540) % 360) - 180) * DEGREE)) / 2
  const d =
    (difference / (2 * b)) * (1 + ((3 * SECOND_ECCENTRICITY_SQUARED) / (4 * b * b)) * difference * Math.sin(2 * lat + (2 * difference) / 3))
  const e = Math.sin(d) * Math.cos(w)
  const f = (1 / a) * Math.sin(w) * (b * Math.cos(lat) * Math.cos(d) - Math.sin(lat) * Math.sin(d))
  if (e === 0 && f === 0) return 0
  const g = Math.atan2(f, e)
  const h = Math.atan((1 / a) * (Math.sin(lat) + b * Math.cos(lat) * Math.tan(d)) * Math.tan(w))
  return ((g - h) / DEGREE + 720) % 360
}
