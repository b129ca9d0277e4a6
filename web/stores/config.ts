import { defineStore } from 'pinia'
import { computed } from 'vue'
import { configClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

/** What this deployment is: its place, its clock, its data. */
export const useConfig = defineStore('config', () => {
  const load = useLoad((signal) => configClient.read(signal))
  const timeZone = computed(() => load.data.value?.timeZone ?? 'Asia/Shanghai')
  /** Server clock minus ours in ms, so that ages and windows do not depend on the desk's clock. */
  const clockOffset = computed(() => (load.data.value ? Date.parse(load.data.value.now) - load.loadedAt.value : 0))
  return { ...load, timeZone, clockOffset }
})
