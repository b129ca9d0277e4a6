/** Values of one incident: second since 1970, cell of level 20 (x, y), incident_kind() and area. Two with the same values are as good as one another. */
export type ColumnRow = { timeS: number; x: number; y: number; kind: number; area: number }

/** The 40 bits of a Z-order cell of level 20 as two integers, without BigInt: ten million of them are read at a start. */
export function xOfCell(high: number, low: number): number {
  return (gather(high) << 10) | gather(low)
}
export const yOfCell = (high: number, low: number) => xOfCell(high >>> 1, low >>> 1)

function gather(value: number): number {
  let v = value & 0x55555
  v = (v | (v >>> 1)) & 0x33333
  v = (v | (v >>> 2)) & 0xf0f0f
  v = (v | (v >>> 4)) & 0xff00ff
  return (v | (v >>> 8)) & 0x3ff
}

/** Small numbers for the values that occur: what is in a row is an index. */
class Names {
  readonly values: number[] = []
  readonly #at = new Map<number, number>()
  of(value: number): number {
    const known = this.#at.get(value)
    if (known !== undefined) return known
    if (this.values.length >= 65_536) throw new RangeError('more than 65,536 different values')
    this.#at.set(value, this.values.length)
    return this.values.push(value) - 1
  }
}

/** Columns of the same length, 12 bytes a row. */
export type Block = { count: number; time: Uint32Array; x: Uint16Array; y: Uint16Array; kind: Uint16Array; area: Uint16Array }
export const rowBytes = 12

/** Where columns begin: a second, a cell of level 20, and by how many levels places are coarser, so that 16 bits reach across all there is. */
export type Origin = { startS: number; x: number; y: number; shift: number }
const reach = 65_536

/** The finest origin that holds a box of cells of level 20, last ones included, with as much room beside it as there is. */
export function originOf(startS: number, box: { minX: number; minY: number; maxX: number; maxY: number }): Origin {
  const side = Math.max(box.maxX - box.minX, box.maxY - box.minY) + 1
  let shift = 0
  while (((side + (1 << shift)) >> shift) + 1 > reach) shift++
  const from = (low: number, high: number) => Math.max(0, Math.floor((low + high) / 2 - reach * 2 ** shift / 2)) >> shift << shift
  return { startS, x: from(box.minX, box.maxX), y: from(box.minY, box.maxY), shift }
}

/** Seconds after the start that 32 bits count: 136 years. */
const span = 2 ** 32 - 1

export const emptyBlock = (capacity: number): Block => ({
  count: 0, time: new Uint32Array(capacity), x: new Uint16Array(capacity), y: new Uint16Array(capacity), kind: new Uint16Array(capacity), area: new Uint16Array(capacity),
})

function copyRow(from: Block, at: number, to: Block, place: number): void {
  to.time[place] = from.time[at] as number
  to.x[place] = from.x[at] as number
  to.y[place] = from.y[at] as number
  to.kind[place] = from.kind[at] as number
  to.area[place] = from.area[at] as number
}

/**
 * All incidents as columns in order of time, with a short tail of newer ones in the order in which they came. A row that goes leaves its place with the time of its
 * neighbours and kind `gone`, which no question asks for; the tail and the gaps are worked in when there are enough of them.
 */
export class ColumnTable {
  readonly kinds = new Names()
  readonly areas = new Names()
  readonly origin: Origin
  readonly #room: number
  sorted: Block
  tail = emptyBlock(1_024)
  gaps = 0
  /** Counts changes: an answer of the same version is still right. */
  version = 0
  /** Cells of level 20 that rows were ever in. */
  readonly box = { minX: 2 ** 20 - 1, minY: 2 ** 20 - 1, maxX: 0, maxY: 0 }
  static readonly gone = 0

  /** `room`: of the tail and of gaps, before they are worked in. Rows that were there before are given in order of time by `append`, all others by `add`. */
  constructor(origin: Origin, capacity: number, room = 65_536) {
    this.origin = origin
    this.#room = room
    this.sorted = emptyBlock(capacity)
    this.kinds.of(-1)
  }

  get count(): number {
    return this.sorted.count + this.tail.count - this.gaps
  }
  /** What is held, whether or not it is used. */
  get bytes(): number {
    return (this.sorted.time.length + this.tail.time.length) * rowBytes
  }

