import proj4 from 'proj4'
import type { Plane } from '../analysis/method.ts'
import type { LngLat, MetersXY } from '../geometry/lngLat.ts'
import { crsName, definitionOf, isDegrees } from './reproject.ts'

/**
 * A projected coordinate reference in metres as a plane. Lengths are the reference's own: a UTM zone is at most 0.04 % off within it.
 * @throws RangeError for what is in degrees, in feet, stretches lengths (web mercator) or is not known, with what can be given instead
 */
export function crsPlane(crs: string): Plane & { name: string } {
  const name = crsName(crs)
  if (isDegrees(name)) throw new RangeError(`${name} is in degrees, not metres: give a projected reference, for example the UTM zone (EPSG:326nn north, EPSG:327nn south), or leave it out for a local plane.`)
  if (/^EPSG:(3857|900913|3785)$/.test(name)) throw new RangeError(`${name} (web mercator) stretches lengths by 1 / cos(latitude), at 50 degrees by 56 %: distances and areas would be wrong. Give the UTM zone (EPSG:326nn north, EPSG:327nn south), or leave it out for a local plane.`)
  const definition = definitionOf(name)
  if (!definition) throw new RangeError(`The coordinate reference "${crs}" is not known. Give a UTM zone (EPSG:326nn, 327nn, 258nn, 269nn), CGCS2000 (EPSG:4491-4554), a national grid such as EPSG:27700, EPSG:2154, EPSG:3035, or a definition that starts with +proj=.`)
  const unit = /\+units=(\S+)/.exec(definition)?.[1] ?? 'm'
  if (unit !== 'm' || /\+proj=(longlat|latlong)/.test(definition)) throw new RangeError(`${name} is not in metres (${unit === 'm' ? 'degrees' : unit}): give a reference in metres.`)
  const converter = converterOf(definition, crs)
  return { name, forward: (place: LngLat) => converter.forward([...place]) as unknown as MetersXY, inverse: (point: MetersXY) => converter.inverse([...point]) as unknown as LngLat }
}

function converterOf(definition: string, crs: string) {
  try {
    return proj4('+proj=longlat +datum=WGS84 +no_defs', definition)
  } catch {
    throw new RangeError(`The coordinate reference "${crs}" cannot be read.`)
  }
}
