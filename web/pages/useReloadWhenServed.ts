import { useIntervalFn } from '@vueuse/core'
import { onScopeDispose, watch } from 'vue'
import { ownBuild, reloadWhenServed, servedBuild } from '../api/servedBuild.ts'
import { frameWatch, lookMilliseconds } from '../stores/frameWatch.ts'
import { useLive } from '../stores/live.ts'
import { useMapWalls } from '../stores/mapWalls.ts'
import { useWallErrors } from '../stores/wallErrors.ts'

/**
 * Loads the page anew where it cannot go on by itself: frames have stopped, no WebGL context is to be had, the server has another build.
 */
export function useReloadWhenServed() {
  const errors = useWallErrors()
  const walls = useMapWalls()
  const live = useLive()
  function reload(why: string) {
    errors.note(why, walls.serverNow())
    reloadWhenServed()
  }

  const frames = frameWatch()
  let asked = false
  useIntervalFn(() => {
    if (frames.look(performance.now(), !document.hidden)) reload('no frames are drawn any more')
    if (asked) return
    asked = true
    requestAnimationFrame(() => { asked = false; frames.frame() })
  }, lookMilliseconds)

  const own = ownBuild()
  // After a break another build may be served, whose parts this page would not find.
  watch(() => live.connected, async (is, was) => {
    if (!is || was || own === null) return
    const served = await servedBuild().catch(() => null)
    if (served !== null && served !== own) reload('another build is served')
  })
  const partMissing = () => reload('a part of the page could not be loaded')
  window.addEventListener('vite:preloadError', partMissing)
  onScopeDispose(() => window.removeEventListener('vite:preloadError', partMissing))
  return reload
}
