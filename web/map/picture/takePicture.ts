import type { View } from '../../../geodata/model/view.ts'
import type { LegendEntry } from '../legend.ts'
import type { MapLocale, SceneData } from '../sceneData.ts'
import { drawOnce } from './drawOnce.ts'
import { drawSheet, sheet, type SheetTexts } from './sheet.ts'

export type PictureAsk = {
  data: SceneData
  view: View
  locale: MapLocale
  legend: readonly LegendEntry[]
  texts: SheetTexts
  /** Of the map on the page, in its own pixels: what it shows is shown. */
  seen: { width: number; height: number }
}

/** The map drawn anew at the size of a 4K sheet, beside a legend: no screenshot, so nothing of the page is on it and nothing is enlarged. @throws Error where the map cannot be drawn */
export async function takePicture({ data, view, locale, legend, texts, seen }: PictureAsk): Promise<Blob> {
  const { width, height, magnification } = sheet.map
  const zoom = Math.min(20, Math.max(0, view.camera.zoom + Math.log2(Math.min(width / magnification / seen.width, height / magnification / seen.height))))
  const camera = { ...view.camera, zoom }
  const drawn = await drawOnce(data, { ...view, camera }, locale, sheet.map)
  return drawSheet({ drawn, camera, theme: view.theme, legend, texts, locale })
}
