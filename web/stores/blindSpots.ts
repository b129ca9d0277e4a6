import { defineStore } from 'pinia'
import { computed, reactive, shallowRef } from 'vue'
import { blindByHour } from '../../geodata/camera/blindHours.ts'
import { blindSpotClient } from '../api/blindSpots.ts'
import { useLoad } from './loading.ts'

/** Public ground of one area that nobody watches or visits; hours of the week are chosen without asking again. */
export const useBlindSpots = defineStore('blindSpots', () => {
  const asked = useLoad((signal, areaId: number, days: number) => blindSpotClient.read(areaId, days, signal))
  const days = shallowRef(90)
  /** Whether ground counts by the incidents on it. */
  const weighted = shallowRef(false)
  const byHour = computed(() => (asked.data.value ? blindByHour(asked.data.value) : null))
  return { asked: reactive(asked), days, weighted, byHour }
})
