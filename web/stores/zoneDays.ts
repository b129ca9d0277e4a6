import { defineStore } from 'pinia'
import { computed } from 'vue'
import { zoneClient } from '../api/client.ts'
import { useLoad } from './loading.ts'
import { useViews } from './views.ts'

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

  function go(day: string | null) { views.patch('main', { zonesOn: day === null || day === today.value ? null : day }) }
  /** The stop before or after the day that is shown. @returns whether there is one */
  function step(direction: -1 | 1): boolean {
    const next = direction === 1 ? stops.value.find((day) => day > current.value) : stops.value.findLast((day) => day < current.value)
    if (next !== undefined) go(next)
    return next !== undefined
  }
  const mayStep = (direction: -1 | 1) => (direction === 1 ? stops.value.some((day) => day > current.value) : stops.value.some((day) => day < current.value))
  return { state: loaded.state, error: loaded.error, load: loaded.load, today, changes, shown, stops, current, plansOn, go, step, mayStep }
})
