import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Change, Noun } from '../../geodata/model/change.ts'
import type { LivePosition } from '../../geodata/model/patrol.ts'
import type { WallMove } from '../../geodata/model/mapWall.ts'
import { openLive } from '../api/live.ts'
import { sharedSource } from '../api/sharedLive.ts'

/** Three beats missed. */
export const staleAfterMilliseconds = 30_000
/** A connection that is known to be gone is said sooner; two attempts have failed by then. */
export const lostAfterMilliseconds = 8_000

type Listeners = {
  change: ((change: Change) => void)[]
  position: ((positions: LivePosition[]) => void)[]
  refresh: ((noun: Noun) => void)[]
  /** Moves of the shared camera of the wall that `start` was given. */
  wall?: ((move: WallMove) => void)[]
}

/** Whether what is seen is alive, and since when. Other stores are told of changes by listeners given at start. */
export const useLive = defineStore('live', () => {
  const connected = shallowRef(false)
  /** Our clock, ms: the last sign of life of any kind. */
  const lastSignAt = shallowRef(0)
  const startedAt = shallowRef(0)
  const retryAt = shallowRef(0)
  /** Our clock, ms: when the connection broke that has not come back; 0 while it stands. */
  const lostAt = shallowRef(0)
  const now = shallowRef(Date.now())
  const versions = shallowRef<Partial<Record<string, number>>>({})
  let end: ReturnType<typeof openLive> | null = null
  let clock: ReturnType<typeof setInterval> | undefined

  function sign() { connected.value = true; lostAt.value = 0; lastSignAt.value = now.value = Date.now() }

  function start(after: string | null, listeners: Listeners, wallId: string | null = null) {
    stop()
    startedAt.value = Date.now()
    lostAt.value = 0
    clock = setInterval(() => { now.value = Date.now() }, 1000)
    end = openLive({
      hello: (hello) => { sign(); versions.value = hello.versions },
      change: (change) => { sign(); listeners.change.forEach((listen) => listen(change)) },
      position: (positions) => { sign(); listeners.position.forEach((listen) => listen(positions)) },
      refresh: (noun) => { sign(); listeners.refresh.forEach((listen) => listen(noun)) },
      wall: (move) => { sign(); listeners.wall?.forEach((listen) => listen(move)) },
      beat: sign,
      lost: (retryMilliseconds) => { connected.value = false; lostAt.value ||= Date.now(); retryAt.value = Date.now() + retryMilliseconds },
    }, after, wallId === null ? undefined : sharedSource, wallId)
  }

  /** The clock of this machine was set, or the machine slept: no age that is held says anything, and the stream is opened anew where it stood. */
  function resync() {
    now.value = Date.now()
    const before = lostAt.value > 0
    ;[startedAt.value, lastSignAt.value, lostAt.value] = [startedAt.value && now.value, Math.min(lastSignAt.value, now.value), before ? now.value : 0]
    end?.again()
  }

  function stop() {
    end?.()
    end = null
    clearInterval(clock)
  }

  const ageMilliseconds = computed(() => (lastSignAt.value ? Math.max(0, now.value - lastSignAt.value) : null))
  const silent = computed(() => startedAt.value > 0 && now.value - Math.max(lastSignAt.value, startedAt.value) > staleAfterMilliseconds)
  const stale = computed(() => silent.value || (lostAt.value > 0 && now.value - lostAt.value > lostAfterMilliseconds))
  const state = computed<'connecting' | 'live' | 'stale'>(() => (stale.value ? 'stale' : connected.value ? 'live' : 'connecting'))
  const retrySeconds = computed(() => Math.max(0, Math.ceil((retryAt.value - now.value) / 1000)))
  return { connected, lastSignAt, startedAt, lostAt, retryAt, now, versions, ageMilliseconds, stale, state, retrySeconds, start, stop, resync }
})
