import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Change } from '../../geodata/model/change.ts'
import type { IncidentRow } from '../api/answers.ts'
import { boardClient, type BoardRow, type Order } from '../api/board.ts'
import { asksForNothing, belongs, boardQuery, newestFirst, noFilter, type BoardQuestion, type OwnFilter } from './boardQuery.ts'
import { useConfig } from './config.ts'
import { createPages, type Read, type Rows } from './pages.ts'
import { createMarks } from './marks.ts'

/** A question in which nothing is allowed is answered here. */
export const readBoard = (question: () => BoardQuestion | null): Read => async (offset, limit, signal) => {
  const asked = question()
  return !asked || asksForNothing(asked) ? { rows: [], total: 0, more: false } : boardClient.read({ ...boardQuery(asked), offset, limit }, signal)
}

/** The list of the triage board: rows by page, the row in hand, those marked for one step together. */
export const useBoard = defineStore('board', () => {
  const config = useConfig()
  const filter = ref<OwnFilter>({ ...noFilter })
  const sort = shallowRef<Order>(newestFirst)
  const question = shallowRef<BoardQuestion | null>(null)
  const pages = createPages(readBoard(() => question.value))
  /** Rows that came live and belong to the list, but are not in it yet; they are counted, so that nothing jumps under the hand. */
  const incoming = shallowRef<ReadonlySet<string>>(new Set())
  /** A row that was chosen on the map and is not among those read: shown above the list. */
  const pinned = shallowRef<BoardRow | null>(null)
  const marks = createMarks(pages, readBoard(() => question.value), pinned)

  const count = computed(() => pages.total.value ?? 0)
  const state = computed(() => (pages.total.value === null ? (pages.error.value ? 'error' : 'loading') : 'ready'))

  /** Another question begins at its top, unless the list is only to be kept up to date. */
  async function ask(next: BoardQuestion, keepPlace = false) {
    question.value = next
    incoming.value = new Set()
    if (!keepPlace) marks.clear()
    const [place, id] = [marks.state.active.value, marks.state.activeRow.value?.id]
    const read = await pages.reload(keepPlace ? undefined : ({ first: 0, last: 0 } satisfies Rows))
    // The row in hand may lie elsewhere now.
    if (read && id && marks.state.active.value === place && pages.indexOf(id) >= 0) marks.moveTo(pages.indexOf(id))
    return read
  }
  const renew = () => (question.value ? ask(question.value, true) : Promise.resolve(false))

  function apply(change: Change) {
    if (change.noun !== 'incident' || !question.value || question.value.at !== null) return
    const rows = change.rows as IncidentRow[]
    const gone = change.gone.map(String)
    const asked = question.value
    const now = Date.now() + config.clockOffset
    const others = pages.apply(rows, gone)
    marks.apply(rows, gone)
    const pinnedNow = pinned.value && rows.find((row) => row.id === pinned.value!.id)
    if (pinnedNow && pinned.value) pinned.value = { ...pinned.value, ...pinnedNow }
    if (pinned.value && gone.includes(pinned.value.id)) pinned.value = null
    // What is not held may lie on a page that was not read: it is surely new if all were read or it was only now reported.
    const all = pages.heldCount() >= count.value && !pages.more.value
    const fresh = others.filter((row) => (all || row.version === 1) && belongs(row, asked, now)).map((row) => row.id)
    const left = rows.filter((row) => !belongs(row, asked, now)).map((row) => row.id)
    const next = new Set([...incoming.value, ...fresh])
    for (const id of [...gone, ...left]) next.delete(id)
    incoming.value = next
  }
  /** Whether a row in the list does not belong to it any more; it stays until the list is read anew. */
  const hasLeft = (row: IncidentRow) => question.value !== null && !belongs(row, question.value, Date.now() + config.clockOffset)
  function forget() { question.value = null; pages.clear(); marks.clear(); incoming.value = new Set(); pinned.value = null }

  const { moveTo, toggle, add, extendTo, all: markAll, unmark, put: mark, settled } = marks
  return { filter, sort, question, incoming, pinned, count, state, ...pages, ...marks.state, moveTo, toggle, add, extendTo, markAll, unmark, mark, settled, ask, renew, apply, hasLeft, forget }
})
