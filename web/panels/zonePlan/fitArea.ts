import { bbox } from '../../../geodata/geometry/bbox.ts'
import type { Geometry, MultiPolygon } from '../../../geodata/model/geometry.ts'
import type { View } from '../../../geodata/model/view.ts'
import { magnification } from '../../ui/magnification.ts'

/** A tile of 512 pixels is the world at zoom 0; some ground around the area stays in sight. */
const filled = 0.88

/** The camera that shows an area as large as the map has room for; latitude shrinks with its cosine. */
export function cameraOver(area: Geometry, room: { width: number; height: number }): View['camera'] {
  const [west, south, east, north] = bbox(area) ?? [0, 0, 0, 0]
  const lat = (south + north) / 2
  const zoomOf = (degrees: number, pixels: number) => Math.log2((360 / Math.max(degrees, 1e-5)) * ((pixels * filled) / 512))
  const zoom = Math.min(17.5, zoomOf(east - west, room.width), zoomOf((north - south) / Math.cos((lat * Math.PI) / 180), room.height))
  return { lng: Number(((west + east) / 2).toFixed(6)), lat: Number(lat.toFixed(6)), zoom: Number(zoom.toFixed(2)), bearing: 0, pitch: 0 }
}

/** The room of the map as it stands on the page now, in the map's own pixels. */
export function roomOfMap(): { width: number; height: number } {
  const pane = document.querySelector('.map-view')
  const magnified = magnification()
  return { width: Math.max(200, pane?.clientWidth ?? 900) / magnified, height: Math.max(90, pane?.clientHeight ?? 600) / magnified }
}

/** Whether a camera looks closely at a place of the area already, as a link may ask for. */
export function looksInto(area: MultiPolygon, { lng, lat, zoom }: View['camera']): boolean {
  const [west, south, east, north] = bbox(area) ?? [0, 0, 0, 0]
  return zoom >= 14 && lng > west && lng < east && lat > south && lat < north
}
