import { Problem } from './problem.ts'

/**
 * Questions that take the database long: of each account at most `beside` at once, in order, so that one who asks without end waits for
 * itself and not everybody for it. More than `mostWaiting` are sent away.
 */
export function createTurns(beside = 4, mostWaiting = 40) {
  const queues = new Map<string, { busy: number; waiting: (() => void)[] }>()
  return async <Result>(account: string, work: () => Promise<Result>): Promise<Result> => {
    const queue = queues.get(account) ?? { busy: 0, waiting: [] }
    queues.set(account, queue)
    if (queue.waiting.length >= mostWaiting) throw new Problem(429, 'This account asks too much at once; wait for answers.', [], { 'retry-after': '2' })
    if (queue.busy >= beside) await new Promise<void>((go) => queue.waiting.push(go))
    else queue.busy++
    try {
      return await work()
    } finally {
      const next = queue.waiting.shift()
      if (next) next()
      else if (--queue.busy === 0) queues.delete(account)
    }
  }
}
