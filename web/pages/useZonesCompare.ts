import { computed, onScopeDispose, watch } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import { useViews } from '../stores/views.ts'
import { dayBeside, layersOfDays, useZonesBeside } from '../stores/zonesBeside.ts'

export const zonesBesideId = 'zonesBeside'

/** A second view of the same ground with the zones of another day. What is done on it is done to the first. @returns that day, null where none is compared */
export function useZonesCompare(viewId: string) {
  const views = useViews()
  const beside = useZonesBeside()
  const day = computed(() => { const main = views.views[viewId]; return main ? dayBeside(main) : null })

  watch(() => views.views[viewId], (main) => {
    if (!main || day.value === null) return
    views.open(zonesBesideId, { ...main, compare: null, zonesOn: day.value, zonesBeside: null, zoneFigure: 'none', layers: layersOfDays(main.layers) })
  }, { immediate: true, flush: 'sync' })
  watch(day, (on) => { if (on) void beside.load(on) }, { immediate: true })

  watch(() => views.views[zonesBesideId], (second) => {
    const main = views.views[viewId]
    if (!second || !main || day.value === null) return
    const change: Partial<View> = {}
    if (second.camera !== main.camera) change.camera = second.camera
    if (second.selection !== main.selection) change.selection = second.selection
    if (Object.keys(change).length > 0) views.patch(viewId, change)
  }, { flush: 'sync' })
  onScopeDispose(() => views.close(zonesBesideId))
  return day
}
