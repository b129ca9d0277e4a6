import { computed, shallowRef, type ShallowRef } from 'vue'
import type { IncidentRow } from '../api/answers.ts'
import type { BoardRow } from '../api/board.ts'
import { pageSize } from './heldRows.ts'
import type { Pages, Read } from './pages.ts'

/** As many as one batch of steps takes. */
export const mostMarked = 500

/** The rows from one place to another; those not held are read. */
async function rowsBetween(pages: Pages, read: Read, first: number, last: number): Promise<BoardRow[]> {
  const found: BoardRow[] = []
  for (let index = first; index <= last; ) {
    const row = pages.rowAt(index)
    if (row) { found.push(row); index++; continue }
    const page = Math.floor(index / pageSize)
    const { rows } = await read(page * pageSize, pageSize, new AbortController().signal)
    found.push(...rows.slice(index - page * pageSize, last + 1 - page * pageSize))
    index = (page + 1) * pageSize
  }
  return found
}

/** The row in hand (`active`, a place in the list) and the rows marked for one step together. */
export function createMarks(pages: Pages, read: Read, pinned: ShallowRef<BoardRow | null>) {
  const active = shallowRef(-1)
  const marked = shallowRef<ReadonlyMap<string, BoardRow>>(new Map())
  /** Rows that are being read to be marked: a step that is asked for meanwhile is for them too. */
  let reading: Promise<unknown> = Promise.resolve()
  const settling = (rows: Promise<BoardRow[]>) => (reading = rows.then(put))
  const settled = () => reading.catch(() => undefined)
  /** Where a range begins. */
  let anchor = -1

  const put = (rows: Iterable<BoardRow>) => { marked.value = new Map([...rows].slice(0, mostMarked).map((row) => [row.id, row])) }
  const activeRow = computed(() => (pages.version.value, pages.rowAt(active.value)))
  /** What a step is for: those marked, or the one in hand. */
  const targets = computed<BoardRow[]>(() => {
    const one = activeRow.value ?? pinned.value
    return marked.value.size > 0 ? [...marked.value.values()] : one ? [one] : []
  })

  function moveTo(index: number) {
    active.value = index
    anchor = index
  }
  function toggle(index: number) {
    const row = pages.rowAt(index)
    if (!row) return
    const next = new Map(marked.value)
    if (!next.delete(row.id)) next.set(row.id, row)
    put(next.values())
    moveTo(index)
  }
  /** A second one chosen beside the one in hand marks both. */
  function add(index: number) {
    const first = activeRow.value
    if (marked.value.size === 0 && first && active.value !== index) put([first])
    toggle(index)
  }
  /** Marks from where the range began. @throws Problem when rows that were not read cannot be */
  async function extendTo(index: number) {
    if (anchor < 0) anchor = Math.max(0, active.value)
    const from = anchor
    active.value = index
    const [first, last] = [Math.min(from, index), Math.max(from, index)]
    await settling(rowsBetween(pages, read, first, Math.min(last, first + mostMarked - 1)))
  }
  /** Marks all that match, up to the most of one batch. @throws Problem */
  const all = (total: number) => settling(rowsBetween(pages, read, 0, Math.min(total, mostMarked) - 1))

  function apply(rows: readonly IncidentRow[], gone: readonly string[]) {
    if (![...rows.map((row) => row.id), ...gone].some((id) => marked.value.has(id))) return
    const next = new Map(marked.value)
    for (const row of rows) { const before = next.get(row.id); if (before) next.set(row.id, { ...before, ...row }) }
    for (const id of gone) next.delete(id)
    marked.value = next
  }
  const unmark = () => { marked.value = new Map() }
  function clear() { unmark(); active.value = -1; anchor = -1 }
  return { state: { active, marked, activeRow, targets }, moveTo, toggle, add, extendTo, all, apply, unmark, clear, put, settled }
}
