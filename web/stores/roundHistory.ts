import { shallowRef } from 'vue'

const mostSteps = 100

/** States that can be gone back to and forth again. */
export function createHistory<State>() {
  const past = shallowRef<readonly State[]>([])
  const future = shallowRef<readonly State[]>([])
  function push(before: State) {
    past.value = [...past.value.slice(1 - mostSteps), before]
    future.value = []
  }
  /** @returns the state to go to, null where there is none */
  function step(from: typeof past, to: typeof past, now: State): State | null {
    const there = from.value.at(-1)
    if (there === undefined) return null
    from.value = from.value.slice(0, -1)
    to.value = [...to.value, now]
    return there
  }
  const clear = () => { past.value = []; future.value = [] }
  return { past, future, push, back: (now: State) => step(past, future, now), forth: (now: State) => step(future, past, now), clear }
}
