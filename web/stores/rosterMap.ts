import { useDebounceFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { filledOf } from '../../geodata/roster/dutyCover.ts'
import { rosterClient } from '../api/rosters.ts'
import { useLoad } from './loading.ts'

const hourMs = 3_600_000
/** Posts and stations at one place: so many teams needed and there. `event`: a temporary post; a station where nobody is needed then has `needed` 0. */
export type RosterPlace = { id: string; name: string; lng: number; lat: number; needed: number; filled: number; event: boolean }

/** Who is needed where at one moment: now, unless another was chosen on the page of rosters. */
export const useRosterMap = defineStore('rosterMap', () => {
  /** Unix ms; null is now. */
  const at = ref<number | null>(null)
  const list = useLoad((signal, areaId: number, moment: number) => rosterClient.read(areaId, new Date(moment).toISOString(), new Date(moment + hourMs / 60).toISOString(), signal).then((roster) => ({ roster, moment })))
  let last: [areaId: number, moment: number] | null = null
  const load = (areaId: number, now: number) => list.load(...(last = [areaId, at.value ?? now]))
  /** Somebody changed a roster: the same moment again, where one is looked at. */
  const renew = useDebounceFn(() => { if (last) void list.load(...last) }, 500)
  const clear = () => { last = null; list.reset() }
  const places = computed<RosterPlace[] | null>(() => {
    const read = list.data.value
    if (!read) return null
    const { stations, needs, shifts } = read.roster
    const filled = filledOf(shifts)
    const found = new Map<string, RosterPlace>(stations.filter(({ retired }) => !retired).map(({ id, name, lng, lat }) => [id, { id, name, lng, lat, needed: 0, filled: 0, event: false }]))
    for (const { id, name, lng, lat, needed, stationId, eventPostId } of needs) {
      const key = eventPostId ?? stationId
      if (key === null || lng === null || lat === null) continue
      const place = found.get(key) ?? { id: key, name, lng, lat, needed: 0, filled: 0, event: eventPostId !== null }
      found.set(key, { ...place, needed: place.needed + needed, filled: place.filled + Math.min(needed, filled.get(id) ?? 0) })
    }
    return [...found.values()]
  })
  const moment = computed(() => list.data.value?.moment ?? null)
  return { at, moment, places, load, renew, clear }
})
