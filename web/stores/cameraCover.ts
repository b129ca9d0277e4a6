import { defineStore } from 'pinia'
import { computed, reactive } from 'vue'
import { watchedShare } from '../../geodata/model/cameraCover.ts'
import { cameraCoverClient } from '../api/cameraCover.ts'
import { useLoad } from './loading.ts'

/** How much of the public ground cameras see: of all zones, which colours the map, and of one area with its estates and streets. */
export const useCameraCover = defineStore('cameraCover', () => {
  const all = useLoad((signal) => cameraCoverClient.read(null, signal))
  const area = useLoad(async (signal, areaId: number) => ({ areaId, ...(await cameraCoverClient.read(areaId, signal)) }))
  const zoneById = computed(() => new Map((all.data.value?.zones ?? []).map((zone) => [zone.zoneId, zone])))
  const shareByZone = computed(() => (all.data.value ? new Map(all.data.value.zones.map((zone) => [zone.zoneId, watchedShare(zone.public)])) : null))
  return { all: reactive(all), area: reactive(area), zoneById, shareByZone }
})
