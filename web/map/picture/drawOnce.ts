import type { View } from '../../../geodata/model/view.ts'
import { createMap, type MapHandle } from '../createMap.ts'
import { scene } from '../scene.ts'
import type { MapLocale, SceneData } from '../sceneData.ts'

/** How long a picture may wait for tiles. */
const patienceMilliseconds = 60_000

/** Draws a map of its own, `width` by `height` pixels of which `magnification` make one of the map's, and takes it down again. @throws Error where the map cannot be drawn */
export async function drawOnce(data: SceneData, view: View, locale: MapLocale, { width, height, magnification }: { width: number; height: number; magnification: number }): Promise<HTMLCanvasElement> {
  const box = document.createElement('div')
  Object.assign(box.style, { position: 'fixed', left: '-20000px', top: '0', width: `${width / magnification}px`, height: `${height / magnification}px` })
  document.body.append(box)
  let handle: MapHandle | null = null
  try {
    const map = await new Promise<MapHandle>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(locale === 'en' ? 'the map was not drawn in time' : '地图未能及时绘制')), patienceMilliseconds)
      const nothing = () => {}
      const shown = { scene: scene(data, view, locale), data, locale }
      handle = createMap(box, shown, view.camera, {
        camera: nothing, extent: nothing, select: nothing, choose: nothing, pick: nothing, seek: nothing, context: nothing, hover: nothing, measure: nothing, draw: nothing, editPlan: nothing, aimCamera: nothing, problem: nothing,
        lost: () => reject(new Error('WebGL')),
        settled: (settled) => { if (settled && handle) { clearTimeout(late); resolve(handle) } },
      }, { largest: [width, height] })
      handle.setMagnification(magnification / devicePixelRatio)
      handle.show(shown)
    })
    const drawn = await map.capture()
    // A graphics card has its largest picture; an enlarged one would say less than its dots promise.
    if (Math.abs(drawn.width - width) > magnification || Math.abs(drawn.height - height) > magnification) throw new Error(locale === 'en' ? `this browser draws ${drawn.width} × ${drawn.height} pixels at most, not ${width} × ${height}` : `此浏览器最多绘制 ${drawn.width} × ${drawn.height} 像素,不足 ${width} × ${height}`)
    return drawn
  } finally {
    ;(handle as MapHandle | null)?.remove()
    box.remove()
  }
}
