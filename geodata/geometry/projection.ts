import { EQUATOR_RADIUS_METERS, FLATTENING, type LngLat, type MetersXY } from './lngLat.ts'

export type Projection = {
  center: LngLat
  /** [lng, lat] in degrees -> metres east and north of the centre. */
  forward: (place: LngLat) => MetersXY
  /** Metres east and north of the centre -> [lng, lat] in degrees. */
  inverse: (point: MetersXY) => LngLat
}

const DEGREE = Math.PI / 180
const n = FLATTENING / (2 - FLATTENING)
const RECTIFYING_RADIUS = (EQUATOR_RADIUS_METERS / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64)
const ECCENTRICITY = Math.sqrt(FLATTENING * (2 - FLATTENING))
const ALPHA = [
  n / 2 - (2 * n ** 2) / 3 + (5 * n ** 3) / 16 + (41 * n ** 4) / 180,
  (13 * n ** 2) / 48 - (3 * n ** 3) / 5 + (557 * n ** 4) / 1440,
  (61 * n ** 3) / 240 - (103 * n ** 4) / 140,
  (49561 * n ** 4) / 161280,
]
const BETA = [
  n / 2 - (2 * n ** 2) / 3 + (37 * n ** 3) / 96 - n ** 4 / 360,
  n ** 2 / 48 + n ** 3 / 15 - (437 * n ** 4) / 1440,
  (17 * n ** 3) / 480 - (37 * n ** 4) / 840,
  (4397 * n ** 4) / 161280,
]

/**
 * Transverse Mercator on WGS 84 with the centre's meridian as axis, scale 1 (Krüger 1912 series to n^4, Karney 2011).
 * Angles are true; lengths are too long by x²/2R², at most 5 parts in a million within 20 km of the centre (10 cm in 20 km).
 * Meant for a city: within about 3,000 km of the centre it still inverts to less than a millimetre.
 * @throws RangeError if the centre is not on the map
 */
export function createProjection(center: LngLat): Projection {
  if (!(Math.abs(center[0]) <= 180 && Math.abs(center[1]) < 90)) throw new RangeError(`cannot project around [${center[0]}, ${center[1]}]`)
  const originNorth = fromAngles(0, center[1] * DEGREE)[1]
  return {
    center,
    forward([lng, lat]) {
      const [x, y] = fromAngles(wrap(lng - center[0]) * DEGREE, lat * DEGREE)
      return [x, y - originNorth]
    },
    inverse([xMeters, yMeters]) {
      const [angle, lat] = toAngles(xMeters, yMeters + originNorth)
      return [wrap(center[0] + angle / DEGREE), lat / DEGREE]
    },
  }
}

const wrap = (degrees: number) => (degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees)

function fromAngles(angle: number, lat: number): MetersXY {
  const sine = Math.sin(lat)
  const t = Math.sinh(Math.atanh(sine) - ECCENTRICITY * Math.atanh(ECCENTRICITY * sine))
  const xi = Math.atan2(t, Math.cos(angle))
  const eta = Math.asinh(Math.sin(angle) / Math.hypot(t, Math.cos(angle)))
  let north = xi
  let east = eta
  ALPHA.forEach((factor, i) => {
    const j = 2 * (i + 1)
    north += factor * Math.sin(j * xi) * Math.cosh(j * eta)
    east += factor * Math.cos(j * xi) * Math.sinh(j * eta)
  })
  return [RECTIFYING_RADIUS * east, RECTIFYING_RADIUS * north]
}

function toAngles(x: number, y: number): [angle: number, lat: number] {
  let xi = y / RECTIFYING_RADIUS
  let eta = x / RECTIFYING_RADIUS
  const north = xi
  const east = eta
  BETA.forEach((factor, i) => {
    const j = 2 * (i + 1)
    xi -= factor * Math.sin(j * north) * Math.cosh(j * east)
    eta -= factor * Math.cos(j * north) * Math.sinh(j * east)
  })
  const conformal = Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi)) // tangent of the conformal latitude
  return [Math.atan2(Math.sinh(eta), Math.cos(xi)), geographicLatitude(conformal)]
}

/** Newton's method on the tangent of the latitude (Karney 2011, eqs 19-21): two or three steps to the last digit. */
function geographicLatitude(conformalTangent: number): number {
  let tangent = conformalTangent / (1 - ECCENTRICITY ** 2)
  for (let step = 0; step < 6; step++) {
    const secant = Math.hypot(1, tangent)
    const sigma = Math.sinh(ECCENTRICITY * Math.atanh((ECCENTRICITY * tangent) / secant))
    const value = tangent * Math.hypot(1, sigma) - sigma * secant
    const change =
      (((conformalTangent - value) / Math.hypot(1, value)) * (1 + (1 - ECCENTRICITY ** 2) * tangent ** 2)) /
      ((1 - ECCENTRICITY ** 2) * secant)
    tangent += change
    if (Math.abs(change) < 1e-15 * Math.max(1, Math.abs(tangent))) break
  }
  return Math.atan(tangent)
}
