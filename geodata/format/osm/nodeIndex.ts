/** Nodes by id in flat arrays (24 bytes each): a city has millions of them, and objects would not fit. */
export class NodeIndex {
  #ids = new Float64Array(1024)
  #coordinates = new Float64Array(2048)
  #count = 0
  #sorted = true

  get count(): number {
    return this.#count
  }

  add(id: number, lng: number, lat: number): void {
    if (this.#count === this.#ids.length) this.#grow()
    if (this.#count && id <= (this.#ids[this.#count - 1] ?? 0)) this.#sorted = false
    this.#ids[this.#count] = id
    this.#coordinates[2 * this.#count] = lng
    this.#coordinates[2 * this.#count + 1] = lat
    this.#count++
  }

  /** [lng, lat] of a node, or undefined when the file does not hold it (an extract cut it off). */
  find(id: number): [number, number] | undefined {
    if (!this.#sorted) this.#sort()
    let low = 0
    let high = this.#count - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const found = this.#ids[middle] ?? 0
      if (found === id) return [this.#coordinates[2 * middle] ?? 0, this.#coordinates[2 * middle + 1] ?? 0]
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return undefined
  }

  #grow(): void {
    const ids = new Float64Array(2 * this.#ids.length)
    const coordinates = new Float64Array(2 * this.#coordinates.length)
    ids.set(this.#ids)
    coordinates.set(this.#coordinates)
    this.#ids = ids
    this.#coordinates = coordinates
  }

  #sort(): void {
    const order = Uint32Array.from({ length: this.#count }, (_, i) => i).sort((a, b) => (this.#ids[a] ?? 0) - (this.#ids[b] ?? 0))
    this.#coordinates = Float64Array.from({ length: 2 * this.#count }, (_, i) => this.#coordinates[2 * (order[i >> 1] ?? 0) + (i & 1)] ?? 0)
    this.#ids = Float64Array.from(order, (i) => this.#ids[i] ?? 0)
    this.#sorted = true
  }
}
