import { computed } from 'vue'
import type { SceneData } from '../map/sceneData.ts'
import { useAnalysis } from '../stores/analysis.ts'
import { useKeptHotspots } from '../stores/keptHotspots.ts'

/** The answer to a view's question and the hotspots that were kept, as the map draws them. */
export function useAnalysisScene(viewId: string) {
  const analysis = useAnalysis()
  const kept = useKeptHotspots()
  const asked = computed<SceneData['analysis']>(() => {
    const { answer } = analysis.at(viewId)
    if (!answer) return null
    const { compared } = analysis
    return {
      found: answer.result, compared: compared && compared !== answer ? compared.result : null, patrolFound: answer.question.provenance.some((each) => each !== 'public'),
      trends: answer.previous?.areas ?? null, gone: answer.previous?.gone ?? null, picked: analysis.picked,
    }
  })
  const hotspots = computed<SceneData['keptHotspots']>(() => kept.all.map(({ id, name, geometry, retiredAt, incidents }) => ({ id, name, geometry, incidents, retired: retiredAt !== null })))
  return { asked, hotspots }
}
