import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** What the window of the slides and that of the notes tell each other. */
type Told = { kind: 'here'; slide: number; startedAt: number; isBlack: boolean } | { kind: 'go'; slide: number } | { kind: 'restart' } | { kind: 'black' } | { kind: 'hello' }

/** Which slide is shown, kept in the address, and the same in both windows of one browser; the window of the slides decides. */
export function usePresenting(id: string, count: () => number, isNotes: boolean) {
  const [route, router] = [useRoute(), useRouter()]
  const slide = computed(() => Math.min(Math.max(0, count() - 1), Math.max(0, (Number(route.query.slide) || 1) - 1)))
  const startedAt = shallowRef(Date.now())
  const isBlack = shallowRef(false)
  const isHeard = shallowRef(false)
  const channel = new BroadcastChannel(`fangcun-present-${id}`)
  const tell = (told: Told) => channel.postMessage(told)
  const here = () => { if (!isNotes) tell({ kind: 'here', slide: slide.value, startedAt: startedAt.value, isBlack: isBlack.value }) }

  function set(to: number) {
    const at = Math.min(Math.max(0, count() - 1), Math.max(0, to))
    if (at !== slide.value) void router.replace({ query: { ...route.query, slide: String(at + 1) } })
  }
  /** Asked in either window. */
  const go = (to: number) => { if (isNotes && isHeard.value) tell({ kind: 'go', slide: to }); else { isBlack.value = false; set(to) } }
  const restart = () => { if (isNotes) tell({ kind: 'restart' }); else startedAt.value = Date.now() }
  const black = () => { if (isNotes) tell({ kind: 'black' }); else isBlack.value = !isBlack.value }

  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (isNotes) {
      if (data.kind !== 'here') return
      isHeard.value = true
      startedAt.value = data.startedAt
      isBlack.value = data.isBlack
      set(data.slide)
    } else if (data.kind === 'go') { isBlack.value = false; set(data.slide) }
    else if (data.kind === 'restart') startedAt.value = Date.now()
    else if (data.kind === 'black') isBlack.value = !isBlack.value
    else if (data.kind === 'hello') here()
  }
  watch([slide, startedAt, isBlack, count], here)
  if (isNotes) tell({ kind: 'hello' })
  onScopeDispose(() => channel.close())

  const isMap = (target: EventTarget | null) => target instanceof Element && target.closest('.maplibregl-map') !== null
  const isControl = (target: EventTarget | null) => target instanceof Element && target.closest('button, a, input, select, textarea, summary') !== null
  let typed = ''
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const arrow = event.key.startsWith('Arrow')
    // A map that has the focus is moved by its arrows; a button is pressed by space and Enter.
    if (arrow && isMap(event.target)) return
    if ((event.key === ' ' || event.key === 'Enter') && isControl(event.target)) return
    if (/^\d$/.test(event.key)) { typed = (typed + event.key).slice(-3); return }
    const keys: Record<string, () => void> = {
      ArrowRight: () => go(slide.value + 1), ArrowDown: () => go(slide.value + 1), PageDown: () => go(slide.value + 1), ' ': () => go(slide.value + (event.shiftKey ? -1 : 1)),
      ArrowLeft: () => go(slide.value - 1), ArrowUp: () => go(slide.value - 1), PageUp: () => go(slide.value - 1), Backspace: () => go(slide.value - 1),
      Home: () => go(0), End: () => go(count() - 1), Enter: () => { if (typed) go(Number(typed) - 1) }, b: black, '.': black, t: restart,
    }
    const run = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!run) return
    event.preventDefault()
    run()
    typed = ''
  })
  return { slide, startedAt, isBlack, isHeard, go, restart, black }
}
