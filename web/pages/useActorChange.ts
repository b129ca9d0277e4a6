import { watch } from 'vue'
import { useView } from '../panels/currentView.ts'
import { useAnalysis } from '../stores/analysis.ts'
import { useActor } from '../stores/actor.ts'
import { useCameraPlacement } from '../stores/cameraPlacement.ts'
import { useCameraPlans } from '../stores/cameraPlans.ts'
import { useConfig } from '../stores/config.ts'
import { useKeptHotspots } from '../stores/keptHotspots.ts'
import { useIncidents } from '../stores/incidents.ts'
import { useSearch } from '../stores/search.ts'
import { useTiles } from '../stores/tiles.ts'
import { usePlanGround } from '../stores/planGround.ts'
import { useZoneDesign } from '../stores/zoneDesign.ts'
import { useZonePlans } from '../stores/zonePlans.ts'
import { startStores } from './startStores.ts'
import type { View } from '../../geodata/model/view.ts'

/** Another actor sees other rows: what the one before was shown is forgotten, and everything is read again as the new one. */
export function useActorChange(viewId: string, defaults: () => View) {
  const { view, patch } = useView(viewId)
  const actor = useActor()
  const config = useConfig()

  watch(() => actor.current?.id, async (id, before) => {
    if (!before || !id || id === before) return
    useAnalysis().clear()
    useKeptHotspots().clear()
    useZonePlans().clear()
    useZoneDesign().clear()
    useCameraPlans().clear()
    useCameraPlacement().clear()
    usePlanGround().clear()
    useSearch().reset()
    useIncidents().chosen = null
    useTiles().outdateAll()
    patch({ selection: null })
    await config.load()
    void startStores()
    const bounds = config.data?.bounds
    const { lng, lat } = view.value.camera
    const inside = bounds && lng >= bounds[0] && lng <= bounds[2] && lat >= bounds[1] && lat <= bounds[3]
    if (bounds && !inside) patch({ camera: defaults().camera })
  })
}
