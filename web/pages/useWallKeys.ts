import { useEventListener } from '@vueuse/core'
import type { View } from '../../geodata/model/view.ts'

type Camera = View['camera']
export type WallKeys = { camera(): Camera; go(camera: Camera): void; show(number: number): void; pause(): void; toss(): void; drive(): void; choose(by: -1 | 1): void }

const typing = (target: EventTarget | null) => target instanceof Element && target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog, [role=tablist], .wall-drawing, .panel-editor') !== null
const held = (target: EventTarget | null) => target instanceof Element && target.closest('button, a, summary, label, [role=button]') !== null

/** A quarter of the wall's width; of latitude as much ground. `bearing` turns the arrows with the map. */
function panned(camera: Camera, dx: number, dy: number): Camera {
  const degrees = (0.25 * 1280 * 360) / (512 * 2 ** camera.zoom)
  const turn = (camera.bearing * Math.PI) / 180
  const [east, north] = [dx * Math.cos(turn) + dy * Math.sin(turn), dy * Math.cos(turn) - dx * Math.sin(turn)]
  return { ...camera, lng: camera.lng + east * degrees, lat: Math.min(85, Math.max(-85, camera.lat + north * degrees * Math.cos((camera.lat * Math.PI) / 180))) }
}
const zoomed = (camera: Camera, by: number): Camera => ({ ...camera, zoom: Math.min(21, Math.max(1, camera.zoom + by)) })

/** Keys that operate a wall. Space and Enter stay with a button that has the focus, the arrows and + − with the map's own while it has it. */
export function useWallKeys(keys: WallKeys) {
  const pan = (dx: number, dy: number) => keys.go(panned(keys.camera(), dx, dy))
  const zoom = (by: number) => keys.go(zoomed(keys.camera(), by))
  const run: Record<string, () => void> = {
    ArrowLeft: () => pan(-1, 0), ArrowRight: () => pan(1, 0), ArrowUp: () => pan(0, 1), ArrowDown: () => pan(0, -1),
    '+': () => zoom(1), '=': () => zoom(1), '-': () => zoom(-1), _: () => zoom(-1), ' ': keys.pause, t: keys.toss, d: keys.drive, '[': () => keys.choose(-1), ']': () => keys.choose(1),
  }
  for (let number = 1; number <= 9; number++) run[String(number)] = () => keys.show(number)

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return
    if (event.key === ' ' && held(event.target)) return
    const onMap = event.target instanceof Element && event.target.closest('.maplibregl-map') !== null
    if (onMap && (event.key.startsWith('Arrow') || '+=-_'.includes(event.key))) return
    const work = run[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!work) return
    event.preventDefault()
    work()
  })
}
