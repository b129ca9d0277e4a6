import type { Geometry, LngLat } from '../model/geometry.ts'

const codes = { Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6 } as const
const sridFlag = 0x20000000
const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * A geometry as hexadecimal EWKB with SRID 4326, little-endian, which PostGIS reads without parsing text.
 * Source: OGC 06-103r4 section 8 (WKB) and the PostGIS extension of it (SRID flag).
 */
export function toWkbHex(geometry: Geometry): string {
  const view = new DataView(new ArrayBuffer(sizeOf(geometry) + 4))
  const end = write(view, 0, geometry, true)
  let hex = ''
  for (let i = 0; i < end; i++) hex += hexPairs[view.getUint8(i)]
  return hex
}

const placesBytes = (places: LngLat[]) => 4 + 16 * places.length
const ringsBytes = (rings: LngLat[][]) => rings.reduce((sum, ring) => sum + placesBytes(ring), 4)

function sizeOf(geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return 5 + 16
    case 'LineString':
      return 5 + placesBytes(geometry.coordinates)
    case 'Polygon':
      return 5 + ringsBytes(geometry.coordinates)
    case 'MultiPoint':
      return 9 + 21 * geometry.coordinates.length
    case 'MultiLineString':
      return geometry.coordinates.reduce((sum, line) => sum + 5 + placesBytes(line), 9)
    case 'MultiPolygon':
      return geometry.coordinates.reduce((sum, rings) => sum + 5 + ringsBytes(rings), 9)
  }
}

function write(view: DataView, at: number, geometry: Geometry, withSrid = false): number {
  view.setUint8(at, 1)
  view.setUint32(at + 1, withSrid ? codes[geometry.type] | sridFlag : codes[geometry.type], true)
  if (withSrid) view.setUint32(at + 5, 4326, true)
  const start = at + (withSrid ? 9 : 5)
  switch (geometry.type) {
    case 'Point':
      return writePlace(view, start, geometry.coordinates)
    case 'LineString':
      return writePlaces(view, start, geometry.coordinates)
    case 'Polygon':
      return writeAll(view, start, geometry.coordinates, (at2, ring) => writePlaces(view, at2, ring))
    case 'MultiPoint':
      return writeAll(view, start, geometry.coordinates, (at2, coordinates) => write(view, at2, { type: 'Point', coordinates }))
    case 'MultiLineString':
      return writeAll(view, start, geometry.coordinates, (at2, coordinates) => write(view, at2, { type: 'LineString', coordinates }))
    case 'MultiPolygon':
      return writeAll(view, start, geometry.coordinates, (at2, coordinates) => write(view, at2, { type: 'Polygon', coordinates }))
  }
}

function writeAll<Part>(view: DataView, at: number, parts: Part[], writeOne: (at: number, part: Part) => number): number {
  view.setUint32(at, parts.length, true)
  return parts.reduce((end, part) => writeOne(end, part), at + 4)
}

const writePlaces = (view: DataView, at: number, places: LngLat[]) => writeAll(view, at, places, (end, place) => writePlace(view, end, place))

function writePlace(view: DataView, at: number, [lng, lat]: LngLat): number {
  view.setFloat64(at, lng, true)
  view.setFloat64(at + 8, lat, true)
  return at + 16
}
