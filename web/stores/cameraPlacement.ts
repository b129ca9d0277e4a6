import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CameraAlternative, CameraPlacementAnswer, CameraPlacementQuestion, CameraPlacementStage } from '../../geodata/model/cameraPlacement.ts'
import { cameraPlacementClient } from '../api/cameraPlans.ts'
import { useAlternatives } from './alternatives.ts'
import { type PlacementForm, placementFormOf } from './cameraPlacementForm.ts'

/** The form, and one question for the next cameras at a time. */
export const useCameraPlacement = defineStore('cameraPlacement', () => {
  const form = shallowRef<PlacementForm | null>(null)
  const asked = useAlternatives<CameraPlacementQuestion, CameraAlternative, CameraPlacementAnswer, CameraPlacementStage>('ground', cameraPlacementClient.ask)

  function edit(change: Partial<PlacementForm>) { if (form.value) form.value = { ...form.value, ...change } }
  /** The form of an area; what belongs to the ground of another is dropped, the rest is kept. */
  function prepare(areaId: number) {
    if (form.value?.areaId === areaId) return
    form.value = { ...(form.value ?? placementFormOf(areaId)), areaId, zoneId: null, drawn: [] }
  }
  return { form, edit, prepare, ...asked }
})
