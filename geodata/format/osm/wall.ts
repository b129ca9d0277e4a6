import type { Geometry } from '../../model/geometry.ts'
import { WallKind } from '../../model/ground.ts'
import type { OsmTags } from './element.ts'

/** The kind of wall that nobody walks through; undefined for hedges, kerbs, bollards and whatever else slows somebody down. Gates are nodes on the way and not looked at. Source: OSM wiki, Key:barrier. */
export const wallKindOf = (tags: OsmTags): WallKind | undefined => WallKind.safeParse(tags.barrier).data

/** Where the wall stands: the line itself, of ground inside of it the outline. */
export function wallLineOf(geometry: Geometry): Geometry | undefined {
  if (geometry.type === 'LineString' || geometry.type === 'MultiLineString') return geometry
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
  const [first] = rings
  if (!first) return undefined
  return rings.length === 1 ? { type: 'LineString', coordinates: first } : { type: 'MultiLineString', coordinates: rings }
}
