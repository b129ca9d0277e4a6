import type { BuildingUse, GroundKind } from '../../model/ground.ts'
import type { OsmTags } from './element.ts'
import { readMeters } from './measure.ts'

const greenLanduse = new Set(['grass', 'forest', 'meadow', 'village_green', 'recreation_ground', 'cemetery', 'allotments', 'flowerbed', 'orchard', 'vineyard', 'greenfield'])
const greenLeisure = new Set(['park', 'garden', 'common', 'nature_reserve', 'dog_park', 'golf_course'])
const greenNatural = new Set(['wood', 'scrub', 'grassland', 'heath'])
const sports = new Set(['pitch', 'sports_centre', 'stadium', 'track', 'playground', 'swimming_pool'])

/** What an area of ground is drawn as; undefined for what is not drawn. */
export function groundKindOf(tags: OsmTags): GroundKind | undefined {
  if (tags.building) return undefined
  if (tags.natural === 'water' || tags.water || tags.waterway === 'riverbank' || tags.waterway === 'dock' || tags.landuse === 'reservoir' || tags.landuse === 'basin') return 'water'
  if (greenLanduse.has(tags.landuse ?? '') || greenLeisure.has(tags.leisure ?? '') || greenNatural.has(tags.natural ?? '')) return 'green'
  if (sports.has(tags.leisure ?? '')) return 'sports'
  return tags.place === 'square' || tags['area:highway'] === 'pedestrian' || (tags.highway === 'pedestrian' && tags.area === 'yes') ? 'square' : undefined
}

const uses: Record<string, BuildingUse> = {
  apartments: 'residential', residential: 'residential', house: 'residential', detached: 'residential', semidetached_house: 'residential', terrace: 'residential',
  dormitory: 'residential', bungalow: 'residential', commercial: 'commercial', retail: 'commercial', supermarket: 'commercial', kiosk: 'commercial', hotel: 'commercial',
  office: 'office', school: 'school', kindergarten: 'school', university: 'school', college: 'school', hospital: 'hospital', clinic: 'hospital', public: 'public',
  civic: 'public', government: 'public', church: 'public', cathedral: 'public', chapel: 'public', mosque: 'public', temple: 'public', train_station: 'public',
  transportation: 'public', fire_station: 'public', museum: 'public', industrial: 'industrial', warehouse: 'industrial', factory: 'industrial',
}
const usesByAmenity: Record<string, BuildingUse> = {
  school: 'school', university: 'school', college: 'school', kindergarten: 'school', hospital: 'hospital', clinic: 'hospital', townhall: 'public', library: 'public',
  place_of_worship: 'public', police: 'public', fire_station: 'public', theatre: 'public', courthouse: 'public', bank: 'commercial', restaurant: 'commercial',
}

export function buildingUseOf(tags: OsmTags): BuildingUse {
  const named = uses[tags.building ?? ''] ?? usesByAmenity[tags.amenity ?? '']
  return named ?? (tags.shop || tags.tourism ? 'commercial' : tags.office ? 'office' : 'other')
}

const storeyMeters = 3

/** Height in metres, 0 when unknown: as tagged, else storeys at 3 m (OSM wiki, Key:building:levels). */
export function buildingHeightOf(tags: OsmTags): number {
  const tagged = readMeters(tags.height ?? tags['building:height'])
  const storeys = Number(tags['building:levels'] ?? NaN)
  const meters = tagged ?? (Number.isFinite(storeys) ? storeys * storeyMeters : 0)
  return meters >= 0 && meters <= 1000 ? meters : 0
}
