import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { Problem } from '../../api/http.ts'

const retryMs = 10_000

/** Plays HLS in a video element, by the player that is fetched when it is first wanted; after a failure it is tried again by itself. */
export function useHls(video: Readonly<ShallowRef<HTMLVideoElement | null>>) {
  const problem = shallowRef<Problem | null>(null)
  const playing = shallowRef(false)
  let close = () => {}
  let turn = 0

  function stop() {
    turn++
    close()
    close = () => {}
    playing.value = false
    problem.value = null
  }
  async function play(url: string) {
    stop()
    const mine = turn
    const { default: Hls } = await import('hls.js/light')
    const element = video.value
    if (mine !== turn || !element) return
    if (!Hls.isSupported()) {
      element.src = url
      close = () => element.removeAttribute('src')
      return
    }
    // No worker of its own: one stream is little work, and the policy of the page allows no foreign ones.
    const hls = new Hls({ enableWorker: false, maxBufferLength: 20, backBufferLength: 30 })
    const timer = { id: 0 }
    close = () => { clearTimeout(timer.id); hls.destroy() }
    hls.on(Hls.Events.ERROR, (_, { fatal, networkDetails, details }) => {
      if (!fatal || mine !== turn) return
      playing.value = false
      problem.value = problemOf(networkDetails, details)
      hls.stopLoad()
      timer.id = window.setTimeout(() => void play(url), retryMs)
    })
    hls.loadSource(url)
    hls.attachMedia(element)
    await element.play().catch(() => {})
  }
  onScopeDispose(stop)
  return { problem, playing, play, stop }
}

/** The server's words stand in the answer that the player could not use. */
function problemOf(details: unknown, title: string): Problem {
  const text = details instanceof XMLHttpRequest && typeof details.response === 'string' ? details.response : ''
  const status = details instanceof XMLHttpRequest ? details.status : 0
  try {
    return new Problem({ title, detail: '', errors: [], ...(JSON.parse(text) as object), status })
  } catch {
    return new Problem({ title, status: status || -1, detail: '', errors: [] })
  }
}
