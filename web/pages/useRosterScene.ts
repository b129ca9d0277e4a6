import { useIntervalFn } from '@vueuse/core'
import { computed, watch } from 'vue'
import type { SceneData } from '../map/sceneData.ts'
import { useView } from '../panels/currentView.ts'
import { useActor } from '../stores/actor.ts'
import { useConfig } from '../stores/config.ts'
import { useRosterMap } from '../stores/rosterMap.ts'
import { useZones } from '../stores/zones.ts'

/** Posts and stations of the view's area while their layer is on, read again every minute. */
export function useRosterScene(viewId: string) {
  const [actor, config, map, zones] = [useActor(), useConfig(), useRosterMap(), useZones()]
  const { view } = useView(viewId)
  const on = computed(() => view.value.layers.includes('roster') && actor.may('brief'))
  const areaId = computed(() => view.value.areaId ?? actor.current?.assignments.map((each) => each.areaId).find((id) => zones.areaById.has(id)) ?? null)
  const load = () => { if (on.value && areaId.value !== null && !document.hidden) void map.load(areaId.value, Date.now() + config.clockOffset) }
  watch(() => [on.value, areaId.value, map.at], load, { immediate: true })
  useIntervalFn(load, 60_000)
  return computed<SceneData['roster']>(() => (on.value && map.places && map.moment !== null ? { places: map.places, at: map.moment } : null))
}
