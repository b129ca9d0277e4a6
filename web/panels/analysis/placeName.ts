import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import type { LngLat } from '../../../geodata/geometry/lngLat.ts'
import { useFormat } from '../../i18n/format.ts'
import { useZones } from '../../stores/zones.ts'

const nearEnoughMeters = 3_000

/** The middle of the box around a geometry: good enough to fly to and to name. */
export function middleOf(geometry: { coordinates?: unknown }): LngLat {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const walk = (value: unknown) => {
    if (!Array.isArray(value)) return
    const [lng, lat] = value as unknown[]
    if (typeof lng === 'number' && typeof lat === 'number') {
      west = Math.min(west, lng); east = Math.max(east, lng); south = Math.min(south, lat); north = Math.max(north, lat)
    } else value.forEach(walk)
  }
  walk(geometry.coordinates)
  return [(west + east) / 2, (south + north) / 2]
}

/** What a place is called by people: the zone whose middle is nearest, with its community. Empty where no zone is near. */
export function usePlaceName() {
  const zones = useZones()
  const format = useFormat()
  return (place: LngLat): string => {
    let nearest: (typeof zones.zones)[number] | null = null
    let least = nearEnoughMeters
    for (const zone of zones.zones) {
      const meters = distanceMeters(place, zone.center)
      if (meters < least) [nearest, least] = [zone, meters]
    }
    if (!nearest) return ''
    const area = zones.areas.find(({ id }) => id === nearest.areaId)
    const [own, around] = [format.name(nearest), area ? format.name(area) : '']
    return own.includes(around) || around === '' ? own : `${around} ${own}`
  }
}
