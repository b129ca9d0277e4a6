import type { View } from '../../../geodata/model/view.ts'
import { inkOf } from '../palette.ts'
import type { MapLocale, SceneData } from '../sceneData.ts'
import { drawOnce } from './drawOnce.ts'
import { pictureSize } from './pictureExtent.ts'
import { drawNorth, drawScale } from './sheetScale.ts'

/** A view as an image with scale and north. @throws Error where the map cannot be drawn */
export async function viewPicture(data: SceneData, view: View, locale: MapLocale): Promise<Blob> {
  const drawn = await drawOnce(data, view, locale, pictureSize)
  const pen = drawn.getContext('2d')
  const ink = { color: inkOf[view.theme].label, halo: inkOf[view.theme].halo }
  if (pen) {
    drawScale(pen, { camera: view.camera, x: 40, y: drawn.height - 40, magnification: pictureSize.magnification, ...ink })
    drawNorth(pen, { bearing: view.camera.bearing, x: drawn.width - 70, y: 100, text: locale === 'en' ? 'N' : '北', ...ink })
  }
  return new Promise((resolve, reject) => drawn.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/png'))
}
