import { watchDebounced } from '@vueuse/core'
import { computed, watch, type Ref } from 'vue'
import { standardCover } from '../../geodata/model/view.ts'
import { useView } from '../panels/currentView.ts'
import { useActor } from '../stores/actor.ts'
import { coverageLevelAt, useCoverage } from '../stores/coverage.ts'
import { useLastVisits } from '../stores/lastVisits.ts'
import { isoSpan } from '../stores/timeWindow.ts'
import type { Extent } from './useViewQuestions.ts'

/** Farther out one answer would hold every street of a city. */
const leastVisitZoom = 12.5

/** Presence of patrols, asked again when the period, the team, the hours of the week or the screen change. */
export function useCoverQuestions(viewId: string, extent: Ref<Extent>) {
  const { view, span, minute } = useView(viewId)
  const coverage = useCoverage()
  const visits = useLastVisits()
  const actor = useActor()
  const cover = computed(() => view.value.cover ?? standardCover)
  const box = computed(() => extent.value.bbox.map((each) => each.toFixed(3)).join())

  const coverageSpan = computed(() => (cover.value.hours === null ? span.value : { from: minute.value - cover.value.hours * 3_600_000, to: minute.value }))
  const coverageOn = computed(() => view.value.layers.includes('coverage'))
  const coverageKey = computed(() => (coverageOn.value ? [coverageSpan.value.from, coverageSpan.value.to, actor.current?.id, coverageLevelAt(extent.value.zoom), box.value, cover.value.teamId, view.value.hoursOfWeek?.join()].join('~') : ''))
  const ask = () => coverage.load(isoSpan(coverageSpan.value), coverageLevelAt(extent.value.zoom), extent.value.bbox, { teamId: cover.value.teamId, hours: view.value.hoursOfWeek })
  watchDebounced(coverageKey, (key) => { if (key) void ask() }, { debounce: 250, maxWait: 2000, immediate: true })
  watch(coverageOn, (on) => { if (!on) coverage.abort() })

  const visitsKey = computed(() => (view.value.layers.includes('presence') && extent.value.zoom >= leastVisitZoom ? [actor.current?.id, minute.value, box.value].join('~') : ''))
  watchDebounced(visitsKey, (key) => { if (key) void visits.load(extent.value.bbox) }, { debounce: 300, maxWait: 2000, immediate: true })
}
