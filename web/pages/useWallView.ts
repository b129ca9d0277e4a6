import { useDebounceFn } from '@vueuse/core'
import { type Ref, watch } from 'vue'
import type { WallAnswer } from '../../geodata/model/mapWall.ts'
import type { View } from '../../geodata/model/view.ts'
import { sameContent } from '../../geodata/wall/sameView.ts'
import { useWallTry } from '../panels/mapWall/useWallTry.ts'
import { useMapWalls } from '../stores/mapWalls.ts'
import { useViews } from '../stores/views.ts'
import { useWallDesk } from '../stores/wallDesk.ts'

/** Layers, filters and time of the wall, changed from the desk while it drives; what another desk changes is followed. The camera goes its own way, and day or night is each one's own. */
export function useWallView(viewId: string, answer: Ref<WallAnswer>, camera: () => View['camera']) {
  const [walls, views, desk] = [useMapWalls(), useViews(), useWallDesk()]
  const { tried } = useWallTry()
  /** What the wall showed when this desk last agreed with it. */
  let agreed = answer.value.wall.view
  const onWall = (): View => ({ ...views.at(viewId), camera: camera(), theme: answer.value.wall.view.theme })

  /** The same for a screen that shows it alone, tilted as the map of the desk is. */
  const alone = (): View => { const view = onWall(); return { ...view, camera: { ...view.camera, pitch: views.at(viewId).camera.pitch } } }

  async function put() {
    const view = onWall()
    if (!desk.driving || sameContent(view, answer.value.wall.view)) return
    agreed = view
    if (!(await tried(() => walls.change(answer.value.wall.id, { view })))) follow(answer.value.wall.view)
  }
  const putSoon = useDebounceFn(put, 300)
  function follow(view: View) {
    agreed = view
    const { camera: own, theme } = views.at(viewId)
    views.patch(viewId, { ...view, camera: own, theme })
  }
  watch(() => answer.value.wall.view, (view) => { if (desk.driving && !sameContent(view, agreed)) follow(view) })
  watch(() => views.views[viewId], (view) => { if (view && desk.driving && !sameContent(view, agreed)) void putSoon() })
  watch(() => desk.driving, (driving) => { if (driving) follow(answer.value.wall.view) })
  /** All of what the desk looks at, on the wall. @throws nothing: what was refused is said */
  const putAll = (done: string) => { const before = answer.value.wall.view; const view = onWall(); agreed = view; return tried(() => walls.change(answer.value.wall.id, { view }), { done, undo: () => walls.change(answer.value.wall.id, { view: before }) }) }
  return { alone, putAll }
}
