import { computed, nextTick, onScopeDispose, watch } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import { cameraOver, roomOfMap } from '../panels/zonePlan/fitArea.ts'
import { usePlanGround } from '../stores/planGround.ts'
import { useViews } from '../stores/views.ts'
import { comparesPlan } from '../stores/zonesBeside.ts'
import { useZonePlans } from '../stores/zonePlans.ts'

export const planCompareId = 'planCompare'

/** A second view of the same ground with the zones before the plan that lies open: those of today, or of the day before one that was adopted came true. What is done on it is done to the first. */
export function usePlanCompare(viewId: string) {
  const views = useViews()
  const plans = useZonePlans()
  const grounds = usePlanGround()
  const on = computed(() => { const main = views.views[viewId]; return main !== undefined && comparesPlan(main) })

  watch([() => views.views[viewId], on] as const, ([main, now]) => {
    if (!main || !now) return
    views.open(planCompareId, { ...main, compare: null, planId: null, zonesOn: null, zonesBeside: null, zoneFigure: 'none', layers: main.layers.filter((layer) => layer === 'zones' || layer === 'places') })
  }, { immediate: true, flush: 'sync' })

  watch(() => views.views[planCompareId], (second) => {
    const main = views.views[viewId]
    if (!second || !main || !on.value) return
    const change: Partial<View> = {}
    if (second.camera !== main.camera) change.camera = second.camera
    if (second.selection !== main.selection) change.selection = second.selection
    if (Object.keys(change).length > 0) views.patch(viewId, change)
  }, { flush: 'sync' })
  // Another plan begins without it, unless a link brought both.
  watch(() => views.views[viewId], (main, before) => { if (main && before?.zonesBeside === 'before' && main.zonesBeside === 'before' && main.planId !== before.planId) views.patch(viewId, { zonesBeside: null }) })
  // Two maps have half of the room each, and one has it all again: the area is brought whole into what there is.
  watch(on, async () => {
    const ground = grounds.of(plans.record?.plan.areaId ?? null)
    await nextTick()
    const main = views.views[viewId]
    if (ground && main) views.patch(viewId, { camera: cameraOver(ground.area.geometry, roomOfMap()) })
  }, { flush: 'post' })
  onScopeDispose(() => views.close(planCompareId))
  return on
}
