import { createProjection } from '../geometry/projection.ts'
import type { LngLat, MultiPolygon } from '../model/geometry.ts'

/** Steps of a degree: the seven decimals that are kept, about a centimetre. */
const perDegree = 1e7

/**
 * The whole numbers on which ground is cut: outlines then come out in seven decimals as they are, and where lines meet is decided without rounding.
 * Areas and lengths are taken in metres of a plane around the same middle.
 */
export type Lattice = {
  xOf(lng: number): number
  yOf(lat: number): number
  toLngLat(x: number, y: number): LngLat
  toMeters(x: number, y: number): readonly [number, number]
  fromMeters(xMeters: number, yMeters: number): LngLat
  /** Metres of a step east and north in the middle: good for judging what is near. */
  eastMeters: number
  northMeters: number
}

/** @throws RangeError where the area has no corner */
export function createLattice(area: MultiPolygon): Lattice {
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number]
  for (const [lng, lat] of area.coordinates.flat(2)) {
    box[0] = Math.min(box[0], lng)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lng)
    box[3] = Math.max(box[3], lat)
  }
  const originX = Math.round(((box[0] + box[2]) / 2) * perDegree)
  const originY = Math.round(((box[1] + box[3]) / 2) * perDegree)
  const plane = createProjection([originX / perDegree, originY / perDegree])
  const toLngLat = (x: number, y: number): LngLat => [(x + originX) / perDegree, (y + originY) / perDegree]
  return {
    xOf: (lng) => Math.round(lng * perDegree) - originX,
    yOf: (lat) => Math.round(lat * perDegree) - originY,
    toLngLat,
    toMeters: (x, y) => plane.forward(toLngLat(x, y)),
    fromMeters: (xMeters, yMeters) => [...plane.inverse([xMeters, yMeters])],
    eastMeters: (plane.forward(toLngLat(1_000, 0))[0] ?? 0) / 1_000,
    northMeters: (plane.forward(toLngLat(0, 1_000))[1] ?? 0) / 1_000,
  }
}
