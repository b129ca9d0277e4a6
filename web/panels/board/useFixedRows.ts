import { useEventListener, useResizeObserver } from '@vueuse/core'
import { computed, shallowRef, type Ref } from 'vue'

/** Rows beyond the edge that are drawn too, so that a turn of the wheel meets drawn ones. */
const overscan = 6

/** Which rows of equal height are on screen in a scrolled box. Numbers of rows, so that nothing is drawn again within one row's height. */
export function useFixedRows(box: Readonly<Ref<HTMLElement | null>>, count: () => number, rowPixels: () => number, headPixels: () => number = () => 0) {
  const top = shallowRef(0)
  const height = shallowRef(0)
  const measure = () => {
    top.value = box.value?.scrollTop ?? 0
    height.value = box.value?.clientHeight ?? 0
  }
  useEventListener(box, 'scroll', () => { top.value = box.value?.scrollTop ?? 0 }, { passive: true })
  useResizeObserver(box, measure)

  const firstOnScreen = computed(() => Math.max(0, Math.floor(top.value / rowPixels())))
  const lastOnScreen = computed(() => Math.max(0, Math.min(count() - 1, Math.floor((top.value + height.value - headPixels()) / rowPixels()))))
  const first = computed(() => Math.max(0, firstOnScreen.value - overscan))
  const last = computed(() => Math.min(count() - 1, lastOnScreen.value + overscan))
  const perPage = computed(() => Math.max(1, Math.floor((height.value - headPixels()) / rowPixels()) - 1))
  const atTop = computed(() => firstOnScreen.value === 0)

  /** Scrolls as little as it takes to see the row whole. */
  function reveal(index: number) {
    const element = box.value
    if (!element) return
    const [begin, end] = [index * rowPixels(), (index + 1) * rowPixels()]
    const room = element.clientHeight - headPixels()
    if (begin < element.scrollTop) element.scrollTop = begin
    else if (end > element.scrollTop + room) element.scrollTop = end - room
    measure()
  }
  function toTop() {
    if (box.value) box.value.scrollTop = 0
    measure()
  }
  return { first, last, firstOnScreen, lastOnScreen, perPage, atTop, reveal, toTop }
}
