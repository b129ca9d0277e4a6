/**
 * Work in turn: at most `beside` at once, the others in the order they came.
 * @param full answers the error for whoever would be the one too many in the queue of `mostWaiting`
 */
export function createQueue(beside: number, mostWaiting = Infinity, full: () => Error = () => new Error('too many are waiting')) {
  const waiting: (() => void)[] = []
  let busy = 0
  return {
    async run<Result>(work: () => Promise<Result>): Promise<Result> {
      if (waiting.length >= mostWaiting) throw full()
      if (busy >= beside) await new Promise<void>((go) => waiting.push(go))
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
