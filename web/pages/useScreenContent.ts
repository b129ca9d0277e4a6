import { computed, shallowRef, watch, type Ref } from 'vue'
import { alarmFlight, alarmView } from '../../geodata/wall/choreography.ts'
import type { PanelPlace, WallAnswer, WallScreen } from '../../geodata/model/mapWall.ts'
import type { View } from '../../geodata/model/view.ts'
import { standingScene } from '../../geodata/wall/rotation.ts'
import { useAlarms } from '../stores/alarms.ts'

/** `shared`: a part of the one picture, whose camera is told; else the screen shows the view's own ground. */
export type ScreenContentShown = { view: View; shared: boolean; panels: readonly PanelPlace[]; name: string | null; held: 'pause' | 'alarm' | null }

/** What a screen shows at a moment of the server's clock: computed from the state of the wall and its open alarms, the same here as on every other screen and desk. */
export function useScreenContent(answer: Ref<WallAnswer>, screen: Ref<WallScreen>, now: Ref<number>) {
  const alarms = useAlarms()
  const known = computed(() => ({ ...answer.value, alarms: alarms.open }))
  const flight = computed(() => { const found = alarmFlight(known.value, now.value); return found?.screenId === screen.value.id ? found : null })

  const wanted = computed<ScreenContentShown>(() => {
    const { wall, scenes } = answer.value
    const { content, panels } = screen.value
    const own = { view: wall.view, shared: true, panels, name: null, held: null }
    if (flight.value) return { ...own, view: alarmView(wall.view, flight.value.alarm, now.value), shared: false }
    if (content.kind === 'view') return { ...own, view: content.view, shared: false }
    const standing = content.kind === 'rotation' ? standingScene(scenes, wall.rotation, alarms.open, now.value) : null
    const scene = standing?.scene ?? (content.kind === 'scene' ? scenes.find(({ id }) => id === content.sceneId) : undefined)
    // A scene that was deleted, or a rotation of none: the shared picture, rather than a hole.
    return scene ? { view: scene.view, shared: false, panels: scene.panels ?? panels, name: scene.name, held: standing?.held ?? null } : own
  })
  // The clock turns every second; what is shown is another only when it says something else.
  const shown = shallowRef(wanted.value)
  watch(wanted, (next) => { if (JSON.stringify(next) !== JSON.stringify(shown.value)) shown.value = next })
  return { shown, flight }
}
