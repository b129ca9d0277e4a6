import { computed, type Ref } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import type { SceneData } from '../map/sceneData.ts'
import { usePlanDesk } from '../stores/planDesk.ts'
import { useZoneDays } from '../stores/zoneDays.ts'
import { dayBeside, layersOfDays } from '../stores/zonesBeside.ts'

const quietLayers = (layers: View['layers']) => layers.filter((layer) => layer === 'zones' || layer === 'places')

/** The view as it is drawn: while zones are planned the map is quiet, unless all layers are wished for. The view itself stays as it was chosen. */
export function useShownView(view: Ref<View>, data: () => SceneData) {
  const desk = usePlanDesk()
  const days = useZoneDays()
  const quiet = computed(() => data().planned !== null && !desk.allLayers)
  return computed<View>(() => {
    // Zones of two days look alike, so that only their borders differ.
    if (dayBeside(view.value) !== null) return { ...view.value, layers: layersOfDays(view.value.layers), zoneFigure: 'none', zonesOn: days.current || null }
    return quiet.value ? { ...view.value, layers: quietLayers(view.value.layers) } : view.value
  })
}
