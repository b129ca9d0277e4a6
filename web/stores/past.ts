import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useConfig } from './config.ts'
import { useViews } from './views.ts'

const minute = 60_000
/** How far the slider reaches back; the field takes any moment. */
export const sliderDays = 7

/** The end of the last whole minute, or the wanted one where that is past: nothing of the future is known. */
export const pastMinute = (wanted: number, now: number) => Math.floor(Math.min(wanted, now) / minute) * minute

/** The time machine: which past minute the desk shows. It is part of the view, so that a link opens the same moment. */
export const usePast = defineStore('past', () => {
  const views = useViews()
  const config = useConfig()
  /** Null while the desk shows the present. */
  const at = computed(() => views.views.main?.at ?? null)
  const active = computed(() => at.value !== null)
  const now = () => Date.now() + config.clockOffset
  const go = (wanted: number) => views.patch('main', { at: new Date(pastMinute(wanted, now())).toISOString() })
  const enter = () => go(now() - 10 * minute)
  const step = (minutes: number) => { if (at.value) go(Date.parse(at.value) + minutes * minute) }
  const leave = () => views.patch('main', { at: null })
  return { at, active, go, enter, step, leave }
})
