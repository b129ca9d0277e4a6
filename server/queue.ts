/**
 * Work in turn: at most `beside` at once, the others in the order they came.
 * @param full answers the error for whoever would be the one too many in the queue of `mostWaiting`
 */
export function createQueue(beside: number, mostWaiting = Infinity, full: () => Error = () => new Error('too many are waiting')) {
  const waiting: (() => void)[] = []
  let busy = 0

  const turn = (leaving: AbortSignal | undefined) =>
    new Promise<void>((go, fail) => {
      const leave = () => {
        waiting.splice(waiting.indexOf(begin), 1)
        fail(leaving?.reason as Error)
      }
      const begin = () => {
        leaving?.removeEventListener('abort', leave)
        go()
      }
      waiting.push(begin)
      leaving?.addEventListener('abort', leave, { once: true })
    })

  return {
    /** Who gives up by `leaving` leaves the queue at once: a place in it is not held by nobody. */
    async run<Result>(work: () => Promise<Result>, leaving?: AbortSignal): Promise<Result> {
      leaving?.throwIfAborted()
      if (waiting.length >= mostWaiting) throw full()
      if (busy >= beside) await turn(leaving)
      else busy++
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else busy--
      }
    },
    isIdle: () => busy === 0,
  }
}
export type Queue = ReturnType<typeof createQueue>
