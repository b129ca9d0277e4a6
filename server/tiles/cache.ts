/** The most recently used values up to a number of bytes. */
export class ByteCache<Value extends { byteLength: number }> {
  #held = new Map<string, Value>()
  #bytes = 0
  readonly #limitBytes: number
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  get(key: string): Value | undefined {
    const value = this.#held.get(key)
    if (!value) return undefined
    // A Map keeps the order of insertion: the first key is the one used longest ago.
    this.#held.delete(key)
    this.#held.set(key, value)
    return value
  }

  set(key: string, value: Value): void {
    this.#drop(key)
    this.#held.set(key, value)
    this.#bytes += value.byteLength + key.length
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#limitBytes) break
      this.#drop(oldest)
    }
  }

  get bytes(): number {
    return this.#bytes
  }

  #drop(key: string): void {
    const value = this.#held.get(key)
    if (!value) return
    this.#bytes -= value.byteLength + key.length
    this.#held.delete(key)
  }
}
