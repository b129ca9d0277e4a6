import { type StreetGraph, secondsAMeter } from './graph.ts'

const NONE = -1

/**
 * Dijkstra's search (1959) over the arcs of a graph at a speed, with a 4-ary heap that lowers keys in place. Made once and run from many places: what
 * a run left is cleared by going over the nodes that it touched.
 */
export class StreetSearch {
  readonly graph: StreetGraph
  readonly seconds: Float64Array
  readonly meters: Float64Array
  /** The arc a node was reached by; -1 for where the search began. */
  readonly arc: Int32Array
  /** The node before; -1 for where the search began. */
  readonly before: Int32Array
  readonly arcSeconds: Float64Array
  readonly #arcMeters: Float64Array
  readonly #heap: Int32Array
  readonly #at: Int32Array
  readonly #touched: Int32Array
  #size = 0
  #count = 0

  constructor(graph: StreetGraph, speedMetersPerSecond: number) {
    const { nodeCount, arcOf } = graph
    this.graph = graph
    this.seconds = new Float64Array(nodeCount).fill(Infinity)
    this.meters = new Float64Array(nodeCount)
    this.arc = new Int32Array(nodeCount)
    this.before = new Int32Array(nodeCount)
    this.#heap = new Int32Array(nodeCount)
    this.#at = new Int32Array(nodeCount).fill(NONE)
    this.#touched = new Int32Array(nodeCount)
    this.#arcMeters = Float64Array.from(arcOf, (arc) => graph.edgeMeters[arc >> 1]!)
    this.arcSeconds = Float64Array.from(arcOf, (arc) => graph.edgeMeters[arc >> 1]! * secondsAMeter(graph, arc >> 1, speedMetersPerSecond))
  }

  clear(): void {
    for (let i = 0; i < this.#count; i++) {
      this.seconds[this.#touched[i]!] = Infinity
      this.#at[this.#touched[i]!] = NONE
    }
    this.#count = this.#size = 0
  }

  /** A node from which to begin, so many seconds and metres on the way already, over an arc (or -1). */
  begin(node: number, seconds: number, meters: number, arc: number): void {
    if (seconds >= this.seconds[node]!) return
    this.#reach(node, seconds, meters, arc, NONE)
  }

  /** Settles nodes in order of time until `isEnough` says so of one, or nothing is left within `mostSeconds`. */
  run(isEnough: (node: number) => boolean, mostSeconds = Infinity): void {
    const { arcStart, arcNode, arcOf } = this.graph
    const { seconds, meters, arcSeconds } = this
    const arcMeters = this.#arcMeters
    while (this.#size > 0) {
      const node = this.#heap[0]!
      const time = seconds[node]!
      if (time > mostSeconds) return
      this.#pop()
      if (isEnough(node)) return
      for (let i = arcStart[node]!, end = arcStart[node + 1]!; i < end; i++) {
        const to = arcNode[i]!
        const total = time + arcSeconds[i]!
        if (total < seconds[to]!) this.#reach(to, total, meters[node]! + arcMeters[i]!, arcOf[i]!, node)
      }
    }
  }

  #reach(node: number, seconds: number, meters: number, arc: number, before: number): void {
    if (this.seconds[node] === Infinity) {
      this.#touched[this.#count++] = node
      this.#at[node] = this.#size++
    }
    this.seconds[node] = seconds
    this.meters[node] = meters
    this.arc[node] = arc
    this.before[node] = before
    this.#rise(node)
  }

  #rise(node: number): void {
    const [heap, at, keys] = [this.#heap, this.#at, this.seconds]
    const key = keys[node]!
    let i = at[node]!
    while (i > 0) {
      const above = (i - 1) >> 2
      const other = heap[above]!
      if (keys[other]! <= key) break
      heap[i] = other
      at[other] = i
      i = above
    }
    heap[i] = node
    at[node] = i
  }

  #pop(): void {
    const [heap, at, keys] = [this.#heap, this.#at, this.seconds]
    const size = --this.#size
    const node = heap[size]!
    if (size === 0) return
    const key = keys[node]!
    let i = 0
    for (let first = 1; first < size; first = i * 4 + 1) {
      let least = first
      for (let child = first + 1, end = Math.min(first + 4, size); child < end; child++) if (keys[heap[child]!]! < keys[heap[least]!]!) least = child
      const other = heap[least]!
      if (keys[other]! >= key) break
      heap[i] = other
      at[other] = i
      i = least
    }
    heap[i] = node
    at[node] = i
  }
}
