import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import type { SceneData } from '../map/sceneData.ts'
import { coverageClient, zoneClient } from '../api/client.ts'
import { pictureExtent } from '../map/picture/pictureExtent.ts'
import { useAnalysis } from '../stores/analysis.ts'
import { useCameraCover } from '../stores/cameraCover.ts'
import { coverageLevelAt } from '../stores/coverage.ts'
import { useIncidents } from '../stores/incidents.ts'
import { isoSpan, spanOf } from '../stores/timeWindow.ts'
import { useBriefingGround } from './useBriefingGround.ts'
import { useSceneData } from './useSceneData.ts'

/** What one map of a briefing is drawn from, and whether all of it is here. Figures of zones and presence are its own: other maps show other periods. */
export function useBriefingMapScene(viewId: string, view: View, now: () => number) {
  const [incidents, analysis, cover] = [useIncidents(), useAnalysis(), useCameraCover()]
  const ground = useBriefingGround()
  const { data: bare, mapLocale } = useSceneData(viewId)
  const own = shallowRef<Partial<SceneData> | null>(null)
  const failed = shallowRef(false)

  async function readOwn(): Promise<Partial<SceneData>> {
    const window = isoSpan(spanOf(view.time, now()))
    const coloured = view.layers.includes('zones') && view.zoneFigure !== 'none'
    const [figures, coverage] = await Promise.all([
      coloured ? zoneClient.figures(window, { categoryIds: view.categoryIds, at: view.at }).then(({ rows }) => rows) : null,
      view.layers.includes('coverage') ? coverageClient.read(window, { level: coverageLevelAt(view.camera.zoom), bbox: pictureExtent(view.camera).bbox, hours: view.hoursOfWeek }) : null,
      coloured && view.zoneFigure === 'cameraCover' ? cover.all.load() : null,
      view.analysis && view.layers.includes('analysis') ? analysis.ask(viewId, view.analysis) : null,
    ])
    const shares = cover.shareByZone
    return { ...(figures ? { zoneFigures: shares && view.zoneFigure === 'cameraCover' ? figures.map((row) => ({ ...row, cameraCover: shares.get(row.zoneId) ?? null })) : figures } : {}), ...(coverage ? { coverage } : {}) }
  }
  async function load() {
    failed.value = false
    try {
      const [read] = await Promise.all([readOwn(), ground(view)])
      own.value = read
    } catch (error) {
      console.error(error)
      failed.value = true
    }
  }
  void load()
  onScopeDispose(() => { if (view.analysis) analysis.close(viewId) })

  const data = computed<SceneData>(() => ({ ...bare.value, ...own.value }))
  const has = (layer: View['layers'][number]) => view.layers.includes(layer)
  const answered = computed(() => !(has('incidents') && incidents.answers[viewId] === undefined) && !(has('incidentHeat') && !incidents.heats[viewId]) && !(has('incidentHexagons') && !incidents.hexagons[viewId]) && !(has('incidentPoints') && !incidents.points[viewId]))
  const ready = computed(() => own.value !== null && answered.value)
  watch(() => has('incidents') || has('incidentHeat') ? incidents.error : null, (error) => { if (error) failed.value = true })
  return { data, mapLocale, ready, failed, load }
}
