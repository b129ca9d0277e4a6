import { computed, onScopeDispose, watch } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import { useViews } from '../stores/views.ts'

export const compareId = 'compare'

/** Layers that say the same on both maps, or know only the window of the first. */
const once: View['layers'] = ['coverage', 'patrols', 'hotspotCells', 'hotspotClusters', 'analysis', 'hotspots', 'cameras']

/** A second view beside the first that differs in its time only: same ground, same filter. What is done on it is done to the first. */
export function useCompare(viewId: string) {
  const views = useViews()
  const on = computed(() => views.views[viewId]?.compare != null)

  watch(() => views.views[viewId], (main) => {
    if (!main?.compare) return
    views.open(compareId, { ...main, time: main.compare, compare: null, zoneFigure: 'none', layers: main.layers.filter((layer) => !once.includes(layer)) })
  }, { immediate: true, flush: 'sync' })

  watch(() => views.views[compareId], (second) => {
    const main = views.views[viewId]
    if (!second || !main?.compare) return
    const change: Partial<View> = {}
    if (second.camera !== main.camera) change.camera = second.camera
    if (second.selection !== main.selection) change.selection = second.selection
    if (second.time !== main.compare) change.compare = second.time
    if (Object.keys(change).length > 0) views.patch(viewId, change)
  }, { flush: 'sync' })
  onScopeDispose(() => views.close(compareId))
  return on
}
