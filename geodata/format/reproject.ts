import gcoord from 'gcoord'
import proj4 from 'proj4'
import type { Geometry, LngLat } from '../model/geometry.ts'

export type Reproject = (place: LngLat) => LngLat

const wgs84 = new Set(['EPSG:4326', 'EPSG:4490', 'WGS84', 'CRS84', 'OGC:CRS84', 'EPSG:4979'])

/** National grids that are met most and have no formula in their number. Source: EPSG registry. */
const known: Record<string, string> = {
  'EPSG:3857': '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  'EPSG:27700': '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs',
  'EPSG:3435': '+proj=tmerc +lat_0=36.66666666666666 +lon_0=-88.33333333333333 +k=0.999975 +x_0=300000.0000000001 +y_0=0 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=us-ft +no_defs',
  'EPSG:3035': '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs',
  'EPSG:2326': '+proj=tmerc +lat_0=22.3121333333333 +lon_0=114.178555555556 +k=1 +x_0=836694.05 +y_0=819069.8 +ellps=intl +towgs84=-162.619,-276.959,-161.764,0.067753,-2.24365,-1.15883,-1.09425 +units=m +no_defs',
}

/** UTM on WGS 84 (326zz, 327zz) and the 3-degree Gauss-Krüger zones of CGCS2000 (4513-4533 with, 4534-4554 without zone number). */
function definitionOf(crs: string): string | undefined {
  if (crs.startsWith('+proj=')) return crs
  const number = Number(/^EPSG:(\d+)$/.exec(crs)?.[1] ?? NaN)
  const utm = number - (number >= 32700 ? 32700 : 32600)
  if (number > 32600 && utm >= 1 && utm <= 60) return `+proj=utm +zone=${utm}${number > 32700 ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`
  const gauss = '+proj=tmerc +lat_0=0 +k=1 +y_0=0 +ellps=GRS80 +units=m +no_defs'
  if (number >= 4513 && number <= 4533) return `${gauss} +lon_0=${75 + 3 * (number - 4513)} +x_0=${25 + number - 4513}500000`
  if (number >= 4534 && number <= 4554) return `${gauss} +lon_0=${75 + 3 * (number - 4534)} +x_0=500000`
  return known[crs]
}

/**
 * From a coordinate reference to EPSG:4326. `GCJ-02` and `BD-09` (offset coordinates of Chinese map services) are undone by iteration to
 * about a metre; CGCS2000 (EPSG:4490) differs by centimetres and passes as it is. Axis order is east, north throughout.
 * @throws RangeError when the reference is not known, with what can be given instead
 */
export function createReproject(crs: string): Reproject {
  const name = crs.trim().replace(/^urn:ogc:def:crs:(\w+):[^:]*:(\w+)$/i, '$1:$2').replace(/^epsg/i, 'EPSG')
  if (wgs84.has(name)) return (place) => place
  if (/^gcj-?02$/i.test(name)) return (place) => gcoord.transform([...place], gcoord.GCJ02, gcoord.WGS84) as LngLat
  if (/^bd-?09$/i.test(name)) return (place) => gcoord.transform([...place], gcoord.BD09, gcoord.WGS84) as LngLat
  const definition = definitionOf(name)
  if (!definition) {
    throw new RangeError(`The coordinate reference "${crs}" is not known. Give EPSG:4326, GCJ-02, BD-09, EPSG:3857, a UTM zone (EPSG:326nn), CGCS2000 (EPSG:4513-4554) or a definition that starts with +proj=.`)
  }
  const converter = proj4(definition, '+proj=longlat +datum=WGS84 +no_defs')
  return (place) => converter.forward([...place]) as LngLat
}

export function reprojectGeometry(geometry: Geometry, reproject: Reproject): Geometry {
  const turn = (nested: unknown): unknown => (typeof (nested as unknown[])[0] === 'number' ? reproject(nested as LngLat) : (nested as unknown[]).map(turn))
  return { ...geometry, coordinates: turn(geometry.coordinates) } as Geometry
}
