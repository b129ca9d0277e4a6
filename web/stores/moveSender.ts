import type { WallMove } from '../../geodata/model/mapWall.ts'

const everyMilliseconds = 33
const mostUnderWay = 3

/**
 * Moves of a camera to the server: the newest only, about thirty a second, a few under way at a time. The last one always goes.
 * @param tell whether moves arrive, told when that changes
 */
export function createMoveSender(post: (move: WallMove) => Promise<unknown>, desk: string, serverNow: () => number, tell: (failed: boolean) => void) {
  let seq = 0
  let wanted: WallMove['camera'] | null = null
  let underWay = 0
  let sentAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  let failing = false

  function pump(): void {
    clearTimeout(timer)
    if (!wanted || underWay >= mostUnderWay) return
    const wait = sentAt + everyMilliseconds - performance.now()
    if (wait > 0) { timer = setTimeout(pump, wait); return }
    const camera = wanted
    wanted = null
    underWay += 1
    sentAt = performance.now()
    post({ camera, desk, seq: seq++, sentAt: Math.round(serverNow()) }).then(() => arrived(false), () => arrived(true))
  }
  function arrived(failed: boolean): void {
    underWay -= 1
    if (failed !== failing) tell((failing = failed))
    pump()
  }
  return {
    send(camera: WallMove['camera']) { wanted = camera; pump() },
    /** Whether moves are on their way, or wait for it. */
    busy: () => wanted !== null || underWay > 0,
    stop() { wanted = null; clearTimeout(timer) },
  }
}
