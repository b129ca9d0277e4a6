/** Columns as byte planes: all first bytes of a column, then all second bytes; what hardly changes compresses to nothing. */

const startsOf = (widths: readonly number[], count: number, from: number): number[] => {
  let at = from
  return widths.map((width) => {
    const start = at
    at += width * count
    return start
  })
}

/** Writes `count` rows of columns of the given byte widths into `bytes` from offset `from`. */
export function splitPlanes(bytes: Uint8Array, from: number, widths: readonly number[], count: number) {
  const starts = startsOf(widths, count, from)
  const putByte = (column: number, plane: number, row: number, value: number) => {
    bytes[(starts[column] as number) + plane * count + row] = value
  }
  /** A non-negative integer, lowest byte first; divided, not shifted, since times need more than 32 bits. */
  const put = (column: number, row: number, value: number) => {
    let rest = value
    for (let plane = 0; plane < (widths[column] as number); plane++) {
      putByte(column, plane, row, rest % 256)
      rest = Math.floor(rest / 256)
    }
  }
  return { put, putByte }
}

/** Reads what `splitPlanes` wrote. */
export function joinPlanes(bytes: Uint8Array, from: number, widths: readonly number[], count: number) {
  const starts = startsOf(widths, count, from)
  const byte = (column: number, plane: number, row: number) => bytes[(starts[column] as number) + plane * count + row] as number
  /** The bytes of each row side by side, as they were before. */
  const rows = (column: number): Uint8Array<ArrayBuffer> => {
    const width = widths[column] as number
    const whole = new Uint8Array(count * width)
    for (let plane = 0; plane < width; plane++) for (let row = 0; row < count; row++) whole[row * width + plane] = byte(column, plane, row)
    return whole
  }
  const numbers = (column: number): Float64Array<ArrayBuffer> => {
    const values = new Float64Array(count)
    for (let plane = 0, unit = 1; plane < (widths[column] as number); plane++, unit *= 256)
      for (let row = 0; row < count; row++) values[row] = (values[row] as number) + byte(column, plane, row) * unit
    return values
  }
  const uint32 = (column: number): Uint32Array<ArrayBuffer> => {
    const values = new Uint32Array(count)
    for (let plane = 0; plane < 4; plane++) for (let row = 0; row < count; row++) values[row] = (values[row] as number) | (byte(column, plane, row) << (8 * plane))
    return values
  }
  const uint16 = (column: number): Uint16Array<ArrayBuffer> => {
    const values = new Uint16Array(count)
    for (let row = 0; row < count; row++) values[row] = byte(column, 0, row) | (byte(column, 1, row) << 8)
    return values
  }
  return { rows, numbers, uint32, uint16 }
}
