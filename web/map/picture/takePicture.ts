import type { View } from '../../../geodata/model/view.ts'
import { legend } from '../legend.ts'
import type { MapLocale, SceneData } from '../sceneData.ts'
import { drawOnce } from './drawOnce.ts'
import { drawSheet, type SheetTexts } from './sheet.ts'
import { type SheetFormId, sheetForms } from './sheetForm.ts'

export type PictureAsk = {
  data: SceneData
  view: View
  locale: MapLocale
  texts: SheetTexts
  /** Of the map on the page, in its own pixels: what it shows is shown. */
  seen: { width: number; height: number }
  form: SheetFormId
}

/** The map drawn anew on a sheet of its own, beside a legend: no screenshot, so nothing of the page is on it and nothing is enlarged. @throws Error where the map cannot be drawn */
export async function takePicture({ data, view, locale, texts, seen, form: id }: PictureAsk): Promise<Blob> {
  const form = sheetForms[id]
  const { width, height, magnification } = form.map
  const zoom = Math.min(20, Math.max(0, view.camera.zoom + Math.log2(Math.min(width / magnification / seen.width, height / magnification / seen.height))))
  const camera = { ...view.camera, zoom }
  const drawn = await drawOnce(data, { ...view, camera }, locale, form.map)
  return drawSheet({ drawn, camera, theme: view.theme, legend: legend(data, view), texts, locale, form })
}
