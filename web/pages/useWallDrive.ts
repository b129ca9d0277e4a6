import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { WallAnswer, WallMove } from '../../geodata/model/mapWall.ts'
import type { View } from '../../geodata/model/view.ts'
import { cameraAt } from '../../geodata/wall/glide.ts'
import { deskRect, screenCamera, sharedCamera, type Viewport } from '../../geodata/wall/screenCamera.ts'
import { wallBox } from '../../geodata/wall/wallBox.ts'
import { useMapWalls } from '../stores/mapWalls.ts'
import { useViews } from '../stores/views.ts'
import { useWallCamera } from '../stores/wallCamera.ts'
import { useWallDesk } from '../stores/wallDesk.ts'
import { createMoveSender } from '../stores/moveSender.ts'

type Camera = View['camera']
/** While the hand here moves, and a little longer, nobody else's move takes the map away from it. */
const ownMilliseconds = 700
/** What is read so soon after a move from here may be a camera that it has left. */
const settleMilliseconds = 1_500
const stepMilliseconds = 220

/** The map of a desk as a screen over the whole wall: what is moved here moves there, what is moved elsewhere is followed. */
export function useWallDrive(viewId: string, answer: Ref<WallAnswer>, size: Ref<Viewport>) {
  const [walls, views, desk, wall] = [useMapWalls(), useViews(), useWallDesk(), useWallCamera()]
  const deskId = uuidv7(Math.random, Date.now())
  // Whoever opens the page follows the wall first.
  desk.driving = true
  const box = computed(() => wallBox(answer.value.screens.map(({ place }) => place)) ?? { x: 0, y: 0, width: 1600, height: 900 })
  const rect = computed(() => deskRect(box.value, size.value))
  /** Where the shared camera is, as it is known here. */
  const shared = shallowRef<Camera>(answer.value.wall.view.camera)
  const failed = shallowRef(false)
  let movedAt = -Infinity
  let frame = 0
  /** Where a step by a key is going to. */
  let aim: Camera | null = null
  const sender = createMoveSender((move) => walls.move(answer.value.wall.id, move), deskId, walls.serverNow, (is) => { failed.value = is })

  const look = (camera = shared.value) => { if (size.value.width) views.patch(viewId, { camera: screenCamera(camera, rect.value, size.value, box.value) }) }
  function send(camera: Camera) {
    movedAt = performance.now()
    shared.value = wall.target = camera
    sender.send(camera)
  }
  /** What this desk looks at, as the shared view would have it. */
  const here = (): Camera => (desk.driving ? shared.value : sharedCamera(views.at(viewId).camera, rect.value, size.value, box.value))
  const own = (milliseconds: number) => aim !== null || sender.busy() || performance.now() - movedAt < milliseconds
  function halt() { cancelAnimationFrame(frame); aim = null }
  /** The hand on the map. */
  function moving(camera: Camera) {
    halt()
    if (desk.driving && size.value.width) send(sharedCamera(camera, rect.value, size.value, box.value))
  }
  /** Where the map came to stand: while it drives from straight above, as the shared picture is; what is prepared beside it may be tilted. */
  const stood = (camera: Camera) => views.patch(viewId, { camera: desk.driving ? { ...camera, pitch: 0 } : camera })
  /** A step by a key: the wall goes there in a moment, not at once. */
  function go(to: Camera) {
    halt()
    aim = to
    const glide = { from: here(), to, at: performance.now(), milliseconds: stepMilliseconds }
    const step = () => {
      const now = performance.now()
      const camera = cameraAt(glide, now)
      if (desk.driving) send(camera)
      look(camera)
      if (now - glide.at < glide.milliseconds) frame = requestAnimationFrame(step)
      else aim = null
    }
    step()
  }
  const take = (move: WallMove) => { if (move.desk !== deskId) wall.move(move, performance.now(), walls.serverNow()) }
  watch(() => wall.target, (target) => {
    if (!target || !desk.driving || own(ownMilliseconds)) return
    shared.value = target
    look()
  }, { flush: 'sync' })
  watch(answer, (now) => { if (!own(settleMilliseconds)) wall.stand(now, performance.now()) }, { immediate: true })
  // Another size of window or wall: the same ground of the wall.
  watch([rect, () => desk.driving], () => { if (desk.driving) { shared.value = wall.target ?? shared.value; look() } })
  onScopeDispose(() => { halt(); sender.stop(); wall.clear() })
  return { rect, failed, look, moving, stood, go, take, send, here, aimed: () => aim ?? here() }
}
