import { provide, type Ref } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import type { MapLocale, SceneData } from '../map/sceneData.ts'
import { pictureKey } from '../panels/picture.ts'

/** The map of a page can be taken along as a sheet. On a wall the page is drawn larger than life: what the map shows is counted in its own pixels. */
export function useMapPicture(data: Ref<SceneData>, view: Ref<View>, locale: Ref<MapLocale>) {
  provide(pictureKey, async (texts, { form, theme }) => {
    const { takePicture } = await import('../map/picture/takePicture.ts')
    const magnified = Math.max(1, Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16)
    const pane = document.querySelector('.map-view')
    const seen = { width: (pane?.clientWidth || 1000) / magnified, height: (pane?.clientHeight || 600) / magnified }
    return takePicture({ data: data.value, view: { ...view.value, theme }, locale: locale.value, texts, seen, form })
  })
}
