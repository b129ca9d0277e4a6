import { computed, shallowRef } from 'vue'
import { isAbort, Problem } from '../api/http.ts'

export type LoadState = 'idle' | 'loading' | 'ready' | 'error'

/**
 * One thing that is read from the server: the newest request wins, an older one is aborted, and data stays visible while it is
 * read again. `state` is `error` only when there is nothing to show.
 */
export function useLoad<T, Args extends unknown[]>(work: (signal: AbortSignal, ...args: Args) => Promise<T>) {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<Problem | null>(null)
  const busy = shallowRef(false)
  const loadedAt = shallowRef(0)
  let running: AbortController | null = null

  async function load(...args: Args): Promise<T | null> {
    running?.abort()
    const mine = (running = new AbortController())
    busy.value = true
    try {
      const answer = await work(mine.signal, ...args)
      if (mine.signal.aborted) return null
      data.value = answer
      error.value = null
      loadedAt.value = Date.now()
      return answer
    } catch (reason) {
      if (isAbort(reason) || mine.signal.aborted) return null
      error.value = reason instanceof Problem ? reason : new Problem({ title: String(reason), status: -1, detail: '', errors: [] })
      return null
    } finally {
      if (running === mine) busy.value = false
    }
  }

  function abort() {
    running?.abort()
    busy.value = false
  }

  function reset() {
    abort()
    data.value = null
    error.value = null
  }

  const state = computed<LoadState>(() => (busy.value ? 'loading' : error.value ? 'error' : data.value === null ? 'idle' : 'ready'))
  return { data, error, busy, loadedAt, state, load, abort, reset }
}
