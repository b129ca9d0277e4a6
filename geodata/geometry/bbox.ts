import type { Geometry, Position } from 'geojson'
import type { BBox } from './lngLat.ts'

/** The smallest rectangle [west, south, east, north] in degrees around a geometry; undefined when it holds no position. */
export function bbox(geometry: Geometry): BBox | undefined {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  extend(box, geometry)
  return box[0] === Infinity ? undefined : box
}

function extend(box: [number, number, number, number], geometry: Geometry): void {
  if (geometry.type === 'GeometryCollection') for (const part of geometry.geometries) extend(box, part)
  else extendBy(box, geometry.coordinates)
}

type Nested = Position | Nested[]

function extendBy(box: [number, number, number, number], nested: Nested): void {
  if (typeof nested[0] !== 'number') {
    for (const part of nested as Nested[]) extendBy(box, part)
    return
  }
  const [lng = NaN, lat = NaN] = nested as Position
  box[0] = Math.min(box[0], lng)
  box[1] = Math.min(box[1], lat)
  box[2] = Math.max(box[2], lng)
  box[3] = Math.max(box[3], lat)
}
