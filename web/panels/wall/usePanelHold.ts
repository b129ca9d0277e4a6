import { shallowRef } from 'vue'
import type { PanelPlace } from '../../../geodata/model/mapWall.ts'
import { gridCells, movePanel, resizePanel } from '../../../geodata/wall/panelGrid.ts'

type Hold = { id: string; how: 'move' | 'size'; pointer: number; fromX: number; fromY: number; before: readonly PanelPlace[] }

/** A panel that is held by mouse, pen or finger: it lies on the grid all the while, and counts as one change when it is let go. */
export function usePanelHold(stage: () => HTMLElement | null, panels: () => readonly PanelPlace[], done: (next: PanelPlace[]) => void) {
  const hold = shallowRef<Hold | null>(null)
  const shown = shallowRef<PanelPlace[] | null>(null)
  const release = () => { hold.value = null; shown.value = null }

  function down(event: PointerEvent, id: string, how: Hold['how']) {
    if (hold.value || event.button !== 0) return
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    hold.value = { id, how, pointer: event.pointerId, fromX: event.clientX, fromY: event.clientY, before: panels() }
  }
  function move(event: PointerEvent) {
    const held = hold.value
    const box = stage()?.getBoundingClientRect()
    const panel = held?.before.find(({ id }) => id === held.id)
    if (!held || !box || !panel || event.pointerId !== held.pointer) return
    const across = ((event.clientX - held.fromX) / box.width) * gridCells
    const downwards = ((event.clientY - held.fromY) / box.height) * gridCells
    shown.value = held.how === 'move' ? movePanel(held.before, held.id, panel.x + across, panel.y + downwards) : resizePanel(held.before, held.id, panel.width + across, panel.height + downwards)
  }
  function up() {
    const next = shown.value
    const before = hold.value?.before
    release()
    if (next && before && JSON.stringify(next) !== JSON.stringify(before)) done(next)
  }
  return { hold, shown, down, move, up, cancel: release }
}
