import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { cameraHealthClient } from '../api/cameraHealth.ts'
import { useLoad } from './loading.ts'

const hourMs = 3_600_000

/** How the cameras of an area are, and were in the last hours. */
export const useCameraHealth = defineStore('cameraHealth', () => {
  const hours = ref(24)
  const areaId = ref<number | null>(null)
  /** `now` is the server's clock. */
  const board = useLoad((signal, now: number) => cameraHealthClient.board({ from: new Date(now - hours.value * hourMs).toISOString(), to: new Date(now).toISOString(), areaId: areaId.value }, signal))
  /** The zones that lost most first. */
  const zones = computed(() => (board.data.value?.zones ?? []).toSorted((a, b) => b.offline + b.fault - (a.offline + a.fault) || b.lostSquareMeters - a.lostSquareMeters || (a.working ?? 2) - (b.working ?? 2) || (a.zoneId ?? Infinity) - (b.zoneId ?? Infinity)))
  return { hours, areaId, data: board.data, state: board.state, error: board.error, zones, load: board.load }
})
