import { computed, type Ref } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import type { SceneData } from '../map/sceneData.ts'
import { usePlanDesk } from '../stores/planDesk.ts'

/** The view as it is drawn: while zones are planned the map is quiet, unless all layers are wished for. The view itself stays as it was chosen. */
export function useShownView(view: Ref<View>, data: () => SceneData) {
  const desk = usePlanDesk()
  const quiet = computed(() => data().planned !== null && !desk.allLayers)
  return computed<View>(() => (quiet.value ? { ...view.value, layers: view.value.layers.filter((layer) => layer === 'zones' || layer === 'places') } : view.value))
}
