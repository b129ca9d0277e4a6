import gcoord from 'gcoord'
import proj4 from 'proj4'
import type { Geometry, LngLat } from '../model/geometry.ts'

export type Reproject = (place: LngLat) => LngLat

const wgs84 = new Set(['EPSG:4326', 'EPSG:4490', 'WGS84', 'CRS84', 'OGC:CRS84', 'EPSG:4979'])

/** Grids in metres (one in feet) that are met most and have no formula in their number. Source: EPSG registry. */
const known: Record<string, string> = {
  'EPSG:3857': '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  'EPSG:27700': '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs',
  'EPSG:3435': '+proj=tmerc +lat_0=36.66666666666666 +lon_0=-88.33333333333333 +k=0.999975 +x_0=300000.0000000001 +y_0=0 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=us-ft +no_defs',
  'EPSG:3035': '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs',
  'EPSG:2326': '+proj=tmerc +lat_0=22.3121333333333 +lon_0=114.178555555556 +k=1 +x_0=836694.05 +y_0=819069.8 +ellps=intl +towgs84=-162.619,-276.959,-161.764,0.067753,-2.24365,-1.15883,-1.09425 +units=m +no_defs',
  'EPSG:26971': '+proj=tmerc +lat_0=36.66666666666666 +lon_0=-88.33333333333333 +k=0.999975 +x_0=300000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
  'EPSG:26943': '+proj=lcc +lat_1=38.43333333333333 +lat_2=37.06666666666667 +lat_0=36.5 +lon_0=-120.5 +x_0=2000000 +y_0=500000 +ellps=GRS80 +units=m +no_defs',
  'EPSG:32118': '+proj=lcc +lat_1=41.03333333333333 +lat_2=40.66666666666666 +lat_0=40.16666666666666 +lon_0=-74 +x_0=300000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
  'EPSG:2154': '+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m +no_defs',
  'EPSG:2180': '+proj=tmerc +lat_0=0 +lon_0=19 +k=0.9993 +x_0=500000 +y_0=-5300000 +ellps=GRS80 +units=m +no_defs',
  'EPSG:2193': '+proj=tmerc +lat_0=0 +lon_0=173 +k=0.9996 +x_0=1600000 +y_0=10000000 +ellps=GRS80 +units=m +no_defs',
  'EPSG:3006': '+proj=utm +zone=33 +ellps=GRS80 +units=m +no_defs',
  'EPSG:3067': '+proj=utm +zone=35 +ellps=GRS80 +units=m +no_defs',
  'EPSG:3763': '+proj=tmerc +lat_0=39.66825833333333 +lon_0=-8.133108333333334 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs',
  'EPSG:3826': '+proj=tmerc +lat_0=0 +lon_0=121 +k=0.9999 +x_0=250000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
  'EPSG:5179': '+proj=tmerc +lat_0=38 +lon_0=127.5 +k=0.9996 +x_0=1000000 +y_0=2000000 +ellps=GRS80 +units=m +no_defs',
  'EPSG:5186': '+proj=tmerc +lat_0=38 +lon_0=127 +k=1 +x_0=200000 +y_0=600000 +ellps=GRS80 +units=m +no_defs',
}

/** Zones of UTM by the number before the zone: WGS 84 north and south, ETRS89, NAD83, GDA94, GDA2020. */
const utmFamilies: readonly [base: number, first: number, last: number, south: boolean, figure: string][] = [
  [32600, 1, 60, false, '+datum=WGS84'], [32700, 1, 60, true, '+datum=WGS84'], [25800, 28, 38, false, '+ellps=GRS80'],
  [26900, 1, 23, false, '+ellps=GRS80'], [28300, 48, 58, true, '+ellps=GRS80'], [7800, 46, 59, true, '+ellps=GRS80'],
]

/** UTM and the Gauss-Krüger zones of CGCS2000 (4491-4501 and 4502-4512 of 6 degrees, 4513-4533 and 4534-4554 of 3, with and without zone number). */
export function definitionOf(crs: string): string | undefined {
  if (crs.startsWith('+proj=')) return crs
  const number = Number(/^EPSG:(\d+)$/.exec(crs)?.[1] ?? NaN)
  for (const [base, first, last, south, figure] of utmFamilies) {
    if (number >= base + first && number <= base + last) return `+proj=utm +zone=${number - base}${south ? ' +south' : ''} ${figure} +units=m +no_defs`
  }
  const gauss = '+proj=tmerc +lat_0=0 +k=1 +y_0=0 +ellps=GRS80 +units=m +no_defs'
  if (number >= 4491 && number <= 4501) return `${gauss} +lon_0=${75 + 6 * (number - 4491)} +x_0=${13 + number - 4491}500000`
  if (number >= 4502 && number <= 4512) return `${gauss} +lon_0=${75 + 6 * (number - 4502)} +x_0=500000`
  if (number >= 4513 && number <= 4533) return `${gauss} +lon_0=${75 + 3 * (number - 4513)} +x_0=${25 + number - 4513}500000`
  if (number >= 4534 && number <= 4554) return `${gauss} +lon_0=${75 + 3 * (number - 4534)} +x_0=500000`
  return known[crs]
}

/** EPSG:nnnn out of what people write: `epsg:4326`, `4326`, a URN. */
export const crsName = (crs: string): string => crs.trim().replace(/^urn:ogc:def:crs:(\w+):[^:]*:(\w+)$/i, '$1:$2').replace(/^epsg/i, 'EPSG').replace(/^(\d{4,6})$/, 'EPSG:$1')

export const isDegrees = (name: string): boolean => wgs84.has(name)

/**
 * From a coordinate reference to EPSG:4326. `GCJ-02` and `BD-09` (offset coordinates of Chinese map services) are undone by iteration to
 * about a metre; CGCS2000 (EPSG:4490) differs by centimetres and passes as it is. Axis order is east, north throughout.
 * @throws RangeError when the reference is not known, with what can be given instead
 */
export function createReproject(crs: string): Reproject {
  const name = crsName(crs)
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
