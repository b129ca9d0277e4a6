import { type Block, copyRow, copyRows, emptyBlock, grown, lowerBound, rowBytes } from './block.ts'
import { makePiece, movedPiece, type Piece } from './piece.ts'

/** Values of one incident: second since 1970, cell of level 20 (x, y), incident_kind(), area and incident_state_code(). Two with the same values are as good as one another. */
export type ColumnRow = { timeS: number; x: number; y: number; kind: number; area: number; state: number }

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

/** So many rows are put in order of time by one number each, see `inOrderOf`. */
const mostTail = 2 ** 20

/** Seconds after the start that 32 bits count: 136 years. */
const span = 2 ** 32 - 1

/**
 * All incidents as columns in order of time by pieces, within them in order of kind (piece.ts); rows after the last piece are in order of time alone. Beside them a short tail of newer ones in the
 * order in which they came. A row that goes leaves its place with its time and kind `gone`, which no question asks for; the tail and the gaps are worked in when there are enough of them.
 */
export class ColumnTable {
  readonly kinds = new Names()
  readonly areas = new Names()
  readonly origin: Origin
  readonly #room: number
  readonly #pieceRows: number
  sorted: Block
  pieces: Piece[] = []
  tail = emptyBlock(1_024)
  gaps = 0
  /** Counts changes: an answer of the same version is still right. */
  version = 0
  /** Cells of level 20 that rows were ever in. */
  readonly box = { minX: 2 ** 20 - 1, minY: 2 ** 20 - 1, maxX: 0, maxY: 0 }
  static readonly gone = 0

  /** `room`: of the tail and of gaps, before they are worked in. Rows that were there before are given in order of time by `append`, all others by `add`. */
  constructor(origin: Origin, capacity: number, room = 65_536, pieceRows = 65_536) {
    this.origin = origin
    this.#room = room
    this.#pieceRows = pieceRows
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

  /** The first row after the last piece. */
  get open(): number {
    return this.pieces.at(-1)?.last ?? 0
  }

  /** As the column keeps it, for a question: times before the start are 0. */
  timeOf(timeS: number): number {
    return Math.min(Math.max(timeS - this.origin.startS, 0), span)
  }

  /** @throws RangeError for a time or a place that this table does not reach */
  append(row: ColumnRow): void {
    if (this.sorted.count === this.sorted.time.length) this.sorted = grown(this.sorted)
    this.#put(this.sorted, row)
    this.#close(this.#pieceRows)
  }
  /** @throws RangeError as `append` */
  add(row: ColumnRow): void {
    if (this.tail.count === this.tail.time.length) this.tail = grown(this.tail)
    this.#put(this.tail, row)
    this.version++
    if (this.tail.count > this.#room + Math.min(this.sorted.count / 64, mostTail)) this.#merge()
  }
  /** Whether there was one with these values. */
  remove(row: ColumnRow): boolean {
    this.version++
    return this.#removeSorted(row) || this.#removeTail(row)
  }

  #put(block: Block, { timeS, x, y, kind, area, state }: ColumnRow): void {
    const [time, column, row] = this.#placed(timeS, x, y)
    if (time < 0 || time > span || column < 0 || column >= reach || row < 0 || row >= reach) throw new RangeError(`second ${timeS}, cell ${x}, ${y}: out of reach`)
    const at = block.count++
    block.time[at] = time
    block.x[at] = column
    block.y[at] = row
    block.kind[at] = this.kinds.of(kind)
    block.area[at] = this.areas.of(area)
    block.state[at] = state
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

  /** Makes pieces of what is long enough for them. */
  #close(rows: number): void {
    const { sorted, open } = this
    if (sorted.count - open >= rows) this.pieces.push(makePiece(sorted, open, sorted.count, this.kinds.values.length))
  }

  #removeSorted(row: ColumnRow): boolean {
    const time = row.timeS - this.origin.startS
    const kind = this.kinds.values.indexOf(row.kind)
    const piece = this.pieces.find((each) => {
      const at = time < each.fromTime || time > each.toTime ? -1 : each.kinds.indexOf(kind)
      return at >= 0 && this.#removeWithin(each.starts[at] as number, each.starts[at + 1] as number, time, row)
    })
    if (piece) piece.gaps++
    else if (!this.#removeWithin(this.open, this.sorted.count, time, row)) return false
    this.gaps++
    if (this.gaps > this.#room + this.sorted.count / 16) this.#merge()
    return true
  }

  /** Among rows in order of time. */
  #removeWithin(first: number, last: number, time: number, row: ColumnRow): boolean {
    const { sorted } = this
    for (let at = lowerBound(sorted.time, first, last, time); at < last && sorted.time[at] === time; at++) {
      if (!this.#matches(sorted, at, row)) continue
      sorted.kind[at] = ColumnTable.gone
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

  #matches(block: Block, at: number, { timeS, x, y, kind, area, state }: ColumnRow): boolean {
    const [, column, row] = this.#placed(timeS, x, y)
    return block.x[at] === column && block.y[at] === row && this.kinds.values[block.kind[at] as number] === kind && this.areas.values[block.area[at] as number] === area && block.state[at] === state
  }

  /** Works the tail and the gaps in. A piece that neither touches is copied as it is, so that a day's reports do not order ten years anew. */
  #merge(): void {
    const { sorted, tail, pieces, open } = this
    const order = inOrderOf(tail.time, 0, tail.count)
    const merged = emptyBlock(Math.ceil((sorted.count - this.gaps + tail.count) * 1.02) + 1_024)
    let next = 0
    this.sorted = merged
    this.pieces = []
    for (const piece of pieces) {
      const begun = next
      while (next < order.length && (tail.time[order[next] as number] as number) <= piece.toTime) next++
      if (next > begun || piece.gaps > 0) this.#work(sorted, inOrderOf(sorted.time, piece.first, piece.last), tail, order.subarray(begun, next))
      else {
        // What was worked in before and is too short for a piece of its own becomes one: pieces follow each other without gaps.
        this.#close(1)
        this.pieces.push(movedPiece(piece, merged.count))
        copyRows(sorted, piece.first, piece.last, merged)
      }
    }
    this.#work(sorted, Uint32Array.from({ length: sorted.count - open }, (_, i) => open + i), tail, order.subarray(next))
    this.tail = emptyBlock(1_024)
    this.gaps = 0
  }

  /** Puts rows of two blocks, each given in order of time, behind what is there. */
  #work(a: Block, ofA: Uint32Array, b: Block, ofB: Uint32Array): void {
    let next = 0
    for (let n = 0; n <= ofA.length; n++) {
      const at = ofA[n]
      const time = at === undefined ? Infinity : (a.time[at] as number)
      for (; next < ofB.length && (b.time[ofB[next] as number] as number) < time; next++) this.#append(b, ofB[next] as number)
      if (at !== undefined && a.kind[at] !== ColumnTable.gone) this.#append(a, at)
    }
  }

  #append(block: Block, at: number): void {
    copyRow(block, at, this.sorted, this.sorted.count++)
    // Twice as long as at the beginning: a piece that grows by a few rows stays one.
    this.#close(2 * this.#pieceRows)
  }
}

/** Rows [first, last) in order of time. Both fit into one number that is exact: 2^32 times and 2^21 rows. */
function inOrderOf(time: Uint32Array, first: number, last: number): Uint32Array {
  const keys = new Float64Array(last - first)
  for (let i = first; i < last; i++) keys[i - first] = (time[i] as number) * 2 ** 21 + (i - first)
  keys.sort()
  return Uint32Array.from(keys, (key) => first + (key % 2 ** 21))
}
