import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { WallAnswer, WallMove } from '../../geodata/model/mapWall.ts'
import type { View } from '../../geodata/model/view.ts'

type Camera = View['camera']
/** While moves come, what was read from the database is older than they are. */
const movingMilliseconds = 3_000

/** Where the shared camera of the wall goes: told by moves while it is moved, and read with the wall where it stands. */
export const useWallCamera = defineStore('wallCamera', () => {
  const target = shallowRef<Camera | null>(null)
  /** Steady clock, ms, of the last move and between it and the one before. */
  const movedAt = shallowRef(-Infinity)
  const sincePrevious = shallowRef(Infinity)
  /** From the desk's move to its receipt here, the slowest since it was last asked for; ms. */
  let slowest: number | null = null
  const newest = new Map<string, number>()

  /** @param serverNow the server's clock as it is known here, ms */
  function move({ camera, desk, seq, sentAt }: WallMove, steady: number, serverNow: number) {
    // A move that was overtaken would take the picture back. A desk that was opened anew counts from the beginning, and its moves lie seconds apart.
    if (seq <= (newest.get(desk) ?? -1) && steady - movedAt.value < movingMilliseconds) return
    newest.set(desk, seq)
    slowest = Math.max(slowest ?? -Infinity, Math.round(serverNow - sentAt))
    sincePrevious.value = steady - movedAt.value
    movedAt.value = steady
    target.value = camera
  }
  function stand({ wall }: WallAnswer, steady: number) {
    if (target.value && steady - movedAt.value < movingMilliseconds) return
    const { camera } = wall.view
    if (JSON.stringify(camera) === JSON.stringify(target.value)) return
    sincePrevious.value = Infinity
    target.value = camera
  }
  function takeSlowest(): number | null {
    const taken = slowest
    slowest = null
    return taken
  }
  function clear() {
    target.value = null
    movedAt.value = -Infinity
    newest.clear()
  }
  return { target, sincePrevious, move, stand, takeSlowest, clear }
})
