import { computed, inject, type InjectionKey } from 'vue'
import type { LayerId, Selection, View } from '../../geodata/model/view.ts'
import { useConfig } from '../stores/config.ts'
import { useLive } from '../stores/live.ts'
import { pastMinute } from '../stores/past.ts'
import { spanOf } from '../stores/timeWindow.ts'
import { useViews } from '../stores/views.ts'

export const viewKey: InjectionKey<string> = Symbol('view id')

/** The view a panel belongs to: a page may hold several maps, each with its own. */
export function useView(given?: string) {
  const id = given ?? inject(viewKey, 'main')
  const views = useViews()
  const config = useConfig()
  const live = useLive()
  const view = computed(() => views.at(id))
  /**
   * Server time, to the end of the minute: a moving window asks for new figures once a minute and not with every tick, and what
   * happened a second ago lies inside. In the past it is the moment that is shown.
   */
  const minute = computed(() => (view.value.at ? Date.parse(view.value.at) + 1 : pastMinute(Infinity, live.now + config.clockOffset) + 60_000))
  const span = computed(() => spanOf(view.value.time, minute.value))
  return {
    id, view, minute, span,
    patch: (change: Partial<View>) => views.patch(id, change),
    select: (selection: Selection | null) => views.select(id, selection),
    toggleLayer: (layer: LayerId, on?: boolean) => views.toggleLayer(id, layer, on),
    fly: (lng: number, lat: number, zoom = Math.max(views.at(id).camera.zoom, 16)) => views.patch(id, { camera: { ...views.at(id).camera, lng, lat, zoom } }),
  }
}
