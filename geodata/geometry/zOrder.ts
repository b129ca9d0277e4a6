import { MERCATOR_BITS, mercatorOfBBox, type Tile } from './mercator.ts'
import type { BBox } from './lngLat.ts'

/** Codes c with from <= c < to. */
export type ZOrderRange = { from: bigint; to: bigint }

type Rectangle = { minX: number; minY: number; maxX: number; maxY: number }

/**
 * The Morton code of an integer mercator cell: 62 bits, bit 0 from x, bit 1 from y, bit 2 from x and so on (Morton 1966).
 * It agrees with the SQL column, so a tile is one contiguous range of codes. @throws RangeError unless both are integers in [0, 2^31)
 */
export function zOrder(x: number, y: number): bigint {
  if (!isCell(x) || !isCell(y)) throw new RangeError(`not a mercator cell: ${x}, ${y}`)
  const low = spread(x & 0xffff) | (spread(y & 0xffff) << 1)
  const high = spread(x >>> 16) | (spread(y >>> 16) << 1)
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)
}

/** The cell of a Morton code: the inverse of `zOrder`. */
export function cellOfZOrder(code: bigint): { x: number; y: number } {
  if (code < 0n || code >= 1n << 62n) throw new RangeError(`not a 62-bit Morton code: ${code}`)
  const low = Number(code & 0xffffffffn)
  const high = Number(code >> 32n)
  return { x: (gather(high) << 16) | gather(low), y: (gather(high >>> 1) << 16) | gather(low >>> 1) }
}

/** The codes of all cells in a tile. @throws RangeError when there is no such tile */
export function zOrderOfTile({ z, x, y }: Tile): ZOrderRange {
  const count = 2 ** z
  const isTile = Number.isInteger(z) && z >= 0 && z <= MERCATOR_BITS && [x, y].every((i) => Number.isInteger(i) && i >= 0 && i < count)
  if (!isTile) throw new RangeError(`no tile ${z}/${x}/${y}`)
  const side = 2 ** (MERCATOR_BITS - z)
  const from = zOrder(x * side, y * side)
  return { from, to: from + (1n << BigInt(2 * (MERCATOR_BITS - z))) }
}

/**
 * At most `limit` ranges of codes, ascending, that together hold every cell of a rectangle of degrees (and some cells beside it:
 * filter those). The rectangle is cut into quadrants of at least 1/64 of its longer side; both ends of a piece are codes
 * of the rectangle itself; then the smallest gaps are closed first, which wastes least for the given number of ranges.
 * @throws RangeError if west > east, south > north or the limit is not a positive integer
 */
export function zOrderOfBBox(box: BBox, limit: number): ZOrderRange[] {
  return zOrderOfCells(mercatorOfBBox(box), limit)
}

/** The same for a rectangle of integer mercator cells, first and last included. */
export function zOrderOfCells(cells: Rectangle, limit: number): ZOrderRange[] {
  if (!(Number.isInteger(limit) && limit >= 1)) throw new RangeError(`limit is ${limit}, expected a positive integer`)
  const longerSide = Math.max(cells.maxX - cells.minX, cells.maxY - cells.minY) + 1
  const smallest = Math.max(1, 2 ** Math.floor(Math.log2(longerSide / 64)))
  const ranges: ZOrderRange[] = []
  cut(cells, 0, 0, 2 ** MERCATOR_BITS, smallest, ranges)
  return closeGaps(ranges, limit)
}

function cut(cells: Rectangle, x: number, y: number, side: number, smallest: number, into: ZOrderRange[]): void {
  const minX = Math.max(cells.minX, x)
  const minY = Math.max(cells.minY, y)
  const maxX = Math.min(cells.maxX, x + side - 1)
  const maxY = Math.min(cells.maxY, y + side - 1)
  if (minX > maxX || minY > maxY) return
  const isWhole = maxX - minX + 1 === side && maxY - minY + 1 === side
  if (isWhole || side <= smallest) {
    // Morton codes grow with x and with y, so the corners of the clipped square are its first and last code.
    into.push({ from: zOrder(minX, minY), to: zOrder(maxX, maxY) + 1n })
    return
  }
  const half = side / 2
  for (const [dx, dy] of [
    [0, 0],
    [half, 0],
    [0, half],
    [half, half],
  ] as const)
    cut(cells, x + dx, y + dy, half, smallest, into)
}

function closeGaps(ranges: ZOrderRange[], limit: number): ZOrderRange[] {
  const gaps = ranges.slice(1).map((range, i) => ({ at: i + 1, size: range.from - (ranges[i] as ZOrderRange).to }))
  const kept = gaps
    .filter((gap) => gap.size > 0n)
    .toSorted((a, b) => (a.size > b.size ? -1 : a.size < b.size ? 1 : a.at - b.at))
    .slice(0, limit - 1)
    .map((gap) => gap.at)
    .toSorted((a, b) => a - b)
  const starts = [0, ...kept]
  return starts.map((start, i) => ({
    from: (ranges[start] as ZOrderRange).from,
    to: (ranges[(starts[i + 1] ?? ranges.length) - 1] as ZOrderRange).to,
  }))
}

const isCell = (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** MERCATOR_BITS

/** Bits 0 to 15 to the even bits of 32 (Warren, Hacker's Delight, 7-2). */
function spread(value: number): number {
  let v = value
  v = (v | (v << 8)) & 0x00ff00ff
  v = (v | (v << 4)) & 0x0f0f0f0f
  v = (v | (v << 2)) & 0x33333333
  return (v | (v << 1)) & 0x55555555
}

function gather(value: number): number {
  let v = value & 0x55555555
  v = (v | (v >>> 1)) & 0x33333333
  v = (v | (v >>> 2)) & 0x0f0f0f0f
  v = (v | (v >>> 4)) & 0x00ff00ff
  return (v | (v >>> 8)) & 0x0000ffff
}
