import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { CameraTour, CameraTourChange, CameraTourNew } from '../../geodata/model/cameraWatch.ts'
import { watchClient } from '../api/cameraWatch.ts'
import { useLoad } from './loading.ts'

/** Tours of video patrol, the most urgent first. */
export const useCameraTours = defineStore('cameraTours', () => {
  const list = useLoad((signal) => watchClient.tours(signal))
  const tours = computed(() => list.data.value?.tours ?? [])
  const byId = (id: string) => tours.value.find((tour) => tour.id === id)
  /** @throws Problem, as below */
  async function make(given: CameraTourNew): Promise<CameraTour> {
    const { tour } = await watchClient.make(given)
    await list.load()
    return tour
  }
  async function change(id: string, wanted: CameraTourChange): Promise<CameraTour> {
    const { tour } = await watchClient.change(id, wanted)
    await list.load()
    return tour
  }
  return { tours, byId, state: list.state, error: list.error, load: list.load, make, change }
})
