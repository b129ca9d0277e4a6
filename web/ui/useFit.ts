import { useResizeObserver } from '@vueuse/core'
import { nextTick, onMounted, watch, type Ref } from 'vue'

/** Type as large as its box allows, down to `least` of what the page wants: nobody scrolls a slide. */
export function useFit(box: Readonly<Ref<HTMLElement | null>>, of: () => unknown, least = 0.55): void {
  function fit() {
    const element = box.value
    if (!element) return
    element.style.fontSize = ''
    const wanted = Number.parseFloat(getComputedStyle(element).fontSize)
    for (let part = 1; part >= least && element.scrollHeight > element.clientHeight + 1; part -= 0.04) element.style.fontSize = `${wanted * part}px`
  }
  useResizeObserver(box, fit)
  watch(of, () => void nextTick(fit))
  onMounted(fit)
}
