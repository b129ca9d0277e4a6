import { type Block, columnNames, copyRow, emptyBlock, lowerBound } from './block.ts'

/**
 * Rows [first, last) of a block, once in order of time and now in order of kind and, within one, of time: a question about some kinds reads those and no others, and one about a part of
 * the time finds its rows of a kind by halving. `starts` has one more than `kinds`, which ascend. Pieces follow each other in time; both ends are times of rows.
 */
export type Piece = { first: number; last: number; fromTime: number; toTime: number; kinds: Uint16Array; starts: Uint32Array; /** Rows that are gone. */ gaps: number }

let scratch = emptyBlock(0)

/** Puts rows that are in order of time in order of kind; `kinds`: how many there are. */
export function makePiece(block: Block, first: number, last: number, kinds: number): Piece {
  const rows = last - first
  if (scratch.time.length < rows) scratch = emptyBlock(rows)
  const [fromTime, toTime] = [block.time[first] as number, block.time[last - 1] as number]
  const next = new Uint32Array(kinds + 1)
  for (let i = first; i < last; i++) next[(block.kind[i] as number) + 1]!++
  const present: number[] = []
  const starts: number[] = []
  for (let kind = 0; kind < kinds; kind++) {
    if (next[kind + 1] !== 0) {
      present.push(kind)
      starts.push(first + (next[kind] as number))
    }
    next[kind + 1] = (next[kind + 1] as number) + (next[kind] as number)
  }
  for (let i = first; i < last; i++) copyRow(block, i, scratch, next[block.kind[i] as number]!++)
  for (const key of columnNames) block[key].set(scratch[key].subarray(0, rows), first)
  return { first, last, fromTime, toTime, kinds: Uint16Array.from(present), starts: Uint32Array.from([...starts, last]), gaps: 0 }
}

/** The same piece where its rows have come to lie from `first` on. */
export const movedPiece = (piece: Piece, first: number): Piece => ({ ...piece, first, last: piece.last - piece.first + first, starts: piece.starts.map((start) => start - piece.first + first) })

/** Calls `take` with each run of rows of kinds that are wanted, within one of `spans`, [from, to), which ascend. */
export function eachRun({ time }: Block, { kinds, starts, fromTime, toTime }: Piece, wanted: Uint8Array, spans: readonly (readonly [from: number, to: number])[], take: (first: number, last: number) => void): void {
  for (let at = 0; at < kinds.length; at++) {
    if (wanted[kinds[at] as number] === 0) continue
    const end = starts[at + 1] as number
    let last = starts[at] as number
    for (let n = 0; n < spans.length; n++) {
      const [from, to] = spans[n] as readonly [number, number]
      const first = from <= fromTime ? last : placeOf(time, last, end, from, toTime)
      last = toTime < to ? end : placeOf(time, first, end, to, toTime)
      if (first < last) take(first, last)
    }
  }
}

/** As `lowerBound`. Times within a piece are about evenly spread, so the place is guessed and the guess mended: halving a hundred thousand short runs takes as long as counting them. */
function placeOf(time: Uint32Array, first: number, end: number, wanted: number, toTime: number): number {
  let low = first
  let high = end
  if (end - first > 8) {
    const start = time[first] as number
    const guess = first + Math.floor(((end - first) * (wanted - start)) / (Math.max(toTime, start) - start + 1))
    const at = guess < first ? first : guess >= end ? end - 1 : guess
    let step = 8
    if ((time[at] as number) < wanted) {
      low = at + 1
      for (high = low + step; high < end && (time[high] as number) < wanted; high += step) { low = high + 1; step *= 2 }
      if (high > end) high = end
    } else {
      high = at
      for (low = high - step; low > first && (time[low - 1] as number) >= wanted; low -= step) { high = low - 1; step *= 2 }
      if (low < first) low = first
    }
  }
  return lowerBound(time, low, high, wanted)
}
