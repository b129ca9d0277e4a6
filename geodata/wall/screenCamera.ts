import type { WallRect } from '../model/mapWall.ts'
import type { View } from '../model/view.ts'

type Camera = View['camera']
/** A window, in the pixels in which its map counts. */
export type Viewport = { width: number; height: number }

/** The zoom of a View on a wall is that of a map on which the whole `box` is this wide: the same ground whatever the number of screens and pixels. */
export const wallWidthPixels = 1280
const tilePixels = 512
const mostLat = 85.051129

const toRadians = Math.PI / 180
const mercatorX = (lng: number) => lng / 360 + 0.5
const mercatorY = (lat: number) => 0.5 - Math.asinh(Math.tan(Math.min(mostLat, Math.max(-mostLat, lat)) * toRadians)) / (2 * Math.PI)
const lngOf = (x: number) => ((((x % 1) + 1) % 1) - 0.5) * 360
const latOf = (y: number) => Math.min(mostLat, Math.max(-mostLat, Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) / toRadians))

/** The camera `dx`, `dy` millimetres of the wall to the right of and below another, on a plane with `pixelsPerMm` at its zoom. */
function moved({ lng, lat, zoom, bearing }: Camera, dx: number, dy: number, pixelsPerMm: number): { lng: number; lat: number } {
  const turn = bearing * toRadians
  const world = pixelsPerMm / (tilePixels * 2 ** zoom)
  const [east, south] = [dx * Math.cos(turn) - dy * Math.sin(turn), dx * Math.sin(turn) + dy * Math.cos(turn)]
  return { lng: lngOf(mercatorX(lng) + east * world), lat: latOf(mercatorY(lat) + south * world) }
}

const middle = ({ x, y, width, height }: WallRect) => ({ x: x + width / 2, y: y + height / 2 })
const density = (rect: WallRect, viewport: Viewport) => viewport.width / rect.width
const sharedDensity = (box: WallRect) => wallWidthPixels / box.width

/**
 * What one screen looks at so that all screens together are one picture: `shared` stands over the middle of `box` (`wallBox` of all screens).
 * Straight from above: a tilted map has a horizon of its own on every screen.
 */
export function screenCamera(shared: Camera, rect: WallRect, viewport: Viewport, box: WallRect): Camera {
  const [own, whole] = [middle(rect), middle(box)]
  return { ...moved(shared, own.x - whole.x, own.y - whole.y, sharedDensity(box)), zoom: shared.zoom + Math.log2(density(rect, viewport) / sharedDensity(box)), bearing: shared.bearing, pitch: 0 }
}

/** What a screen looks at that shows a View alone: its bearing and pitch too, for no other picture goes on beside it. */
export const aloneCamera = (view: Camera, rect: WallRect, viewport: Viewport): Camera => ({ ...screenCamera(view, rect, viewport, rect), pitch: view.pitch })

/** The other way: the shared camera when a map over `rect` stands at `own`. */
export function sharedCamera(own: Camera, rect: WallRect, viewport: Viewport, box: WallRect): Camera {
  const [here, whole] = [middle(rect), middle(box)]
  return { ...moved(own, whole.x - here.x, whole.y - here.y, density(rect, viewport)), zoom: own.zoom - Math.log2(density(rect, viewport) / sharedDensity(box)), bearing: own.bearing, pitch: 0 }
}

/** The rectangle of a desk's map that shows the whole wall, with more around where their shapes differ: a desk is a screen over this. May begin left of or above the wall. */
export function deskRect(box: WallRect, viewport: Viewport): WallRect {
  const scale = Math.max(box.width / viewport.width, box.height / viewport.height)
  const [width, height] = [viewport.width * scale, viewport.height * scale]
  return { x: box.x - (width - box.width) / 2, y: box.y - (height - box.height) / 2, width, height }
}
