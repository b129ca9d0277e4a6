import { tileCells } from '../../geodata/analysis/cellSums.ts'
import { readCellSums } from '../../geodata/format/cellSumBytes.ts'
import { cellOfZOrder } from '../../geodata/geometry/zOrder.ts'

/** x and y within a tile by the code of the cell. */
const placeX = Uint8Array.from({ length: tileCells }, (_, code) => cellOfZOrder(BigInt(code)).x)
const placeY = Uint8Array.from({ length: tileCells }, (_, code) => cellOfZOrder(BigInt(code)).y)

export type Totals = { x: number[]; y: number[]; seconds: number[] }
type Rectangle = { minX: number; minY: number; maxX: number; maxY: number }

/** Seconds by cell of one level, gathered from tiles of 64 x 64 cells of it or of a finer one. Codes have 40 bits at most, which numbers hold. */
export class CellTotals {
  readonly #level: number
  readonly #tiles = new Map<number, Float64Array>()

  constructor(level: number) {
    this.#level = level
  }

  add(level: number, code: number, seconds: number): void {
    const own = Math.floor(code / 4 ** (level - this.#level))
    const tile = this.#tile(Math.floor(own / tileCells))
    tile[own % tileCells] = (tile[own % tileCells] as number) + seconds
  }

  /** A row of sums of a tile of `level`, to add or to take away. */
  addTile(level: number, tile: number, cells: Uint8Array, seconds: Uint8Array, sign: number): void {
    const sums = readCellSums(cells, seconds)
    const column = sums.columns[0] ?? new Float64Array(0)
    if (level !== this.#level) return sums.cells.forEach((cell, i) => this.add(level, tile * tileCells + cell, sign * (column[i] as number)))
    const dense = this.#tile(tile)
    for (let i = 0; i < column.length; i++) {
      const cell = sums.cells[i] as number
      dense[cell] = (dense[cell] as number) + sign * (column[i] as number)
    }
  }

  #tile(tile: number): Float64Array {
    const known = this.#tiles.get(tile) ?? new Float64Array(tileCells)
    this.#tiles.set(tile, known)
    return known
  }

  /** Cells that hold something, to a tenth of a second, tile by tile. */
  all(inside: Rectangle = { minX: 0, minY: 0, maxX: Infinity, maxY: Infinity }): Totals {
    const found: Totals = { x: [], y: [], seconds: [] }
    for (const [code, dense] of this.#tiles) {
      const corner = cellOfZOrder(BigInt(code))
      for (let cell = 0; cell < tileCells; cell++) {
        const seconds = Math.round((dense[cell] as number) * 10) / 10
        if (seconds <= 0) continue
        const [x, y] = [corner.x * 64 + (placeX[cell] as number), corner.y * 64 + (placeY[cell] as number)]
        if (x < inside.minX || x > inside.maxX || y < inside.minY || y > inside.maxY) continue
        found.x.push(x)
        found.y.push(y)
        found.seconds.push(seconds)
      }
    }
    return found
  }
}
