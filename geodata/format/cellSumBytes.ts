import type { CellSums } from '../analysis/cellSums.ts'

/** Cells as 16-bit and columns as 64-bit numbers, one column after the other, little-endian. */
export const cellBytes = ({ cells }: CellSums): Uint8Array => littleEndian(cells, 2, (view, at, value) => view.setUint16(at, value, true))

export const columnBytes = (columns: readonly Float64Array[]): Uint8Array => littleEndian(columns.length === 1 ? (columns[0] as Float64Array) : Float64Array.from(columns.flatMap((column) => [...column])), 8, (view, at, value) => view.setFloat64(at, value, true))

function littleEndian(values: ArrayLike<number>, width: number, set: (view: DataView, at: number, value: number) => void): Uint8Array {
  const bytes = new Uint8Array(values.length * width)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < values.length; i++) set(view, i * width, values[i] as number)
  return bytes
}

/** The way back. @throws RangeError where the columns are not as long as the cells */
export function readCellSums(cells: Uint8Array, ...parts: Uint8Array[]): CellSums {
  const count = cells.length / 2
  const columns = parts.flatMap((part) => {
    if (part.length % (8 * count) !== 0 && part.length !== 0) throw new RangeError(`${part.length} bytes of columns for ${count} cells`)
    const floats = new Float64Array(part.length / 8)
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength)
    for (let i = 0; i < floats.length; i++) floats[i] = view.getFloat64(8 * i, true)
    return Array.from({ length: count ? floats.length / count : 0 }, (_, k) => floats.subarray(k * count, (k + 1) * count))
  })
  const codes = new Uint16Array(count)
  for (let i = 0; i < count; i++) codes[i] = (cells[2 * i] as number) | ((cells[2 * i + 1] as number) << 8)
  return { cells: codes, columns }
}
