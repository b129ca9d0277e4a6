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

/** Calls `take` with each run of rows of kinds that are wanted, within [from, to). */
export function eachRun({ time }: Block, piece: Piece, wanted: Uint8Array, from: number, to: number, take: (first: number, last: number) => void): void {
  const isInside = from <= piece.fromTime && piece.toTime < to
  for (const [at, kind] of piece.kinds.entries()) {
    if (wanted[kind] === 0) continue
    let [first, last] = [piece.starts[at] as number, piece.starts[at + 1] as number]
    if (!isInside) {
      first = lowerBound(time, first, last, from)
      last = lowerBound(time, first, last, to)
    }
    if (first < last) take(first, last)
  }
}
