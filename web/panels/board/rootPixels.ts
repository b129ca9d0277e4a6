import { useEventListener } from '@vueuse/core'
import { shallowRef } from 'vue'

const read = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16

/** Pixels of one rem, which grows with the window. */
export function useRootPixels() {
  const pixels = shallowRef(read())
  useEventListener('resize', () => { pixels.value = read() })
  return pixels
}
