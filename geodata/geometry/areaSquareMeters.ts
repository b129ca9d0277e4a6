import type { MultiPolygon, Polygon, Position } from 'geojson'
import { EQUATOR_RADIUS_METERS, FLATTENING } from './lngLat.ts'

const DEGREE = Math.PI / 180
const ECCENTRICITY = Math.sqrt(FLATTENING * (2 - FLATTENING))

/**
 * Square metres of a polygon or polygons, holes taken off, on the WGS 84 spheroid: the strip between each edge and the
 * equator by Simpson's rule in the cylindrical equal-area projection (Snyder 1987, eq. 3-12). Edges are straight in degrees,
 * as RFC 7946 says. Within 1 part in 10 million up to a city's size. The ring's direction does not matter. Not for areas
 * across the 180th meridian.
 */
export function areaSquareMeters(area: Polygon | MultiPolygon): number {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  let total = 0
  for (const rings of polygons) {
    rings.forEach((ring, i) => {
      total += (i === 0 ? 1 : -1) * ringSquareMeters(ring)
    })
  }
  return total
}

function ringSquareMeters(ring: Position[]): number {
  const [firstLng = 0, firstLat = 0] = ring[0] ?? []
  const base = equalAreaHeight(firstLat) // sums around the first corner, or small rings lose their digits
  let sum = 0
  let lastEast = 0
  let lastHeight = 0
  let lastLat = firstLat
  for (const [lng = 0, lat = 0] of ring) {
    const height = equalAreaHeight(lat) - base
    const east = (lng - firstLng) * DEGREE
    const middle = equalAreaHeight((lat + lastLat) / 2) - base
    sum += (east - lastEast) * (lastHeight + 4 * middle + height)
    lastEast = east
    lastHeight = height
    lastLat = lat
  }
  return (Math.abs(sum) * EQUATOR_RADIUS_METERS ** 2) / 12
}

function equalAreaHeight(lat: number): number {
  const sine = Math.sin(lat * DEGREE)
  const squared = (ECCENTRICITY * sine) ** 2
  return (1 - ECCENTRICITY ** 2) * (sine / (1 - squared) + Math.atanh(ECCENTRICITY * sine) / ECCENTRICITY)
}
