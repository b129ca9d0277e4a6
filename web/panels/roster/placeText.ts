import { parseCoordinates } from '../../../geodata/format/coordinates.ts'

/** A place as it is pasted from the map, `118.62, 31.42`; null where it is none. */
export function placeOf(text: string): { lng: number; lat: number } | null {
  const found = parseCoordinates(text)
  return found ? { lng: found[0], lat: found[1] } : null
}
export const placeText = ({ lng, lat }: { lng: number; lat: number }) => `${lng.toFixed(6)}, ${lat.toFixed(6)}`
