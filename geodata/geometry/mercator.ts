import type { BBox, LngLat } from './lngLat.ts'

/** Bits per axis of the integer web-mercator grid: one unit is 1.9 cm at the equator. */
export const MERCATOR_BITS = 31
const SIZE = 2 ** MERCATOR_BITS

/** A cell of the grid: x grows east, y grows south, both integers in [0, 2^31). */
export type MercatorXY = { x: number; y: number }

/** A tile, or a range of tiles, at a zoom level of 0 to 31. */
export type Tile = { z: number; x: number; y: number }
export type TileRange = { z: number; minX: number; minY: number; maxX: number; maxY: number }

const clamp = (value: number) => Math.min(Math.max(Math.floor(value), 0), SIZE - 1)

/** Degrees to the integer grid; beyond the square world (85.0511° north or south) the value is clamped to its edge. */
export function mercatorOf([lng, lat]: LngLat): MercatorXY {
  return {
    x: clamp(((lng + 180) / 360) * SIZE),
    y: clamp(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * SIZE),
  }
}

/** The north-west corner of a grid cell in degrees; add 0.5 to both for its middle. Fractions are allowed. */
export function lngLatOfMercator({ x, y }: MercatorXY): LngLat {
  return [(x / SIZE) * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / SIZE))) * 180) / Math.PI]
}

/** The tile of zoom `z` that holds a place. @throws RangeError unless z is an integer of 0 to 31 */
export function tileOf(place: LngLat, z: number): Tile {
  const { x, y } = mercatorOf(place)
  return { z, ...cellOfLevel(x, y, z) }
}

/** The tiles of zoom `z` that a rectangle of degrees touches, first and last included. @throws RangeError if west > east or south > north */
export function tilesOfBBox(box: BBox, z: number): TileRange {
  const { minX, minY, maxX, maxY } = mercatorOfBBox(box)
  const first = cellOfLevel(minX, minY, z)
  const last = cellOfLevel(maxX, maxY, z)
  return { z, minX: first.x, minY: first.y, maxX: last.x, maxY: last.y }
}

/** The grid cells that a rectangle of degrees touches, first and last included. @throws RangeError if west > east or south > north */
export function mercatorOfBBox([west, south, east, north]: BBox): Omit<TileRange, 'z'> {
  if (!(west <= east && south <= north)) throw new RangeError(`not a rectangle: [${west}, ${south}, ${east}, ${north}]`)
  const first = mercatorOf([west, north])
  const last = mercatorOf([east, south])
  return { minX: first.x, minY: first.y, maxX: last.x, maxY: last.y }
}

/** A tile's rectangle in degrees. */
export function bboxOfTile({ z, x, y }: Tile): BBox {
  const side = SIZE / 2 ** z
  const [west, north] = lngLatOfMercator({ x: x * side, y: y * side })
  const [east, south] = lngLatOfMercator({ x: (x + 1) * side, y: (y + 1) * side })
  return [west, south, east, north]
}

function cellOfLevel(x: number, y: number, z: number): MercatorXY {
  if (!(Number.isInteger(z) && z >= 0 && z <= MERCATOR_BITS))
    throw new RangeError(`zoom is ${z}, expected an integer of 0 to ${MERCATOR_BITS}`)
  const side = 2 ** (MERCATOR_BITS - z)
  return { x: Math.floor(x / side), y: Math.floor(y / side) }
}
