import { defineStore } from 'pinia'
import type { Camera } from '../../geodata/model/camera.ts'
import { featureClient } from '../api/client.ts'
import { shallowRef } from 'vue'

/** The map reads cameras from tiles; this store counts their changes, so that tiles and open details are read again. */
export const useCameras = defineStore('cameras', () => {
  const version = shallowRef(0)
  const read = (id: number, signal?: AbortSignal) => featureClient.read<Camera>('cameras', id, signal)
  const changed = () => { version.value += 1 }
  return { version, read, changed }
})
