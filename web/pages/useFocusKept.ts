import { nextTick, watch } from 'vue'
import { useAlarms } from '../stores/alarms.ts'
import { useBoardDesk } from '../stores/boardDesk.ts'
import { useDesk } from '../stores/desk.ts'

/** What had the focus may go with the panel it stood in; the keys then go on at the map and not at the top of the page. */
export function useFocusKept(hasSelection: () => boolean) {
  const desk = useDesk()
  const board = useBoardDesk()
  const alarms = useAlarms()
  watch(() => [desk.reporting, board.open, hasSelection(), desk.choice, desk.menuAt, alarms.current], async () => {
    await nextTick()
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('.map-pane canvas')?.focus({ preventScroll: true })
  }, { flush: 'post' })
}
