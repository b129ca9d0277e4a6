import { areaSquareMeters } from '../../geometry/areaSquareMeters.ts'
import type { Geometry, LngLat, MultiPolygon, Polygon } from '../../model/geometry.ts'
import type { BuildingUse, GroundKind, PlaceKind, StreetClass, WallKind } from '../../model/ground.ts'
import { estimateHouseholds } from '../../zoning/estimateHouseholds.ts'
import { insidePlace } from '../insidePlace.ts'
import type { BarrierKind } from '../../graph/street.ts'
import type { CameraFacts } from '../cameraFacts.ts'
import { type Access, maxSpeedOf, onewayBicycleOf, streetAccess, streetHoursOf } from './access.ts'
import { cameraOf, isCamera } from './camera.ts'
import type { OsmTags } from './element.ts'
import { buildingHeightOf, buildingUseOf, groundKindOf } from './ground.ts'
import { addressOf, namesOf } from './names.ts'
import { placeKindOf } from './place.ts'
import { onewayOf, streetClassOf } from './street.ts'
import { barrierAccess, barrierKindOf } from './streetBarrier.ts'
import { wallKindOf, wallLineOf } from './wall.ts'

type Named = { ref: string; nameZh: string; nameEn: string; geometry: Geometry }
export type StreetRow = Named & Access & { noun: 'street'; class: StreetClass; oneway: boolean; onewayBicycle: boolean | null; bridge: boolean; tunnel: boolean; covered: boolean; maxSpeedKmh: number | null; hours: string }
/** What stands in the way at a vertex of streets. */
export type BarrierRow = Named & Access & { noun: 'barrier'; kind: BarrierKind; hours: string }
export type GroundRow = Named & { noun: 'ground'; kind: GroundKind }
export type BuildingRow = Named & { noun: 'building'; use: BuildingUse; address: string; heightMeters: number; households: number; householdsEstimated: boolean }
/** A street light is a place that nobody looks for: a camera could be hung on it. It is counted apart. */
export type PlaceRow = Named & { noun: 'place' | 'light'; kind: PlaceKind; address: string; openingHours: string }
export type CameraRow = Named & CameraFacts & { noun: 'camera' }
export type WallRow = Named & { noun: 'wall'; kind: WallKind }
export type MapRow = StreetRow | GroundRow | BuildingRow | PlaceRow | CameraRow | WallRow | BarrierRow

/** Whether the tags can become a row at all; asked before a shape is built. */
export const isWanted = (tags: OsmTags): boolean =>
  tags.highway !== undefined || tags.building !== undefined || isCamera(tags) || tags.railway !== undefined || placeKindOf(tags) !== undefined || groundKindOf(tags) !== undefined || wallKindOf(tags) !== undefined || barrierKindOf(tags) !== undefined

const isPolygon = (geometry: Geometry) => geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'

/** The rows one tagged shape becomes: none, one, or several (a supermarket is a building and a place). */
export function classify(ref: string, tags: OsmTags, geometry: Geometry): MapRow[] {
  const rows: MapRow[] = []
  const named = { ref, ...namesOf(tags) }
  const polygon = isPolygon(geometry)
  const street = !polygon && geometry.type !== 'Point' ? streetClassOf(tags) : undefined
  if (street && geometry.type === 'LineString') rows.push(streetRow(named, street, tags, geometry.coordinates))
  if (isCamera(tags)) rows.push({ noun: 'camera', ...named, ...cameraOf(tags), geometry: pointOf(geometry) })
  const ground = polygon ? groundKindOf(tags) : undefined
  if (ground) rows.push({ noun: 'ground', ...named, kind: ground, geometry })
  if (polygon && tags.building && tags.building !== 'no') {
    const [use, heightMeters] = [buildingUseOf(tags), buildingHeightOf(tags)]
    rows.push({ noun: 'building', ...named, use, address: addressOf(tags), heightMeters, ...homesOf(tags, use, heightMeters, geometry as Polygon | MultiPolygon), geometry })
  }
  const barrier = geometry.type === 'Point' ? barrierKindOf(tags) : undefined
  if (barrier) rows.push({ noun: 'barrier', ...named, ...barrierAccess(tags), kind: barrier, hours: (tags.opening_hours ?? '').slice(0, 255), geometry })
  const [wall, wallLine] = [wallKindOf(tags), wallLineOf(geometry)]
  if (wall && wallLine) rows.push({ noun: 'wall', ...named, kind: wall, geometry: wallLine })
  const place = geometry.type === 'Point' || polygon ? placeKindOf(tags) : undefined
  if (place && !isCamera(tags)) {
    rows.push({ noun: place === 'street_light' ? 'light' : 'place', ...named, kind: place, address: addressOf(tags), openingHours: (tags.opening_hours ?? '').slice(0, 200), geometry: pointOf(geometry) })
  }
  return rows
}

/** Homes as somebody counted them, or else as many as the footprint could hold, marked as an estimate. */
function homesOf(tags: OsmTags, use: BuildingUse, heightMeters: number, footprint: Polygon | MultiPolygon): { households: number; householdsEstimated: boolean } {
  const counted = /^\d{1,5}$/.test(tags['building:flats'] ?? '') ? Number(tags['building:flats']) : null
  if (counted !== null) return { households: Math.min(counted, 10_000), householdsEstimated: false }
  const households = estimateHouseholds({ use, squareMeters: areaSquareMeters(footprint), heightMeters, levels: Number.parseFloat(tags['building:levels'] ?? '') || 0 })
  return { households, householdsEstimated: households > 0 }
}

const pointOf = (geometry: Geometry): Geometry => ({ type: 'Point', coordinates: insidePlace(geometry) })

/** A passage through a building is covered, no more; floors of stations are mapped as indoors with their level. */
const isUnderground = ({ tunnel = 'no', indoor, level, layer }: OsmTags): boolean => (tunnel !== 'no' && tunnel !== 'building_passage') || (indoor !== undefined && indoor !== 'no' && (level ?? layer ?? '').startsWith('-'))

function streetRow(named: { ref: string; nameZh: string; nameEn: string }, kind: StreetClass, tags: OsmTags, line: LngLat[]): StreetRow {
  const { oneway, reversed } = onewayOf(tags)
  const is = (key: string) => tags[key] !== undefined && tags[key] !== 'no'
  return {
    noun: 'street', ...named, ...streetAccess(tags), class: kind, oneway, onewayBicycle: onewayBicycleOf(tags), bridge: is('bridge'), tunnel: isUnderground(tags), covered: is('covered') || tags.tunnel === 'building_passage', maxSpeedKmh: maxSpeedOf(tags), hours: streetHoursOf(tags),
    geometry: { type: 'LineString', coordinates: reversed ? line.toReversed() : line },
  }
}
