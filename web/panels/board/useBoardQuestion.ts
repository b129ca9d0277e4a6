import { watchDebounced } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useActor } from '../../stores/actor.ts'
import { useBoard } from '../../stores/board.ts'
import type { BoardQuestion } from '../../stores/boardQuery.ts'
import { useView } from '../currentView.ts'

/** Asks the board again when the view's filters, its own, or the order change; a window that moves with the clock is no change. */
export function useBoardQuestion() {
  const board = useBoard()
  const actor = useActor()
  const { view, span } = useView()
  const question = computed((): Omit<BoardQuestion, 'span'> & { time: string } => {
    const { states, categoryIds, minSeverity, provenance, time, at } = view.value
    return { states, categoryIds, minSeverity, provenance, time: JSON.stringify(time), filter: { ...board.filter }, sort: board.sort, at }
  })
  // The end of a moving window is left a day open: clocks of devices differ, and what is new is to be seen.
  const spanNow = () => ({ from: span.value.from, to: 'lastHours' in view.value.time ? span.value.to + 86_400_000 : span.value.to })
  const complete = (): BoardQuestion => ({ ...question.value, span: spanNow() })
  const key = computed(() => JSON.stringify(question.value))
  watchDebounced(key, () => void board.ask(complete()), { debounce: 200, maxWait: 1000 })
  void board.ask(complete(), board.question !== null)
  // Another actor sees other rows.
  watch(() => actor.current?.id, (id, before) => { if (before && id !== before) { board.forget(); void board.ask(complete()) } })
  const renew = () => board.ask(complete(), true)
  return { complete, renew }
}
