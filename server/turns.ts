import { Problem } from './problem.ts'
import { createQueue, type Queue } from './queue.ts'

/**
 * Questions that take the database long: of each account at most `beside` at once, in order, so that one who asks without end waits for
 * itself and not everybody for it. More than `mostWaiting` are sent away.
 */
export function createTurns(beside = 4, mostWaiting = 40) {
  const queues = new Map<string, Queue>()
  const full = () => new Problem(429, 'This account asks too much at once; wait for answers.', [], { 'retry-after': '2' })
  /** Who gives up by `leaving` holds no place any more. */
  return async <Result>(account: string, work: () => Promise<Result>, leaving?: AbortSignal): Promise<Result> => {
    const queue = queues.get(account) ?? createQueue(beside, mostWaiting, full)
    queues.set(account, queue)
    try {
      return await queue.run(work, leaving)
    } finally {
      if (queue.isIdle()) queues.delete(account)
    }
  }
}
