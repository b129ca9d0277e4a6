import { useEventListener } from '@vueuse/core'
import { insertAfter, nextVertex, removeVertex } from '../../geodata/zoning/vertexChanges.ts'
import { useView } from '../panels/currentView.ts'
import { useDesk } from '../stores/desk.ts'
import type { PlanTool } from '../stores/planDraft/choice.ts'
import { useZonePlanDraft } from '../stores/zonePlanDraft.ts'

const tools: Record<string, PlanTool> = { d: 'draw', s: 'split', m: 'merge', r: 'reshape', v: 'vertex' }
const arrows: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }
const typing = (target: EventTarget | null) => target instanceof Element && target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog') !== null

/** Keys of the editor; they go before those of the page while a draft is worked on. */
export function usePlanKeys(viewId: string) {
  const draft = useZonePlanDraft()
  const desk = useDesk()
  const { view } = useView(viewId)

  function escape() {
    if (desk.helpOpen || desk.menuAt || desk.choice) return false
    if (draft.tool !== 'vertex') { desk.drawing = null; draft.take('vertex') }
    else if (draft.vertex !== null) draft.vertex = null
    else if (draft.selected.length > 0) draft.pick(null)
    else return false
    return true
  }
  /** A pixel of the map as it is now, ten with Shift. */
  function nudge([dx, dy]: readonly [number, number], pixels: number): boolean {
    const now = draft.topology
    const id = draft.vertex
    if (!now || id === null) return false
    const meters = ((Math.cos((view.value.camera.lat * Math.PI) / 180) * 40_075_016.686) / (512 * 2 ** view.value.camera.zoom)) * pixels
    draft.dragTo(id, [Math.round(now.x[id]! + (dx * meters) / now.meters.x), Math.round(now.y[id]! + (dy * meters) / now.meters.y)])
    return true
  }
  function run(event: KeyboardEvent): boolean {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (event.ctrlKey || event.metaKey) {
      if (key === 'z' && !event.shiftKey) draft.undo()
      else if (key === 'y' || (key === 'z' && event.shiftKey)) draft.redo()
      else return false
      return true
    }
    if (event.altKey) return false
    const arrow = arrows[key]
    if (arrow) return nudge(arrow, event.shiftKey ? 10 : 1)
    if (key === 'Escape') return escape()
    const id = draft.vertex
    if ((key === 'Delete' || key === 'Backspace') && id !== null && draft.tool === 'vertex') return draft.act((topology) => removeVertex(topology, id)), true
    const zone = draft.selected[0]
    if ((key === ',' || key === '.') && zone && draft.topology) {
      draft.take('vertex')
      draft.vertex = nextVertex(draft.topology, zone, draft.vertex, key === '.' ? 1 : -1)
      return true
    }
    if (key === 'i' && zone && id !== null) {
      const change = draft.act((topology) => insertAfter(topology, zone, id))
      if (change) draft.vertex = change.vertices[0]!.id
      return true
    }
    const tool = tools[key]
    if (tool) draft.take(tool)
    return tool !== undefined
  }
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (!draft.active || event.defaultPrevented || typing(event.target) || !run(event)) return
    event.preventDefault()
    event.stopPropagation()
  }, { capture: true })
  // A row of steps with the arrows is one change.
  useEventListener(window, 'keyup', (event: KeyboardEvent) => { if (draft.active && arrows[event.key]) draft.finishDrag() })
}
