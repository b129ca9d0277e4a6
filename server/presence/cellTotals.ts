import { readCellSums } from '../../geodata/format/cellSumBytes.ts'

/** Seconds by cell of one level, gathered from tiles and cells of finer ones. Codes have 40 bits at most, which numbers hold. */
export class CellTotals {
  readonly #level: number
  readonly #seconds = new Map<number, number>()

  constructor(level: number) {
    this.#level = level
  }

  add(level: number, code: number, seconds: number): void {
    const own = Math.floor(code / 4 ** (level - this.#level))
    this.#seconds.set(own, (this.#seconds.get(own) ?? 0) + seconds)
  }

  /** A row of sums of a tile of 64 x 64 cells of `level`, to add or to take away. */
  addTile(level: number, tile: number, cells: Uint8Array, seconds: Uint8Array, sign: number): void {
    const sums = readCellSums(cells, seconds)
    const column = sums.columns[0] ?? new Float64Array(0)
    sums.cells.forEach((cell, i) => this.add(level, tile * 4096 + cell, sign * (column[i] as number)))
  }

  all(): { code: number; seconds: number }[] {
    return [...this.#seconds].map(([code, seconds]) => ({ code, seconds }))
  }
}
