import type { LngLat, Polygon } from '../model/geometry.ts'
import type { Ring, XY } from './plane.ts'

/** Where the made-up town lies: EPSG:4326. No real settlement is copied. */
export const townCentre: LngLat = [118.62, 31.42]

/** Metres per degree on the WGS 84 ellipsoid (series of Snyder 1987, as in NIMA TR8350.2) at the town's latitude. */
const latitude = (townCentre[1] * Math.PI) / 180
const metersPerDegreeLat = 111132.954 - 559.822 * Math.cos(2 * latitude) + 1.175 * Math.cos(4 * latitude)
const metersPerDegreeLng = 111412.84 * Math.cos(latitude) - 93.5 * Math.cos(3 * latitude) + 0.118 * Math.cos(5 * latitude)

/** About a centimetre; the same point of the plane always becomes the same degrees, so that borders stay shared. */
const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7

/** Plane metres to EPSG:4326 degrees. */
export const toLngLat = ([x, y]: XY): LngLat => [
  rounded(townCentre[0] + x / metersPerDegreeLng),
  rounded(townCentre[1] + y / metersPerDegreeLat),
]

/** EPSG:4326 degrees to plane metres. */
export const toPlane = ([lng, lat]: readonly [number, number]): XY => [
  (lng - townCentre[0]) * metersPerDegreeLng,
  (lat - townCentre[1]) * metersPerDegreeLat,
]

/** A closed GeoJSON ring of an open one. */
export const closedRing = (ring: Ring): LngLat[] => [...ring, ring[0] as XY].map(toLngLat)

export const toPolygon = (ring: Ring): Polygon => ({ type: 'Polygon', coordinates: [closedRing(ring)] })
