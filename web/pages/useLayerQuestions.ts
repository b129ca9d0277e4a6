import { watchDebounced } from '@vueuse/core'
import { computed, onScopeDispose, type Ref } from 'vue'
import { drawsInSoftware } from '../map/drawsInSoftware.ts'
import { hexagonRadiusMeters } from '../map/scale.ts'
import { useView } from '../panels/currentView.ts'
import { useConfig } from '../stores/config.ts'
import { useIncidents } from '../stores/incidents.ts'
import type { ClusterQuestion, HeatQuestion, HexagonQuestion, IncidentFilter, PointsQuestion } from '../workers/incidentQuestion.ts'
import type { Extent } from './useViewQuestions.ts'

/** Without a graphics card a frame of a million points takes a quarter of a minute; of so many a fifth of a second. */
const softwarePoints = 10_000
const softwareBearable = 25_000
const soon = { debounce: 30, maxWait: 120, immediate: true }

/** What layers draw from all incidents is asked for where such a layer is on, and as text: a moving camera or a new object that says the same must not ask again. */
export function useLayerQuestions(viewId: string, filter: Ref<IncidentFilter>, extent: Ref<Extent>) {
  const { view } = useView(viewId)
  const incidents = useIncidents()
  const config = useConfig()
  const has = (layer: 'incidentHexagons' | 'incidentPoints' | 'incidentHeat' | 'incidents') => view.value.layers.includes(layer)
  const few = computed(() => (incidents.counts?.total ?? 0) > softwareBearable && drawsInSoftware())

  const hexagonQuestion = computed(() => (has('incidentHexagons') ? JSON.stringify({ filter: filter.value, radiusMeters: hexagonRadiusMeters, ground: config.data?.bounds ?? null } satisfies HexagonQuestion) : 'null'))
  watchDebounced(hexagonQuestion, (text) => void incidents.askHexagons(viewId, JSON.parse(text) as HexagonQuestion | null), soon)

  const pointsQuestion = computed(() => {
    if (!has('incidentPoints')) return 'null'
    if (few.value) return JSON.stringify({ filter: filter.value, limit: softwarePoints, bbox: extent.value.bbox } satisfies PointsQuestion)
    // The GPU judges everything else by itself.
    const { states, hoursOfWeek, categoryIds } = filter.value
    const beyond = (incidents.points[viewId]?.slots.length ?? 0) > 64
    return JSON.stringify({ filter: { from: 0, to: 0, states, hoursOfWeek, categoryIds: beyond ? categoryIds : null, minSeverity: 1, provenance: null, areaIds: null }, limit: null, bbox: [-180, -85, 180, 85] } satisfies PointsQuestion)
  })
  watchDebounced(pointsQuestion, (text) => void incidents.askPoints(viewId, JSON.parse(text) as PointsQuestion | null), soon)

  const heatQuestion = computed(() => (has('incidentHeat') ? JSON.stringify({ filter: filter.value, extent: extent.value } satisfies HeatQuestion) : 'null'))
  watchDebounced(heatQuestion, (text) => void incidents.askHeat(viewId, JSON.parse(text) as HeatQuestion | null), soon)

  const clusterQuestion = computed(() => (has('incidents') ? JSON.stringify({ filter: filter.value, extent: extent.value } satisfies ClusterQuestion) : 'null'))
  watchDebounced(clusterQuestion, (text) => void incidents.askFarClusters(viewId, JSON.parse(text) as ClusterQuestion | null), soon)

  // A map that is closed has no say in the common scale any more.
  onScopeDispose(() => {
    void incidents.askHeat(viewId, null)
    void incidents.askPoints(viewId, null)
    void incidents.askFarClusters(viewId, null)
    void incidents.askHexagons(viewId, null)
  })
}
