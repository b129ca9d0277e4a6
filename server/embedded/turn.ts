/** Whose turn it is: one session at a time talks to the only backend, first come, first served. */
export class Turn {
  #tail: Promise<void> = Promise.resolve()

  /** Waits for the turn; the answer gives it back (once is enough, more does nothing). */
  async take(): Promise<() => void> {
    const before = this.#tail
    const { promise, resolve } = latch()
    this.#tail = promise
    await before
    return resolve
  }
}

function latch(): { promise: Promise<void>; resolve: () => void } {
  const parts: { resolve?: () => void } = {}
  const promise = new Promise<void>((resolve) => (parts.resolve = resolve))
  return { promise, resolve: () => parts.resolve?.() }
}
