import { watch } from 'vue'
import { AnalysisQuestion, type MethodId } from '../../geodata/model/analysis.ts'
import type { LayerId } from '../../geodata/model/view.ts'
import { useView } from '../panels/currentView.ts'
import { questionKey, useAnalysis } from '../stores/analysis.ts'
import { useKeptHotspots } from '../stores/keptHotspots.ts'
import { isoSpan } from '../stores/timeWindow.ts'

/** Layers of links from before there were questions, and the method that drew each. */
const oldLayers: Partial<Record<LayerId, MethodId>> = { hotspotCells: 'gi_star', hotspotClusters: 'st_dbscan' }

/** What the view asks is asked: after a click as after a link. A layer without a question shows nothing, so it asks for none. */
export function useAnalysisQuestion(viewId: string) {
  const { view, span, patch } = useView(viewId)
  const analysis = useAnalysis()
  const kept = useKeptHotspots()

  watch(() => view.value.layers, (layers) => {
    const old = layers.find((layer) => oldLayers[layer])
    if (!old) return
    const question = view.value.analysis ?? AnalysisQuestion.parse({ method: oldLayers[old], ...isoSpan(span.value), categoryIds: view.value.categoryIds })
    patch({ layers: [...new Set(layers.map((layer) => (oldLayers[layer] ? 'analysis' : layer)))], analysis: question })
  }, { immediate: true })

  watch(() => (view.value.analysis ? questionKey(view.value.analysis) : null), (key) => {
    if (key === null || !view.value.analysis) analysis.close(viewId)
    else void analysis.ask(viewId, view.value.analysis)
  }, { immediate: true })

  const wanted = () => view.value.layers.includes('hotspots') || view.value.selection?.noun === 'hotspot'
  watch(wanted, (now) => { if (now && kept.state === 'idle') void kept.load() }, { immediate: true })
}
