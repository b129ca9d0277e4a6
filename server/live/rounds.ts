const idlePollMs = 1_000
/** A notice may come before its row may be published (an older transaction still runs): ask again soon, then less often. */
const retryMs = [20, 50, 100, 200, 400]

/**
 * Runs `round` when woken, never two at a time, and by itself once a second: a lost wake-up costs that much. `round` says whether it found
 * anything; a wake-up during a round starts one more after it. `failed` is told of errors; rounds go on.
 */
export function createRounds(round: () => Promise<boolean>, failed: (error: unknown) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let again = false
  let stopped = false

  function start(attempt: number): void {
    if (stopped) return
    clearTimeout(timer)
    if (running) {
      again = true
      return
    }
    running = round()
      .then(
        (found) => (found ? 0 : attempt + 1),
        (error: unknown) => {
          if (!stopped) failed(error)
          return retryMs.length + 1
        },
      )
      .then(plan)
  }

  function plan(next: number): void {
    running = undefined
    if (stopped) return
    if (again) {
      again = false
      return start(0)
    }
    timer = setTimeout(() => start(next), retryMs[Math.max(0, next - 1)] ?? idlePollMs)
    timer.unref()
  }

  return {
    wake: () => start(0),
    /** Ends after the round that runs. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
