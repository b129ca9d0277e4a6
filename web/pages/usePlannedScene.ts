import { computed } from 'vue'
import { householdBounds } from '../../geodata/model/zone.ts'
import { plannedOfAlternative, plannedOfPlan, plannedOfDay } from '../map/planned.ts'
import type { SceneData } from '../map/sceneData.ts'
import { usePlanDesk } from '../stores/planDesk.ts'
import { usePlanGround } from '../stores/planGround.ts'
import { useViews } from '../stores/views.ts'
import { useZoneDesign } from '../stores/zoneDesign.ts'
import { usePlanComparison } from '../stores/planComparison.ts'
import { useZonePlanDraft } from '../stores/zonePlanDraft.ts'
import { useZonePlans } from '../stores/zonePlans.ts'
import { planCompareId } from './usePlanCompare.ts'

/** What is proposed or planned, as the map draws it: a proposal goes before the plan that lies open. */
export function usePlannedScene(viewId: string) {
  const design = useZoneDesign()
  const plans = useZonePlans()
  const grounds = usePlanGround()
  const desk = usePlanDesk()
  const views = useViews()
  const draft = useZonePlanDraft()
  const comparison = usePlanComparison()

  const record = computed(() => { const { planId } = views.views.main ?? {}; return planId && plans.record?.plan.id === planId ? plans.record : null })
  /** Of an adopted plan today may be the plan itself: what it is compared with is the day before. */
  const before = computed(() => comparison.of(record.value?.plan.id ?? null)?.before ?? null)
  const planned = computed<SceneData['planned']>(() => {
    if (design.shown && design.question) return plannedOfAlternative(design.shown, design.question.bounds, grounds.of(design.question.areaId))
    // In the editor the draft goes before what was saved of it.
    const zones = draft.active && draft.plan?.id === record.value?.plan.id ? draft.zones : record.value?.zones
    return record.value && plannedOfPlan(zones!, householdBounds, grounds.of(record.value.plan.areaId), record.value.plan.state === 'adopted' ? (before.value ?? []) : null)
  })
  const ground = computed(() => grounds.of(design.shown ? (design.question?.areaId ?? null) : (record.value?.plan.areaId ?? null)))
  return computed<SceneData['planned']>(() => {
    const moved = desk.moved ? (planned.value?.moved ?? []) : []
    // Beside the plan stand the zones of the day before, or of today, with the same homes lit.
    if (viewId === planCompareId) {
      const zones = before.value ?? (record.value?.plan.state === 'adopted' ? null : ground.value?.zones)
      return zones ? { zones: plannedOfDay(zones), moved } : null
    }
    return planned.value && { zones: planned.value.zones, moved }
  })
}
