import type { PlaceKind } from '../../model/ground.ts'
import type { OsmTags } from './element.ts'

const byAmenity: Record<string, PlaceKind> = {
  police: 'police_post', hospital: 'hospital', clinic: 'health_station', doctors: 'health_station', dentist: 'health_station', pharmacy: 'pharmacy',
  school: 'school', college: 'school', university: 'school', kindergarten: 'kindergarten', childcare: 'kindergarten', social_facility: 'day_care',
  social_centre: 'service_hall', community_centre: 'service_hall', townhall: 'service_hall', marketplace: 'market', restaurant: 'restaurant', cafe: 'restaurant',
  fast_food: 'restaurant', bar: 'restaurant', pub: 'restaurant', food_court: 'restaurant', biergarten: 'restaurant', ice_cream: 'restaurant', bank: 'bank',
  bus_station: 'station', ferry_terminal: 'station', parking: 'parking', parking_entrance: 'parking', bicycle_parking: 'parking', fire_station: 'fire_station',
  library: 'library', toilets: 'toilet', place_of_worship: 'worship',
}
const byTourism: Record<string, PlaceKind> = { hotel: 'hotel', hostel: 'hotel', guest_house: 'hotel', motel: 'hotel', apartment: 'hotel' }
// Street furniture: nobody looks for a bench as a place, and there are thousands.
const furniture = new Set(['bench', 'waste_basket', 'vending_machine', 'parking_space', 'waste_disposal', 'hunting_stand', 'grit_bin'])

/** The kind of place a person on duty looks for; undefined for what is no place (furniture, plain landuse). */
export function placeKindOf(tags: OsmTags): PlaceKind | undefined {
  // A lamp that also charges cars is a lamp still. Source: OSM wiki, Tag:highway=street_lamp.
  if (tags.highway === 'street_lamp') return 'street_light'
  if (tags.amenity && furniture.has(tags.amenity)) return undefined
  if (tags.amenity) return byAmenity[tags.amenity] ?? 'other'
  if (tags.shop && tags.shop !== 'no' && tags.shop !== 'vacant') return tags.shop === 'supermarket' ? 'market' : 'shop'
  if (tags.tourism) return byTourism[tags.tourism] ?? 'other'
  if (tags.railway === 'station' || tags.railway === 'subway_entrance' || tags.railway === 'tram_stop' || tags.railway === 'halt') return 'station'
  if (tags.highway === 'bus_stop') return 'bus_stop'
  if (tags.leisure === 'park' || tags.leisure === 'garden') return tags.name ? 'park' : undefined
  if (tags.emergency === 'ambulance_station') return 'health_station'
  return tags.office || tags.emergency || (tags.leisure && tags.name) ? 'other' : undefined
}
