import { Problem } from './problem.ts'
import { createQueue } from './queue.ts'
import { Cancelled } from './workers/run.ts'

/** Work for which one waits: one of each actor at a time, the newest, and few of all together. */
export function createNewestTurns(threads: number, mostWaiting: number) {
  const running = new Map<string, AbortController>()
  /** One number an account that ever asked. */
  const newest = new Map<string, number>()
  const queue = createQueue(threads, mostWaiting, () => new Problem(429, 'Too many questions wait for an answer; ask again in a while.', [], { 'retry-after': '10' }))
  let asked = 0

  /** A newer question of the same actor ends the older one. Throws Problem 409 to whoever waited for that. */
  async function alone<Result>(actor: string, order: number, clientGone: AbortSignal, run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const newer = () => new Problem(409, 'A newer question took the place of this one.')
    // It may be answered already.
    if ((newest.get(actor) ?? 0) > order) throw newer()
    newest.set(actor, order)
    running.get(actor)?.abort()
    const mine = new AbortController()
    running.set(actor, mine)
    const ended = AbortSignal.any([mine.signal, clientGone])
    try {
      return await queue.run(() => run(ended), ended)
    } catch (error) {
      if (error instanceof Cancelled || (ended.aborted && error === ended.reason)) throw newer()
      throw error
    } finally {
      if (running.get(actor) === mine) running.delete(actor)
    }
  }

  return { alone, /** Taken when a question comes, before anything is waited for. */ order: () => ++asked }
}
