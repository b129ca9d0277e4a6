import { useIntervalFn } from '@vueuse/core'
import { shallowRef } from 'vue'
import type { ScreenReport } from '../../geodata/model/mapWall.ts'
import { Problem } from '../api/http.ts'
import { wallHeartbeatClient } from '../api/mapWalls.ts'
import { ownBuild } from '../api/servedBuild.ts'
import { useConfig } from '../stores/config.ts'
import { useLive } from '../stores/live.ts'
import { useWallCamera } from '../stores/wallCamera.ts'
import { useWallErrors } from '../stores/wallErrors.ts'

const everyMilliseconds = 5_000
const framesLooked = 12

/** The middle one of the times between some frames; null where none are drawn. */
function frameMilliseconds(): Promise<number | null> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), 2_000)
    const times: number[] = []
    const look = (at: number) => {
      times.push(at)
      if (times.length <= framesLooked) { requestAnimationFrame(look); return }
      clearTimeout(late)
      resolve(times.slice(1).map((time, i) => time - times[i]!).toSorted((a, b) => a - b)[framesLooked / 2]!)
    }
    requestAnimationFrame(look)
  })
}

const memoryMb = (): number | null => {
  const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } }
  return memory ? Math.round(memory.usedJSHeapSize / 104_857.6) / 10 : null
}

/** Says every few seconds that this screen lives and what it shows; where it is the wall's own window. @returns whether the server says that it is none of its screens */
export function useHeartbeat(screenId: () => string | null, layers: () => ScreenReport['layers'], contextLosses: () => number) {
  const [live, camera, errors, config] = [useLive(), useWallCamera(), useWallErrors(), useConfig()]
  const refused = shallowRef(false)
  let busy = false

  async function beat() {
    const id = screenId()
    if (!id || busy) return
    busy = true
    const slowest = camera.takeSlowest()
    try {
      const frameMs = document.hidden ? null : await frameMilliseconds()
      await wallHeartbeatClient.tell(id, {
        build: (ownBuild() ?? config.data?.version ?? '').replace('/assets/', '').slice(0, 40), viewport: { width: Math.max(1, innerWidth), height: Math.max(1, innerHeight), ratio: devicePixelRatio }, live: live.state, layers: layers(),
        sharedDelayMs: slowest, frameMs: frameMs === null ? null : Math.round(frameMs * 10) / 10, memoryMb: memoryMb(), contextLosses: contextLosses(), errors: errors.errors,
      })
      refused.value = false
    } catch (error) {
      if (error instanceof Problem && [403, 404].includes(error.document.status)) refused.value = true
    } finally {
      busy = false
    }
  }
  useIntervalFn(() => void beat(), everyMilliseconds, { immediateCallback: true })
  return refused
}
