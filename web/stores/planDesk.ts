import { defineStore } from 'pinia'
import { ref } from 'vue'

/** What lies open beside a plan of zones; nothing of it belongs into a link, as the comparison does (`zonesBeside` of the view). */
export const usePlanDesk = defineStore('planDesk', () => {
  /** Whether homes that change their zone are lit on the map. */
  const moved = ref(true)
  /** Whether incidents, cameras and patrols are drawn over planned zones as well. */
  const allLayers = ref(false)
  return { moved, allLayers }
})
