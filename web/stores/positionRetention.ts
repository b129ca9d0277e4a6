import { defineStore } from 'pinia'
import { computed } from 'vue'
import { positionClient } from '../api/deviceKeys.ts'
import { useLoad } from './loading.ts'

/** How many days detail of positions is kept, by area. */
export const usePositionRetention = defineStore('positionRetention', () => {
  const list = useLoad((signal) => positionClient.retention(signal))
  const areas = computed(() => list.data.value?.areas ?? [])
  /** @throws Problem. Null: as the area above says. */
  const keep = async (areaId: number, days: number | null) => { list.data.value = await positionClient.keepDays(areaId, days) }
  return { areas, state: list.state, error: list.error, load: list.load, keep }
})
