import { computed } from 'vue'
import type { SceneData } from '../map/sceneData.ts'
import { useCameraPlacement } from '../stores/cameraPlacement.ts'
import { useCameraPlans } from '../stores/cameraPlans.ts'
import { useDesk } from '../stores/desk.ts'
import { useViews } from '../stores/views.ts'

const noLights: [number, number][] = []

/** What is proposed or planned for cameras, as the map draws it: a proposal goes before the plan that lies open. */
export function useCameraPlanScene(viewId: string) {
  const placement = useCameraPlacement()
  const plans = useCameraPlans()
  const desk = useDesk()
  const views = useViews()
  return computed<SceneData['cameraPlan']>(() => {
    const open = views.views[viewId]?.cameraPlanId
    const sites = placement.shown?.sites ?? (open && plans.record?.plan.id === open ? plans.record.sites : [])
    // Places to be tried are of the form: they stand on the map while it is looked at.
    const asking = desk.side === 'cameraPlan' || desk.sheet === 'cameraPlan'
    const drawn = asking && placement.form?.mounts.includes('drawn') ? placement.form.drawn : []
    const lights = asking && placement.form?.mounts.includes('street_light') ? (placement.lights ?? noLights) : noLights
    return sites.length || drawn.length || lights.length ? { sites, drawn, lights, pointed: plans.pointed } : null
  })
}
