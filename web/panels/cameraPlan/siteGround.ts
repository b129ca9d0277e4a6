import type { MultiPolygon } from '../../../geodata/model/geometry.ts'

/** A box around places with some ground about them; null where there are none. */
export function groundOf(places: readonly { lng: number; lat: number }[], around = 0.001): MultiPolygon | null {
  if (places.length === 0) return null
  const along = (axis: 'lng' | 'lat') => places.map((place) => place[axis])
  const [west, east, south, north] = [Math.min(...along('lng')) - around, Math.max(...along('lng')) + around, Math.min(...along('lat')) - around, Math.max(...along('lat')) + around]
  return { type: 'MultiPolygon', coordinates: [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]] }
}
