import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import { cameraAt, glideTo, type Glide } from '../../geodata/wall/glide.ts'
import { useWallCamera } from '../stores/wallCamera.ts'

/** The shared camera as it is drawn: it glides from move to move, so that an uneven row of moves is one motion. */
export function useSharedCamera(): Ref<View['camera'] | null> {
  const wall = useWallCamera()
  const drawn = shallowRef(wall.target)
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  let glide: Glide | null = null
  let frame = 0

  function step() {
    if (!glide) return
    const now = performance.now()
    drawn.value = cameraAt(glide, now)
    if (now - glide.at >= glide.milliseconds) glide = null
    else frame = requestAnimationFrame(step)
  }
  watch(() => wall.target, (target) => {
    cancelAnimationFrame(frame)
    // A window that nobody sees has no frames.
    if (!target || !drawn.value || calm || document.hidden) { glide = null; drawn.value = target; return }
    glide = glideTo(drawn.value, target, performance.now(), wall.sincePrevious)
    frame = requestAnimationFrame(step)
  }, { flush: 'sync' })
  onScopeDispose(() => cancelAnimationFrame(frame))
  return computed(() => drawn.value)
}
