import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Vehicle } from '../../geodata/model/patrolPlan.ts'
import { streetClient } from '../api/streets.ts'
import { useLoad } from './loading.ts'

/** Whether the streets of an area hang together for a way of travel: asked for, since a large area takes a while. */
export const useStreetState = defineStore('streetState', () => {
  const { data, error, state, load, reset } = useLoad((signal, areaId: number, profile: Vehicle) => streetClient.graph(areaId, profile, signal))
  const profile = ref<Vehicle>('foot')
  return { report: data, error, state, profile, check: (areaId: number) => load(areaId, profile.value), reset }
})
