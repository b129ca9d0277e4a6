import type { LngLat } from '../model/geometry.ts'
import { EQUATOR_RADIUS_METERS, FLATTENING } from '../geometry/lngLat.ts'

/** Places of a plan lie on a grid of 1e-7 degrees (about a centimetre), held as integers: what is shared is then equal, and orientations are exact. */
export type Cell = readonly [x: number, y: number]
export const cellsPerDegree = 1e7

export const cellOf = ([lng, lat]: readonly number[]): Cell => [Math.round((lng as number) * cellsPerDegree), Math.round((lat as number) * cellsPerDegree)]
export const placeOf = (x: number, y: number): LngLat => [x / cellsPerDegree, y / cellsPerDegree]
export const cellKey = (x: number, y: number): string => `${x},${y}`

/** Metres of one cell east and north at a latitude, on the spheroid; for a community the error is below a thousandth. */
export type CellMeters = { x: number; y: number }
export function cellMeters(latDegrees: number): CellMeters {
  const sine = Math.sin((latDegrees * Math.PI) / 180)
  const square = FLATTENING * (2 - FLATTENING)
  const curve = 1 - square * sine * sine
  const radian = Math.PI / 180 / cellsPerDegree
  return { x: (EQUATOR_RADIUS_METERS / Math.sqrt(curve)) * Math.cos((latDegrees * Math.PI) / 180) * radian, y: ((EQUATOR_RADIUS_METERS * (1 - square)) / curve ** 1.5) * radian }
}

/** West, south, east, north in cells. */
export type CellBox = [number, number, number, number]
export const noBox = (): CellBox => [Infinity, Infinity, -Infinity, -Infinity]
export function widen(box: CellBox, x: number, y: number) {
  if (x < box[0]) box[0] = x
  if (y < box[1]) box[1] = y
  if (x > box[2]) box[2] = x
  if (y > box[3]) box[3] = y
}
export const boxesMeet = (a: CellBox, b: CellBox, by = 0): boolean => a[0] - by <= b[2] && b[0] - by <= a[2] && a[1] - by <= b[3] && b[1] - by <= a[3]

/** Twice the signed area in cells, positive when counter-clockwise; reckoned around the first corner, or it would lose digits. */
export function twiceArea(xs: readonly number[], ys: readonly number[]): number {
  const [x0, y0] = [xs[0] ?? 0, ys[0] ?? 0]
  let sum = 0
  for (let i = 1; i + 1 < xs.length; i++) sum += (xs[i]! - x0) * (ys[i + 1]! - y0) - (xs[i + 1]! - x0) * (ys[i]! - y0)
  return sum
}
