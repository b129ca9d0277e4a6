import type { Map as MapLibreMap } from 'maplibre-gl'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { MapEvents } from '../createMap.ts'
import type { CameraAimScene, MapTool, PlanDraftScene } from '../sceneData.ts'
import { type CameraAiming, startCameraAiming } from './cameraAiming.ts'
import type { Drawer } from './drawing.ts'
import { isDrawTool, startDrawing } from './lazyDrawing.ts'
import { type PlanEditing, snapDrawn, startPlanEditing } from './planEditing.ts'
import { type Measuring, startMeasuring } from './measuring.ts'

/** One tool at a time; the one before is put down first. */
export function toolInHand(map: MapLibreMap, on: MapEvents, ink: () => `#${string}`, plan: () => PlanDraftScene | null, aim: () => CameraAimScene | null) {
  let measuring: Measuring | null = null
  let drawing: Drawer | null = null
  let editing: PlanEditing | null = null
  let aiming: CameraAiming | null = null
  // Lines of a plan begin and end on what is there already.
  const snap = (place: LngLat) => { const draft = plan(); return draft ? snapDrawn(map, draft.held, place) : undefined }
  return {
    take(tool: MapTool, from?: LngLat | null) {
      measuring?.stop()
      drawing?.stop()
      editing?.stop()
      aiming?.stop()
      on.hover(null, { x: 0, y: 0 })
      drawing = isDrawTool(tool) ? startDrawing(map, tool, ink(), on.draw, on.problem, snap) : null
      editing = tool === 'editPlan' ? startPlanEditing(map, () => plan()?.held ?? null, on.editPlan) : null
      aiming = tool === 'aimCamera' ? startCameraAiming(map, aim, on.aimCamera) : null
      measuring = tool === 'select' || tool === 'editPlan' || tool === 'aimCamera' || isDrawTool(tool) ? null : startMeasuring(map, tool, on.measure)
      if (from) measuring?.click(from)
    },
    measuring: () => measuring,
    isBusy: () => measuring !== null || drawing !== null || editing !== null || aiming !== null,
    back: () => (drawing ?? measuring)?.back(),
    finish: () => (drawing ?? measuring)?.finish(),
  }
}
