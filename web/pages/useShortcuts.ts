import { useEventListener } from '@vueuse/core'
import { useView } from '../panels/currentView.ts'
import { useActor } from '../stores/actor.ts'
import { useBoardDesk } from '../stores/boardDesk.ts'
import { useDesk } from '../stores/desk.ts'
import { usePast } from '../stores/past.ts'
import { useWallDesk } from '../stores/wallDesk.ts'
import { stepWindow } from '../stores/timeWindow.ts'

const typing = (target: EventTarget | null) => target instanceof Element && target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog') !== null

/** Keys of the page. Arrows and + − belong to the map while it has the focus, and come here otherwise through `moveMap`. */
export function useShortcuts(viewId: string) {
  const desk = useDesk()
  const past = usePast()
  const boardDesk = useBoardDesk()
  const [actor, wallDesk] = [useActor(), useWallDesk()]
  const { view, minute, patch, select } = useView(viewId)

  function pan(dx: number, dy: number) {
    const { camera } = view.value
    // 100 px of a 512 px tile pyramid; latitude shrinks with its cosine.
    const degrees = (100 * 360) / (512 * 2 ** camera.zoom)
    const lat = Math.min(85, Math.max(-85, camera.lat + dy * degrees * Math.cos((camera.lat * Math.PI) / 180)))
    patch({ camera: { ...camera, lng: camera.lng + dx * degrees, lat } })
  }
  const zoom = (by: number) => patch({ camera: { ...view.value.camera, zoom: Math.min(20, Math.max(2, view.value.camera.zoom + by)) } })
  const step = (direction: -1 | 1) => patch({ time: stepWindow(view.value.time, direction, minute.value) })
  const focusSearch = () => document.querySelector<HTMLInputElement>('#fangcun-search')?.focus()
  const fullScreen = () => void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.())
  const measure = () => { desk.measurement = null; desk.tool = desk.tool === 'measureDistance' ? 'select' : 'measureDistance' }

  const keys: Record<string, () => void> = {
    '/': focusSearch,
    '?': () => { desk.helpOpen = true },
    l: () => { desk.leftOpen = !desk.leftOpen },
    b: () => { boardDesk.open = !boardDesk.open },
    f: fullScreen,
    n: () => { desk.reporting = true },
    m: measure,
    t: () => { if (actor.may('wall')) wallDesk.throwing = true },
    p: () => { desk.playing = !desk.playing },
    '[': () => step(-1),
    ']': () => step(1),
    '+': () => zoom(1),
    '=': () => zoom(1),
    '-': () => zoom(-1),
    ArrowLeft: () => pan(-1, 0),
    ArrowRight: () => pan(1, 0),
    ArrowUp: () => pan(0, 1),
    ArrowDown: () => pan(0, -1),
    Escape: () => { if (desk.escape()) return; if (view.value.selection) select(null); else if (past.active) past.leave() },
  }

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); return focusSearch() }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return
    const arrows = event.key.startsWith('Arrow')
    // Inside a list, a tab bar or the map itself the arrows already mean something.
    if (arrows && event.target instanceof Element && event.target !== document.body) return
    if ((event.key === '+' || event.key === '=' || event.key === '-') && event.target instanceof Element && event.target.closest('.maplibregl-map')) return
    const run = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!run) return
    event.preventDefault()
    run()
  })
}
