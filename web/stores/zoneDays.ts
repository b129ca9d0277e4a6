import { defineStore } from 'pinia'
import { computed } from 'vue'
import { zoneClient } from '../api/client.ts'
import { useLoad } from './loading.ts'
import { useViews } from './views.ts'
import { dayBeside } from './zonesBeside.ts'

/** Days on which zones changed or will; the view says which of them the map shows. */
export const useZoneDays = defineStore('zoneDays', () => {
  const views = useViews()
  const loaded = useLoad((signal) => zoneClient.days(signal))
  const today = computed(() => loaded.data.value?.today ?? '')
  /** Oldest first. */
  const changes = computed(() => [...(loaded.data.value?.days ?? [])].toSorted((a, b) => a.day.localeCompare(b.day)))
  /** Null is today. */
  const shown = computed(() => views.views.main?.zonesOn ?? null)
  /** Where a slider rests: on each change, of which the oldest is where what is known begins, and on today. */
  const stops = computed(() => [...new Set([...changes.value.map(({ day }) => day), ...(today.value ? [today.value] : [])])].toSorted())
  const current = computed(() => shown.value ?? today.value)
  const plansOn = (day: string) => changes.value.find((change) => change.day === day)?.plans ?? []

  /** The other day of a comparison; null where none is compared. */
  const beside = computed(() => { const view = views.views.main; return view ? dayBeside(view) : null })
  const compare = (day: string | null) => views.patch('main', { zonesBeside: day, ...(day === null ? {} : { planId: null }) })
  /** What a day is compared with where nothing is chosen: how it was before its change, or today. */
  const before = computed(() => stops.value.findLast((day) => day < current.value) ?? (today.value !== current.value ? today.value : stops.value[0]) ?? null)
  /** Back to the zones of today alone. */
  function leave() { views.patch('main', { zonesOn: null, ...(beside.value === null ? {} : { zonesBeside: null }) }) }

  function go(day: string | null) { views.patch('main', { zonesOn: day === null || day === today.value ? null : day }) }
  /** The stop before or after the day that is shown. @returns whether there is one */
  function step(direction: -1 | 1): boolean {
    const next = direction === 1 ? stops.value.find((day) => day > current.value) : stops.value.findLast((day) => day < current.value)
    if (next !== undefined) go(next)
    return next !== undefined
  }
  const mayStep = (direction: -1 | 1) => (direction === 1 ? stops.value.some((day) => day > current.value) : stops.value.some((day) => day < current.value))
  return { state: loaded.state, error: loaded.error, load: loaded.load, today, changes, shown, stops, current, plansOn, beside, before, compare, leave, go, step, mayStep }
})
