import type { OsmTags } from './element.ts'

const areaKeys = ['building', 'landuse', 'natural', 'leisure', 'amenity', 'shop', 'tourism', 'office', 'place', 'water', 'area:highway', 'man_made', 'emergency']

/** Whether a closed way with these tags means the ground inside it. `area=yes|no` decides; highways and barriers are lines otherwise. */
export function isArea(tags: OsmTags): boolean {
  if (tags.area === 'no') return false
  if (tags.area === 'yes' || tags.building) return true
  if (tags.waterway) return tags.waterway === 'riverbank' || tags.waterway === 'dock'
  if (tags.highway || tags.barrier || tags.railway) return false
  if (tags.natural === 'coastline' || tags.natural === 'tree_row' || tags.natural === 'cliff') return false
  return areaKeys.some((key) => tags[key] !== undefined)
}
