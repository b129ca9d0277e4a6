import { watchDebounced } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { useView } from '../panels/currentView.ts'
import { useActor } from '../stores/actor.ts'
import { coverageLevelAt, useCoverage } from '../stores/coverage.ts'
import { useDesk } from '../stores/desk.ts'
import { useFigures } from '../stores/figures.ts'
import { useIncidents } from '../stores/incidents.ts'
import { binLength, isoSpan, surroundings } from '../stores/timeWindow.ts'
import { useZones } from '../stores/zones.ts'

export type Extent = { bbox: Bbox; zoom: number }
const world: Extent = { bbox: [-180, -85, 180, 85], zoom: 2 }

/** Asks stores and worker again whenever the view, its extent or the data behind it changes. */
export function useViewQuestions(viewId: string) {
  const { view, span, minute } = useView(viewId)
  const incidents = useIncidents()
  const figures = useFigures()
  const zones = useZones()
  const coverage = useCoverage()
  const actor = useActor()
  const desk = useDesk()
  const extent = shallowRef<Extent>(world)

  const question = computed(() => {
    const around = surroundings(span.value, { from: incidents.span.from, to: Math.min(incidents.span.to, minute.value) })
    const length = binLength(around, 90)
    const { categoryIds, states, minSeverity, provenance } = view.value
    return { filter: { ...span.value, categoryIds, states, minSeverity, provenance }, extent: extent.value, histogram: { ...around, binMilliseconds: length } }
  })
  watchDebounced(question, (asked) => void incidents.ask(viewId, asked), { debounce: 30, maxWait: 120, immediate: true })

  const window = computed(() => isoSpan(span.value))
  // As text: the places are many, so a moving camera must not ask for them again.
  const hexagonFilter = computed(() => (view.value.layers.includes('incidentHexagons') ? JSON.stringify(question.value.filter) : 'null'))
  watchDebounced(hexagonFilter, (filter) => void incidents.askPlaces(viewId, { filter: JSON.parse(filter) }), { debounce: 30, maxWait: 120, immediate: true })

  const windowKey = computed(() => `${window.value.from}~${window.value.to}~${actor.current?.id}~${view.value.at}`)
  // A live incident changes the figures too, but not more often than every five seconds.
  watchDebounced([windowKey, () => incidents.lastChanged], () => void figures.load(window.value, view.value.at), { debounce: 250, maxWait: 5000, immediate: true })
  watchDebounced([windowKey, () => view.value.categoryIds, () => incidents.lastChanged], () => void zones.loadFigures(window.value, { categoryIds: view.value.categoryIds, at: view.value.at }), { debounce: 250, maxWait: 5000, immediate: true })

  const coverageSpan = computed(() => (desk.coveragePeriod === 'window' ? span.value : { from: minute.value - desk.coveragePeriod * 3_600_000, to: minute.value }))
  const coverageOn = computed(() => view.value.layers.includes('coverage'))
  const coverageKey = computed(() => (coverageOn.value ? `${coverageSpan.value.from}~${coverageSpan.value.to}~${actor.current?.id}~${coverageLevelAt(extent.value.zoom)}~${extent.value.bbox.map((each) => each.toFixed(3)).join()}` : ''))
  watchDebounced(coverageKey, (key) => { if (key) void coverage.load(isoSpan(coverageSpan.value), coverageLevelAt(extent.value.zoom), extent.value.bbox) }, { debounce: 250, maxWait: 2000, immediate: true })
  watch(coverageOn, (on) => { if (!on) coverage.abort() })

  return { extent }
}
