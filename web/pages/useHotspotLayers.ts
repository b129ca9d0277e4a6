import { watch } from 'vue'
import { useView } from '../panels/currentView.ts'
import { useHotspots, type HotspotMethod } from '../stores/hotspots.ts'
import { isoSpan } from '../stores/timeWindow.ts'

const layers = { cells: 'hotspotCells', clusters: 'hotspotClusters' } as const

/** A hotspot layer that is switched on, or comes with a link, and has no answer yet asks for one: an empty layer would say "no hotspots". */
export function useHotspotLayers(viewId: string) {
  const { view, span } = useView(viewId)
  const hotspots = useHotspots()
  const lacking = (method: HotspotMethod) => view.value.layers.includes(layers[method]) && hotspots.answers[method] === null

  watch(() => [lacking('cells'), lacking('clusters')], async () => {
    if (hotspots.busy) return
    for (const method of ['cells', 'clusters'] as const) {
      if (!lacking(method)) continue
      hotspots.parameters.method = method
      await hotspots.load(isoSpan(span.value), view.value.categoryIds)
    }
  }, { immediate: true })
}
