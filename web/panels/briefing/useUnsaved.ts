import { useEventListener } from '@vueuse/core'
import { defineStore } from 'pinia'
import { onScopeDispose, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave } from 'vue-router'

const useOpenTexts = defineStore('briefingUnsaved', () => ({ keys: shallowRef<ReadonlySet<string>>(new Set()) }))

/** Says of one text that it holds what is not saved. */
export function useUnsaved(key: () => string) {
  const open = useOpenTexts()
  function set(unsaved: boolean) {
    const next = new Set(open.keys)
    if (unsaved) next.add(key())
    else next.delete(key())
    open.keys = next
  }
  onScopeDispose(() => set(false))
  return { set }
}

/** Asks before a page goes whose texts are not saved. */
export function useUnsavedGuard(): void {
  const { t } = useI18n()
  const open = useOpenTexts()
  useEventListener('beforeunload', (event) => { if (open.keys.size) event.preventDefault() })
  onBeforeRouteLeave(() => open.keys.size === 0 || confirm(t('briefing.text.leave')))
}
