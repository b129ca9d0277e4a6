import { computed, onScopeDispose, watch } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import { usePlanDesk } from '../stores/planDesk.ts'
import { useViews } from '../stores/views.ts'
import { useZonePlans } from '../stores/zonePlans.ts'

export const planCompareId = 'planCompare'

/** A second view of the same ground with the zones of today, beside the plan that lies open; none beside one that was adopted, for today may be that plan itself. What is done on it is done to the first. */
export function usePlanCompare(viewId: string) {
  const views = useViews()
  const desk = usePlanDesk()
  const plans = useZonePlans()
  const on = computed(() => desk.comparing && views.views[viewId]?.planId != null && plans.record?.plan.state !== 'adopted')

  watch([() => views.views[viewId], on] as const, ([main, now]) => {
    if (!main || !now) return
    views.open(planCompareId, { ...main, compare: null, planId: null, zonesOn: null, zoneFigure: 'none', layers: main.layers.filter((layer) => layer === 'zones' || layer === 'places') })
  }, { immediate: true, flush: 'sync' })

  watch(() => views.views[planCompareId], (second) => {
    const main = views.views[viewId]
    if (!second || !main || !on.value) return
    const change: Partial<View> = {}
    if (second.camera !== main.camera) change.camera = second.camera
    if (second.selection !== main.selection) change.selection = second.selection
    if (Object.keys(change).length > 0) views.patch(viewId, change)
  }, { flush: 'sync' })
  watch(() => views.views[viewId]?.planId, () => { desk.comparing = false })
  onScopeDispose(() => views.close(planCompareId))
  return on
}
