import { useIntervalFn } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useDesk } from '../stores/desk.ts'
import { useIncidents } from '../stores/incidents.ts'
import { isoSpan } from '../stores/timeWindow.ts'
import { useView } from './currentView.ts'

const frameMilliseconds = 600

/** Moves the time window through the loaded time, an eighth of its length a frame; begins again at the start when it is at the end. */
export function usePlay() {
  const desk = useDesk()
  const incidents = useIncidents()
  const { span, minute, patch } = useView()
  /** Beyond the end of the data there is nothing to play. */
  const end = computed(() => Math.min(minute.value, incidents.span.to))
  const { pause, resume } = useIntervalFn(() => {
    const { from, to } = span.value
    const step = (to - from) / 8
    if (to + step > end.value) desk.playing = false
    else patch({ time: isoSpan({ from: from + step, to: to + step }) })
  }, frameMilliseconds, { immediate: false })

  watch(() => desk.playing, (playing) => {
    if (!playing) return pause()
    const { from, to } = span.value
    const length = to - from
    // At the end already: there is nothing ahead to play, so go back ten lengths, or to where the data begins.
    if (to + length / 8 > end.value) {
      const start = Math.max(incidents.span.from, to - 11 * length)
      if (start + length < to) patch({ time: isoSpan({ from: start, to: start + length }) })
    }
    resume()
  })
}
