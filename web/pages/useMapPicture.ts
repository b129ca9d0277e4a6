import { provide, type Ref } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import type { MapLocale, SceneData } from '../map/sceneData.ts'
import { pictureKey } from '../panels/picture.ts'
import { seenPixels } from './seenPixels.ts'

/** The map of a page can be taken along as a sheet. On a wall the page is drawn larger than life: what the map shows is counted in its own pixels; `seen` says it where it is not the page's only map. */
export function useMapPicture(data: Ref<SceneData>, view: Ref<View>, locale: Ref<MapLocale>, seen: () => { width: number; height: number } = seenPixels) {
  provide(pictureKey, async (texts, { form, theme }) => {
    const { takePicture } = await import('../map/picture/takePicture.ts')
    return takePicture({ data: data.value, view: { ...view.value, theme }, locale: locale.value, texts, seen: seen(), form })
  })
}
