import { useEventListener } from '@vueuse/core'
import { computed, watch } from 'vue'
import type { CameraAimEdit, SceneData } from '../map/sceneData.ts'
import { useView } from '../panels/currentView.ts'
import { useCameraAim } from '../stores/cameraAim.ts'
import { useDesk } from '../stores/desk.ts'

const typing = (target: EventTarget | null) => target instanceof Element && target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog') !== null
const arrows: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }
const turns: Record<string, number> = { ',': -1, '.': 1, '<': -10, '>': 10 }

/** The camera in hand, as the map draws it. */
export function useCameraAimScene() {
  const aim = useCameraAim()
  return computed<SceneData['cameraAim']>(() => {
    const { now, aiming } = aim
    if (!now || !aiming) return null
    const { kind, fieldOfViewDegrees, rangeMeters } = aiming.record.camera
    return { place: [now.lng, now.lat], azimuthDegrees: now.azimuthDegrees, kind, fieldOfViewDegrees, rangeMeters }
  })
}

/** What a hand on the map does to the camera. */
export function useCameraAimEdit() {
  const aim = useCameraAim()
  return (edit: CameraAimEdit) => {
    if (edit.do === 'move') aim.hold({ lng: edit.lng, lat: edit.lat })
    else if (edit.do === 'turn') aim.hold({ azimuthDegrees: edit.azimuthDegrees })
    else aim.settle()
  }
}

/** The tool of the map and its keys while a camera is put and turned. */
export function useCameraAiming(viewId: string) {
  const aim = useCameraAim()
  const desk = useDesk()
  const { view } = useView(viewId)
  watch(() => aim.aiming !== null, (active) => { desk.tool = active ? 'aimCamera' : desk.tool === 'aimCamera' ? 'select' : desk.tool })
  watch(() => desk.tool, (tool) => { if (tool !== 'aimCamera' && aim.aiming) aim.end() })
  watch(() => view.value.selection, (selection) => { if (aim.aiming && !(selection?.noun === 'camera' && selection.id === aim.aiming.record.camera.id)) aim.end() })

  /** A pixel of the map as it is now, ten with Shift. */
  function nudge([dx, dy]: readonly [number, number], pixels: number) {
    const { now } = aim
    if (!now) return
    const degrees = (pixels * 360) / (512 * 2 ** view.value.camera.zoom)
    aim.hold({ lng: now.lng + dx * degrees, lat: now.lat + dy * degrees * Math.cos((now.lat * Math.PI) / 180) })
  }
  function run(event: KeyboardEvent): boolean {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (event.ctrlKey || event.metaKey) {
      if (key === 'z' && !event.shiftKey) aim.undo()
      else if (key === 'y' || (key === 'z' && event.shiftKey)) aim.redo()
      else return false
      return true
    }
    if (event.altKey) return false
    const arrow = arrows[key]
    const turn = turns[key] ?? 0
    if (arrow) nudge(arrow, event.shiftKey ? 10 : 1)
    else if (turn && aim.aiming?.record.camera.kind !== 'dome') aim.hold({ azimuthDegrees: (aim.now?.azimuthDegrees ?? 0) + turn })
    else if (key === 'Escape' && !desk.helpOpen && !desk.menuAt) aim.end()
    else return false
    return true
  }
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (!aim.aiming || event.defaultPrevented || typing(event.target) || !run(event)) return
    event.preventDefault()
    event.stopPropagation()
  }, { capture: true })
  // A row of steps with a key is one change.
  useEventListener(window, 'keyup', (event: KeyboardEvent) => { if (aim.aiming && (arrows[event.key] || turns[event.key])) aim.settle() })
}