  /** As the column keeps it, for a question: times before the start are 0. */
  timeOf(timeS: number): number {
    return Math.min(Math.max(timeS - this.origin.startS, 0), span)
  }

  /** @throws RangeError for a time or a place that this table does not reach */
  append(row: ColumnRow): void {
    if (this.sorted.count === this.sorted.time.length) this.sorted = grown(this.sorted)
    this.#put(this.sorted, row)
  }
  /** @throws RangeError as `append` */
  add(row: ColumnRow): void {
    if (this.tail.count === this.tail.time.length) this.tail = grown(this.tail)
    this.#put(this.tail, row)
    this.version++
    if (this.tail.count > this.#room + this.sorted.count / 64) this.#merge()
  }
  /** Whether there was one with these values. */
  remove(row: ColumnRow): boolean {
    this.version++
    return this.#removeSorted(row) || this.#removeTail(row)
  }

  #put(block: Block, { timeS, x, y, kind, area }: ColumnRow): void {
    const [time, column, row] = this.#placed(timeS, x, y)
    if (time < 0 || time > span || column < 0 || column >= reach || row < 0 || row >= reach) throw new RangeError(`second ${timeS}, cell ${x}, ${y}: out of reach`)
    const at = block.count++
    block.time[at] = time
    block.x[at] = column
    block.y[at] = row
    block.kind[at] = this.kinds.of(kind)
    block.area[at] = this.areas.of(area)
    this.#widen(x, y)
  }

  #widen(x: number, y: number): void {
    const { box } = this
    if (x < box.minX) box.minX = x
    if (x > box.maxX) box.maxX = x
    if (y < box.minY) box.minY = y
    if (y > box.maxY) box.maxY = y
  }

  #placed(timeS: number, x: number, y: number): [number, number, number] {
    const { origin } = this
    return [timeS - origin.startS, (x - origin.x) >> origin.shift, (y - origin.y) >> origin.shift]
  }

  #removeSorted(row: ColumnRow): boolean {
    const { sorted } = this
    const time = row.timeS - this.origin.startS
    for (let at = lowerBound(sorted, time); at < sorted.count && sorted.time[at] === time; at++) {
      if (!this.#matches(sorted, at, row)) continue
      sorted.kind[at] = ColumnTable.gone
      this.gaps++
      if (this.gaps > this.#room + sorted.count / 16) this.#merge()
      return true
    }
    return false
  }

  #removeTail(row: ColumnRow): boolean {
    const { tail } = this
    for (let at = tail.count - 1; at >= 0; at--) {
      if (tail.time[at] !== row.timeS - this.origin.startS || !this.#matches(tail, at, row)) continue
      copyRow(tail, --tail.count, tail, at)
      return true
    }
    return false
  }

  #matches(block: Block, at: number, { timeS, x, y, kind, area }: ColumnRow): boolean {
    const [, column, row] = this.#placed(timeS, x, y)
    return block.x[at] === column && block.y[at] === row && this.kinds.values[block.kind[at] as number] === kind && this.areas.values[block.area[at] as number] === area
  }

  #merge(): void {
    const { sorted, tail } = this
    const order = Uint32Array.from({ length: tail.count }, (_, i) => i).sort((a, b) => (tail.time[a] as number) - (tail.time[b] as number))
    const merged = emptyBlock(Math.ceil((sorted.count - this.gaps + tail.count) * 1.02) + 1_024)
    let next = 0
    for (let at = 0; at <= sorted.count; at++) {
      const time = at < sorted.count ? (sorted.time[at] as number) : Infinity
      while (next < order.length && (tail.time[order[next] as number] as number) < time) copyRow(tail, order[next++] as number, merged, merged.count++)
      if (at < sorted.count && sorted.kind[at] !== ColumnTable.gone) copyRow(sorted, at, merged, merged.count++)
    }
    this.sorted = merged
    this.tail = emptyBlock(1_024)
    this.gaps = 0
  }
}

/** The first row at or after a time of the column. */
export function lowerBound({ time, count }: Block, wanted: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((time[middle] as number) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

function grown(block: Block): Block {
  const larger = emptyBlock(Math.ceil(block.time.length * 1.25) + 1_024)
  for (const key of ['time', 'x', 'y', 'kind', 'area'] as const) larger[key].set(block[key] as Uint16Array & Uint32Array)
  larger.count = block.count
  return larger
}
