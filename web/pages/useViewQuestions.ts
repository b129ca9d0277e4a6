import { watchDebounced } from '@vueuse/core'
import { computed, shallowRef, type Ref } from 'vue'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { useView } from '../panels/currentView.ts'
import { useActor } from '../stores/actor.ts'
import { useBlindSpots } from '../stores/blindSpots.ts'
import { useCameraCover } from '../stores/cameraCover.ts'
import { useCameras } from '../stores/cameras.ts'
import { useFigures } from '../stores/figures.ts'
import { useIncidents } from '../stores/incidents.ts'
import { binLength, isoSpan, surroundings } from '../stores/timeWindow.ts'
import { useZones } from '../stores/zones.ts'
import { areasWithin } from '../map/areaTree.ts'
import { indicatorIn } from '../map/zoneValues.ts'
import type { IncidentFilter } from '../workers/incidentQuestion.ts'
import { useCoverQuestions } from './useCoverQuestions.ts'
import { useLayerQuestions } from './useLayerQuestions.ts'

export type Extent = { bbox: Bbox; zoom: number }
const deskView = 'main'
const world: Extent = { bbox: [-180, -85, 180, 85], zoom: 2 }

/** Asks stores and worker again whenever the view, its extent or the data behind it changes. */
export function useViewQuestions(viewId: string) {
  const { view, span, minute } = useView(viewId)
  const incidents = useIncidents()
  const zones = useZones()
  const extent = shallowRef<Extent>(world)

  const areaIds = computed(() => (view.value.areaId === null ? null : areasWithin(zones.areas, view.value.areaId)))
  const filter = computed<IncidentFilter>(() => {
    const { categoryIds, states, minSeverity, provenance, hoursOfWeek } = view.value
    return { ...span.value, categoryIds, states, minSeverity, provenance, hoursOfWeek, areaIds: areaIds.value }
  })
  const question = computed(() => {
    const around = surroundings(span.value, { from: incidents.span.from, to: Math.min(incidents.span.to, minute.value) })
    const length = binLength(around, 90)
    return { filter: filter.value, extent: extent.value, histogram: { ...around, binMilliseconds: length } }
  })
  watchDebounced(question, (asked) => void incidents.ask(viewId, asked), { debounce: 30, maxWait: 120, immediate: true })

  useLayerQuestions(viewId, filter, extent)

  // A second map knows its incidents only: figures are those of the desk.
  if (viewId === deskView) useFigureQuestions(viewId, extent)
  return { extent }
}

function useFigureQuestions(viewId: string, extent: Ref<Extent>) {
  const { view, span } = useView(viewId)
  const incidents = useIncidents()
  const figures = useFigures()
  const zones = useZones()
  const actor = useActor()
  const window = computed(() => isoSpan(span.value))

  const windowKey = computed(() => `${window.value.from}~${window.value.to}~${actor.current?.id}~${view.value.at}`)
  // A live incident changes the figures too, but not more often than every five seconds.
  watchDebounced([windowKey, () => incidents.lastChanged], () => void figures.load(window.value, view.value.at), { debounce: 250, maxWait: 5000, immediate: true })
  watchDebounced([windowKey, () => view.value.categoryIds, () => incidents.lastChanged], () => void zones.loadFigures(window.value, { categoryIds: view.value.categoryIds, at: view.value.at }), { debounce: 250, maxWait: 5000, immediate: true })

  const indicator = computed(() => (view.value.layers.includes('zones') ? indicatorIn(view.value.zoneFigure) : null))
  watchDebounced([windowKey, () => view.value.categoryIds, () => incidents.lastChanged, indicator], () => { if (indicator.value) void zones.loadIndicator(indicator.value, window.value, { categoryIds: view.value.categoryIds, at: view.value.at }) }, { debounce: 250, maxWait: 5000, immediate: true })

  const cover = useCameraCover()
  const cameras = useCameras()
  const coverOn = computed(() => view.value.layers.includes('zones') && view.value.zoneFigure === 'cameraCover')
  watchDebounced([coverOn, () => cameras.version, () => actor.current?.id, () => zones.zones], () => { if (coverOn.value) void cover.all.load() }, { debounce: 250, maxWait: 5000, immediate: true })

  const blind = useBlindSpots()
  const blindKey = computed(() => (view.value.layers.includes('blindSpots') && view.value.areaId !== null ? `${view.value.areaId}/${blind.days}/${cameras.version}/${actor.current?.id}` : ''))
  watchDebounced(blindKey, (key) => { if (key) void blind.asked.load(view.value.areaId!, blind.days) }, { debounce: 400, maxWait: 5000, immediate: true })

  useCoverQuestions(viewId, extent)
}
