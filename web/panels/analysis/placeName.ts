import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import type { LngLat } from '../../../geodata/geometry/lngLat.ts'
import { useFormat } from '../../i18n/format.ts'
import { usePlaceNames } from '../../stores/placeNames.ts'
import { useZones } from '../../stores/zones.ts'

const nearEnoughMeters = 400

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

/** The zoom at which a geometry fills about a third of a desk, no nearer than 16. */
export function zoomTo(geometry: { coordinates?: unknown }): number {
  const corners = (Array.isArray(geometry.coordinates) ? (geometry.coordinates as unknown[]).flat(3) : []) as number[]
  const across = (axis: 0 | 1) => { const values = corners.filter((_, index) => index % 2 === axis); return Math.max(...values) - Math.min(...values) }
  const degrees = Math.max(across(0), across(1) * 1.4, 0.001)
  return Number(Math.min(16, Math.max(9, Math.log2((360 / degrees) * (400 / 512)))).toFixed(2))
}

/** What a place is called by people: the zone near whose middle it lies, with its community; elsewhere the server is asked, and the name is empty until it answers. */
export function usePlaceName() {
  const zones = useZones()
  const format = useFormat()
  const names = usePlaceNames()
  const together = (own: string, around: string) => (around === '' || own.includes(around) ? own : own === '' ? around : `${around} ${own}`)
  return (place: LngLat): string => {
    let nearest: (typeof zones.zones)[number] | null = null
    let least = nearEnoughMeters
    for (const zone of zones.zones) {
      const meters = distanceMeters(place, zone.center)
      if (meters < least) [nearest, least] = [zone, meters]
    }
    if (nearest) {
      const area = zones.areas.find(({ id }) => id === nearest.areaId)
      return together(format.name(nearest), area ? format.name(area) : '')
    }
    const asked = names.at(place)
    return asked ? together(asked.zone ? format.name(asked.zone) : '', asked.area ? format.name(asked.area) : '') : ''
  }
}
