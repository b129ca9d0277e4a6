import type { View } from '../../../geodata/model/view.ts'
import type { Extent } from '../sceneData.ts'

/** Of the pictures in a briefing: 1000 by 640 pixels of the map, as its views are framed; on the paper's 140 mm 290 dots an inch. */
export const pictureSize = { width: 1600, height: 1024, magnification: 1.6 } as const

/** Its size as cameras count it. */
const frame = { width: pictureSize.width / pictureSize.magnification, height: pictureSize.height / pictureSize.magnification }

/** What a picture shows, in a room of another size, both in a map's own pixels. */
export const framedIn = (camera: View['camera'], room: { width: number; height: number }): View['camera'] =>
  ({ ...camera, zoom: camera.zoom + Math.log2(Math.min(room.width / frame.width, room.height / frame.height)) })

/** Slides are wider and sheets of paper taller than such a picture. */
const room = 1.32

/** What such a picture shows, and what is beside it on a sheet; the incidents in it are asked for by this. */
export function pictureExtent({ lng, lat, zoom }: View['camera']): Extent {
  const world = 512 * 2 ** zoom
  const mercator = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
  const latOf = (pixelsUp: number) => (Math.atan(Math.sinh(mercator + (pixelsUp / world) * 2 * Math.PI)) * 180) / Math.PI
  const [across, up] = [(frame.width / 2) * room, (frame.height / 2) * room]
  return { bbox: [lng - (across / world) * 360, latOf(-up), lng + (across / world) * 360, latOf(up)], zoom }
}
