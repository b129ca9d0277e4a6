/** Whose turn it is: one session at a time talks to the only backend, first come, first served. */
export class Turn {
  #tail: Promise<void> = Promise.resolve()

  /** Waits for the turn; the answer gives it back (once is enough, more does nothing). */
  async take(): Promise<() => void> {
    const before = this.#tail
    let free = () => {}
    this.#tail = new Promise((resolve) => (free = resolve))
    await before
    return free
  }
}
