import { bbox } from '../../../geodata/geometry/bbox.ts'
import type { MultiPolygon } from '../../../geodata/model/geometry.ts'
import type { View } from '../../../geodata/model/view.ts'
import { inkOf } from '../palette.ts'
import type { MapLocale, NoticeScene, SceneData } from '../sceneData.ts'
import { drawOnce } from './drawOnce.ts'
import { drawNorth, drawScale } from './sheetScale.ts'

/** 180 mm of a sheet at 254 dots an inch; drawn at twice the size of a screen. */
const size = { width: 1800, height: 1500, magnification: 2 }
/** Of the picture; the rest is room around the zone. */
const filled = 0.82

/** The camera that shows a shape in the middle of a picture. Tiles of 512 px are the world at zoom 0; latitude shrinks with its cosine. */
export function cameraAround(shape: MultiPolygon, { width, height, magnification } = size): View['camera'] {
  const [west, south, east, north] = bbox(shape) ?? [0, 0, 0, 0]
  const lat = (south + north) / 2
  const zoomOf = (degrees: number, pixels: number) => Math.log2((360 / Math.max(degrees, 1e-6)) * ((pixels * filled) / magnification / 512))
  const zoom = Math.min(18, zoomOf(east - west, width), zoomOf((north - south) / Math.cos((lat * Math.PI) / 180), height))
  return { lng: (west + east) / 2, lat, zoom, bearing: 0, pitch: 0 }
}

/** A zone alone on its ground, as an image for paper. @throws Error where the map cannot be drawn */
export async function zonePicture(data: SceneData, view: View, locale: MapLocale, notice: NoticeScene): Promise<Blob> {
  const camera = cameraAround(notice.zone)
  const drawn = await drawOnce({ ...data, notice }, { ...view, theme: 'light', layers: [], selection: null, camera }, locale, size)
  const pen = drawn.getContext('2d')
  const ink = { color: inkOf.light.label, halo: inkOf.light.halo }
  if (pen) {
    drawScale(pen, { camera, x: 40, y: drawn.height - 40, ...ink })
    drawNorth(pen, { bearing: 0, x: drawn.width - 70, y: 100, text: locale === 'en' ? 'N' : '北', ...ink })
  }
  return new Promise((resolve, reject) => drawn.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/png'))
}
