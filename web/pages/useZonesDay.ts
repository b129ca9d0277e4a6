import { computed, watch } from 'vue'
import { toLocal } from '../i18n/localTime.ts'
import { useConfig } from '../stores/config.ts'
import { useTiles } from '../stores/tiles.ts'
import { useViews } from '../stores/views.ts'
import { useZones } from '../stores/zones.ts'

/** Brings zones to the day of the view: the one that is wished for, that of the past moment, or today. */
export function useZonesDay(viewId: string) {
  const views = useViews()
  const zones = useZones()
  const tiles = useTiles()
  const config = useConfig()
  const day = computed(() => {
    const view = views.views[viewId]
    return view?.zonesOn ?? (view?.at ? toLocal(Date.parse(view.at), config.timeZone).slice(0, 10) : null)
  })
  watch(day, (on) => { tiles.day = on; void zones.show(on) }, { immediate: true, flush: 'sync' })
  return day
}
