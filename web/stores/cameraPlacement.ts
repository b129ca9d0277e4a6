import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { CameraAlternative, CameraPlacementAnswer, CameraPlacementQuestion, CameraPlacementStage } from '../../geodata/model/cameraPlacement.ts'
import { cameraPlacementClient } from '../api/cameraPlans.ts'
import { useAlternatives } from './alternatives.ts'
import { type PlacementForm, placementFormOf } from './cameraPlacementForm.ts'
import { useLoad } from './loading.ts'

/** The form, and one question for the next cameras at a time. */
export const useCameraPlacement = defineStore('cameraPlacement', () => {
  const form = shallowRef<PlacementForm | null>(null)
  const asked = useAlternatives<CameraPlacementQuestion, CameraAlternative, CameraPlacementAnswer, CameraPlacementStage>('ground', cameraPlacementClient.ask)

  const read = useLoad((signal, areaId: number, zoneId: number | null) => cameraPlacementClient.lights(areaId, zoneId, signal))
  /** Street lights of the ground that the form asks about; null while nobody knows. */
  const lights = computed(() => (read.state.value === 'ready' ? (read.data.value?.lights ?? null) : null))

  function edit(change: Partial<PlacementForm>) { if (form.value) form.value = { ...form.value, ...change } }
  /** The form of an area; what belongs to the ground of another is dropped, the rest is kept. */
  function prepare(areaId: number) {
    if (form.value?.areaId === areaId) return
    form.value = { ...(form.value ?? placementFormOf(areaId)), areaId, zoneId: null, drawn: [] }
  }
  return { form, edit, prepare, lights, lightsError: read.error, readLights: read.load, ...asked }
})
