import type { AnalysisQuestion } from '../../../geodata/model/analysis.ts'
import { LayerId, standardCover } from '../../../geodata/model/view.ts'
import { useAnalysis } from '../../stores/analysis.ts'
import { useView } from '../currentView.ts'

/** Whether an answer rests on what patrols and devices found as well. */
export const restsOnPatrols = (question: AnalysisQuestion) => question.provenance.some((each) => each !== 'public')

/** These would lie over the answer. */
const covering: readonly LayerId[] = LayerId.options.filter((layer) => layer.startsWith('incident') || layer === 'cameras')

/** Asks by putting the question into the view, so that a link carries it. */
export function useAsk() {
  const { id, view, patch } = useView()
  const analysis = useAnalysis()

  /** @param follow the map's time window becomes that of the question, so that the incidents on it are those that were asked about */
  function ask(question: AnalysisQuestion, follow: boolean) {
    const wanted: LayerId[] = ['analysis', ...(restsOnPatrols(question) ? ['coverage' as const] : [])]
    const layers = LayerId.options.filter((layer) => (view.value.layers.includes(layer) && !covering.includes(layer)) || wanted.includes(layer))
    // Presence beside the finds of the same time: another period would explain nothing.
    const cover = restsOnPatrols(question) ? { cover: { ...(view.value.cover ?? standardCover), hours: null } } : {}
    patch({ analysis: question, layers, selection: null, ...cover, ...(follow || restsOnPatrols(question) ? { time: { from: question.from, to: question.to } } : {}) })
  }
  const again = () => { if (view.value.analysis) void analysis.ask(id, view.value.analysis, true) }
  const close = () => patch({ analysis: undefined, layers: LayerId.options.filter((layer) => layer === 'incidents' || (layer !== 'analysis' && view.value.layers.includes(layer))), selection: view.value.selection?.noun === 'unit' ? null : view.value.selection })
  return { ask, again, close }
}
