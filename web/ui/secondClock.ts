import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'

const now = shallowRef(Date.now())
let readers = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** At the turn of the second, so that all countdowns of a page change together. */
function tick(): void {
  now.value = Date.now()
  timer = setTimeout(tick, 1000 - (now.value % 1000))
}

/** One clock for all who count seconds, ms; it runs only while somebody on the page reads it. */
export function useSecondClock(): Readonly<Ref<number>> {
  if (readers++ === 0) tick()
  onScopeDispose(() => {
    readers -= 1
    if (readers === 0) clearTimeout(timer)
  })
  return readonly(now)
}
