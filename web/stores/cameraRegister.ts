import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CameraChange, CameraKeep, CameraRecord } from '../../geodata/model/camera.ts'
import { cameraClient } from '../api/cameras.ts'
import { useCameras } from './cameras.ts'

type Place = { lng: number; lat: number }

/** What is changed in the register, and the form that lies open: of a camera, or of a new one at a place. */
export const useCameraRegister = defineStore('cameraRegister', () => {
  const cameras = useCameras()
  const form = shallowRef<{ record: CameraRecord } | { at: Place } | null>(null)
  /** The newest that was answered to a change, so that what is open needs not be read again. */
  const latest = shallowRef<CameraRecord | null>(null)

  function told(record: CameraRecord): CameraRecord {
    latest.value = record
    cameras.changed()
    return record
  }
  /** @throws Problem, as all that follow */
  const keep = async (camera: CameraKeep) => told(await cameraClient.keep(camera))
  const change = async (id: number, wish: CameraChange) => told(await cameraClient.change(id, wish))
  async function remove(id: number) {
    await cameraClient.remove(id)
    latest.value = null
    cameras.changed()
  }
  const restore = async (id: number) => told(await cameraClient.restore(id))
  return { form, latest, keep, change, remove, restore }
})
