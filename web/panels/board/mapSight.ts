import type { View } from '../../../geodata/model/view.ts'

/**
 * Whether a place lies on the part of the map that is seen, with a margin of a tenth. Pitch is left out: what is near the middle is seen
 * either way.
 * @param size of the map in pixels, as the page has it, and how much larger than life it is drawn
 */
export function isInSight({ lng, lat, zoom, bearing }: View['camera'], place: { lng: number; lat: number }, size: { width: number; height: number; magnified: number }): boolean {
  const worldPixels = 512 * 2 ** zoom * size.magnified
  const mercator = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI)
  const dx = ((place.lng - lng) / 360) * worldPixels
  const dy = (mercator(lat) - mercator(place.lat)) * worldPixels
  const turn = (-bearing * Math.PI) / 180
  const [x, y] = [dx * Math.cos(turn) - dy * Math.sin(turn), dx * Math.sin(turn) + dy * Math.cos(turn)]
  return Math.abs(x) <= size.width * 0.4 && Math.abs(y) <= size.height * 0.4
}
