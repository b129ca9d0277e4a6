import type { View } from '../../../geodata/model/view.ts'
import { createMap, type MapHandle } from '../createMap.ts'
import type { LegendEntry } from '../legend.ts'
import { scene } from '../scene.ts'
import type { MapLocale, SceneData } from '../sceneData.ts'
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

/** How long a sheet may wait for tiles; what is missing then is told. */
const patienceMilliseconds = 60_000

/** The map drawn anew at the size of a 4K sheet, beside a legend: no screenshot, so nothing of the page is on it and nothing is enlarged. @throws Error where the map cannot be drawn */
export async function takePicture({ data, view, locale, legend, texts, seen }: PictureAsk): Promise<Blob> {
  const { width, height, magnification } = sheet.map
  const box = document.createElement('div')
  Object.assign(box.style, { position: 'fixed', left: '-20000px', top: '0', width: `${width / magnification}px`, height: `${height / magnification}px` })
  document.body.append(box)
  const zoom = Math.min(20, Math.max(0, view.camera.zoom + Math.log2(Math.min(width / magnification / seen.width, height / magnification / seen.height))))
  const camera = { ...view.camera, zoom }
  let handle: MapHandle | null = null
  try {
    const map = await new Promise<MapHandle>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(locale === 'en' ? 'the map was not drawn in time' : '地图未能及时绘制')), patienceMilliseconds)
      const nothing = () => {}
      const shown = { scene: scene(data, { ...view, camera }, locale), data, locale }
      handle = createMap(box, shown, camera, {
        camera: nothing, extent: nothing, select: nothing, choose: nothing, pick: nothing, seek: nothing, context: nothing, hover: nothing, measure: nothing, draw: nothing, problem: nothing,
        lost: () => reject(new Error('WebGL')),
        settled: (settled) => { if (settled && handle) { clearTimeout(late); resolve(handle) } },
      })
      handle.setMagnification(magnification / devicePixelRatio)
      handle.show(shown)
    })
    const drawn = await map.capture()
    return await drawSheet({ drawn, camera, theme: view.theme, legend, texts, locale })
  } finally {
    ;(handle as MapHandle | null)?.remove()
    box.remove()
  }
}
