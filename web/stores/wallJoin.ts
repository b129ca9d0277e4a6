import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Id } from '../../geodata/model/id.ts'
import { Problem } from '../api/http.ts'
import { wallCodeClient, type WallCode } from '../api/mapWalls.ts'

export type JoinedScreen = { wallId: Id; screenId: Id }

const pollMilliseconds = 2_000
const retryMilliseconds = 5_000
/** A code is asked for anew a little before its end, so that nobody types one that is over. */
const marginMilliseconds = 20_000

/** What each window of this browser was, by the name in its address (`/wall?window=left`): a browser that starts again needs no new code for it. */
const storageKey = (window: string) => `fangcun.wallWindow.${window}`
export function rememberedScreen(window: string): JoinedScreen | null {
  try {
    return JSON.parse(localStorage.getItem(storageKey(window)) ?? 'null') as JoinedScreen | null
  } catch {
    return null
  }
}
export function rememberScreen(window: string, screen: JoinedScreen | null) {
  if (screen) localStorage.setItem(storageKey(window), JSON.stringify(screen))
  else localStorage.removeItem(storageKey(window))
}

/** A window that asks to become a screen: it shows a code and waits until somebody approves it, for ever and through every failure. */
export const useWallJoin = defineStore('wallJoin', () => {
  const code = shallowRef<WallCode | null>(null)
  const joined = shallowRef<JoinedScreen | null>(null)
  /** Why there is no code, or no answer to it, now. */
  const problem = shallowRef<Problem | null>(null)
  let run = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Our clock, ms: lifetimes count from the receipt, for the clocks of displays are wrong. */
  let endsAt = 0

  /** @returns after how many milliseconds to go on; null: joined */
  async function step(): Promise<number | null> {
    if (!code.value || performance.now() > endsAt) {
      const askedAt = performance.now()
      code.value = await wallCodeClient.ask()
      endsAt = askedAt + 10 * 60_000 - marginMilliseconds
    } else {
      const claim = await wallCodeClient.claim(code.value.id, code.value.secret)
      if (claim.state === 'joined') { joined.value = { wallId: claim.wallId, screenId: claim.screenId }; return null }
    }
    problem.value = null
    return pollMilliseconds
  }
  async function go(mine: number) {
    let wait: number | null = pollMilliseconds
    try {
      wait = await step()
    } catch (error) {
      problem.value = error instanceof Problem ? error : new Problem({ title: String(error), status: -1, detail: '', errors: [] })
      const { status } = problem.value.document
      // The code is over or was taken: another one.
      if (status >= 400 && status < 500 && status !== 429) code.value = null
      wait = Math.max(retryMilliseconds, (problem.value.retryAfterSeconds ?? 0) * 1000)
    }
    if (mine === run && wait !== null) timer = setTimeout(() => void go(mine), wait)
  }
  function start() {
    stop()
    ;[code.value, joined.value, problem.value] = [null, null, null]
    void go(++run)
  }
  function stop() {
    run++
    clearTimeout(timer)
  }
  /** In two groups of three, as it is read out. */
  const shown = computed(() => (code.value ? code.value.code.replace(/^(...)(...)$/, '$1 $2') : null))
  return { shown, joined, problem, start, stop }
})
