import { createQueue } from './queue.ts'

/**
 * Heavy work that many may ask for at once: equal questions share one answer while it is made, others wait their turn, so that at most
 * `beside` stand in memory and on the event loop together.
 */
export function createShared<Result>(beside: number) {
  const running = new Map<string, Promise<Result>>()
  const queue = createQueue(beside)

  /** `key` must name everything the answer depends on, the rights of who asks among it. */
  return (key: string, work: () => Promise<Result>): Promise<Result> => {
    const started = running.get(key) ?? queue.run(work).finally(() => running.delete(key))
    running.set(key, started)
    return started
  }
}
