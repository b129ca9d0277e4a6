import { useEventListener } from '@vueuse/core'
import { onScopeDispose, shallowRef, watch } from 'vue'
import { useAlarms } from '../../stores/alarms.ts'
import { ring } from './tone.ts'

/** Rings while an alarm does. Browsers keep a page silent until somebody has touched it: `blocked` says so. */
export function useAlarmSound() {
  const alarms = useAlarms()
  const blocked = shallowRef(false)
  let context: AudioContext | null = null
  let end: (() => void) | null = null

  watch(() => alarms.ringing, (on) => {
    end?.()
    end = null
    blocked.value = false
    if (!on || typeof AudioContext === 'undefined') return
    context ??= new AudioContext()
    end = ring(context, (is) => { blocked.value = is })
  }, { immediate: true })
  const touched = () => { if (blocked.value) void context?.resume().then(() => { blocked.value = false }) }
  useEventListener(window, 'pointerdown', touched)
  useEventListener(window, 'keydown', touched)
  onScopeDispose(() => { end?.(); void context?.close() })
  return { blocked }
}
