import { onScopeDispose, shallowRef } from 'vue'
import { watchClient } from '../../api/cameraWatch.ts'
import { isAbort, Problem } from '../../api/http.ts'

const everyMs = 2_000
const afterFailureMs = 10_000

/** The present picture of a camera, again and again while it is shown. */
export function useSnapshots() {
  const url = shallowRef('')
  const problem = shallowRef<Problem | null>(null)
  let running: AbortController | null = null
  let timer = 0

  function stop() {
    running?.abort()
    clearTimeout(timer)
    if (url.value) URL.revokeObjectURL(url.value)
    url.value = ''
    problem.value = null
  }
  async function play(cameraId: number, look: string) {
    stop()
    const mine = (running = new AbortController())
    const next = async () => {
      try {
        const blob = await watchClient.snapshot(cameraId, look, mine.signal)
        if (mine.signal.aborted) return
        const before = url.value
        url.value = URL.createObjectURL(blob)
        if (before) URL.revokeObjectURL(before)
        problem.value = null
      } catch (error) {
        if (isAbort(error) || mine.signal.aborted) return
        if (!(error instanceof Problem)) throw error
        problem.value = error
      }
      timer = window.setTimeout(() => void next(), problem.value ? afterFailureMs : everyMs)
    }
    await next()
  }
  onScopeDispose(stop)
  return { url, problem, play, stop }
}
