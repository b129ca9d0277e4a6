import { shallowRef } from 'vue'
import type { BoardAnswer } from '../api/board.ts'
import { isAbort, Problem } from '../api/http.ts'
import { createHeldRows, pageSize } from './heldRows.ts'

/** Two at a time: a fling through 100,000 rows asks for what it comes to rest on, not for all it passes. */
const mostRequests = 2
const pauseMilliseconds = 60

export type Read = (offset: number, limit: number, signal: AbortSignal) => Promise<BoardAnswer>
export type Rows = { first: number; last: number }

const pagesOf = ({ first, last }: Rows) => Array.from({ length: Math.floor(last / pageSize) - Math.floor(first / pageSize) + 1 }, (_, i) => Math.floor(first / pageSize) + i)
const asProblem = (reason: unknown) => (reason instanceof Problem ? reason : new Problem({ title: String(reason), status: -1, detail: '', errors: [] }))

/** A long list that is read by page as it comes into view. What is held stays visible and in its place until it is read anew. */
export function createPages(read: Read) {
  const rows = createHeldRows()
  /** Grows with every change of what is held, which itself is not reactive: it is long. */
  const version = shallowRef(0)
  const [total, more] = [shallowRef<number | null>(null), shallowRef(false)]
  const error = shallowRef<Problem | null>(null)
  /** Read anew as a whole, not merely continued. */
  const busy = shallowRef(false)
  let wanted: Rows = { first: 0, last: 0 }
  let renewing: AbortController | null = null

  const hold = (page: number, answer: BoardAnswer) => rows.hold(page, answer.rows, (wanted.first + wanted.last) / 2)
  const missing = () => (renewing ? [] : pagesOf(wanted).filter((page) => !rows.has(page) && page * pageSize < (total.value ?? 0)))
  const queue = createQueue(read, missing, {
    done(page, answer) { hold(page, answer); error.value = null; version.value++ },
    failed(reason) { error.value = asProblem(reason) },
  })

  /** Says which rows are on screen; what is missing of them is asked for shortly. */
  function need(first: number, last: number) {
    wanted = { first: Math.max(0, first), last: Math.max(0, last) }
    queue.soon()
  }
  /** Reads what is on screen anew, and the rest when it is scrolled to. @returns whether it came to an end */
  async function reload(from: Rows = wanted): Promise<boolean> {
    renewing?.abort()
    const mine = (renewing = new AbortController())
    queue.stop()
    busy.value = true
    wanted = from
    try {
      const answers = await Promise.all(pagesOf(from).map(async (page) => ({ page, answer: await read(page * pageSize, pageSize, mine.signal) })))
      if (mine.signal.aborted) return false
      rows.clear()
      for (const { page, answer } of answers) hold(page, answer)
      ;[total.value, more.value, error.value] = [answers[0]!.answer.total, answers[0]!.answer.more, null]
      version.value++
      return true
    } catch (reason) {
      if (!isAbort(reason) && !mine.signal.aborted) error.value = asProblem(reason)
      return false
    } finally {
      if (renewing === mine) { renewing = null; busy.value = false; queue.soon() }
    }
  }
  /** Reads what is on screen again and changes rows in their places, without moving any. */
  async function refresh() {
    for (const page of pagesOf(wanted)) rows.apply((await read(page * pageSize, pageSize, new AbortController().signal)).rows, [])
    version.value++
  }
  const apply = (...change: Parameters<typeof rows.apply>) => (version.value++, rows.apply(...change))
  function clear() {
    renewing?.abort()
    queue.stop()
    rows.clear()
    ;[total.value, more.value, error.value] = [null, false, null]
    version.value++
  }
  return { version, total, more, error, busy, rowAt: rows.rowAt, indexOf: rows.indexOf, heldCount: rows.count, need, reload, refresh, apply, clear }
}
export type Pages = ReturnType<typeof createPages>

/** Asks for missing pages, a few at a time, and gives up those that were scrolled past. */
function createQueue(read: Read, missing: () => number[], tell: { done(page: number, answer: BoardAnswer): void; failed(reason: unknown): void }) {
  const running = new Map<number, AbortController>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const soon = () => { timer ??= setTimeout(next, pauseMilliseconds) }
  function next() {
    timer = undefined
    const pages = missing()
    for (const [page, request] of running) if (!pages.includes(page)) request.abort()
    for (const page of pages) if (running.size < mostRequests && !running.has(page)) void fetchPage(page)
  }
  async function fetchPage(page: number) {
    const request = new AbortController()
    running.set(page, request)
    try {
      const answer = await read(page * pageSize, pageSize, request.signal)
      running.delete(page)
      if (!request.signal.aborted) tell.done(page, answer)
      soon()
    } catch (reason) {
      running.delete(page)
      // After a failure the next scroll tries again; going round at once would hammer a server that is down.
      if (isAbort(reason) || request.signal.aborted) soon()
      else tell.failed(reason)
    }
  }
  function stop() {
    clearTimeout(timer)
    timer = undefined
    running.forEach((request) => request.abort())
    running.clear()
  }
  return { soon, stop }
}
