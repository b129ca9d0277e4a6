/** Places as planes: of each row four bits of x beside four bits of y in a byte, highest first; and small numbers as planes of their bytes, lowest first. */

/** Writes ceil(bits / 4) planes from `from` on. @returns where they end */
export function splitNibbles(bytes: Uint8Array, from: number, bits: number, x: Uint32Array, y: Uint32Array, west: number, north: number, count: number): number {
  let at = from
  for (let rest = bits; rest > 0; rest -= 4) {
    // The last plane may hold fewer than four bits of each.
    const shift = Math.max(0, rest - 4)
    const mask = (1 << Math.min(4, rest)) - 1
    for (let row = 0; row < count; row++) bytes[at + row] = ((((x[row]! - west) >>> shift) & mask) << 4) | (((y[row]! - north) >>> shift) & mask)
    at += count
  }
  return at
}

/** Reads what `splitNibbles` wrote into x and y. @returns where the planes end */
export function joinNibbles(bytes: Uint8Array, from: number, bits: number, x: Uint32Array, y: Uint32Array, west: number, north: number): number {
  const count = x.length
  let at = from
  let rest = bits
  // Two planes a pass: reading and writing x and y back costs more than the planes.
  for (; rest >= 8; rest -= 8, at += 2 * count) {
    const second = at + count
    for (let row = 0; row < count; row++) {
      const high = bytes[at + row]!
      const low = bytes[second + row]!
      x[row] = (x[row]! << 8) | (high & 240) | (low >>> 4)
      y[row] = (y[row]! << 8) | ((high & 15) << 4) | (low & 15)
    }
  }
  for (; rest > 0; rest -= 4, at += count) {
    const width = Math.min(4, rest)
    for (let row = 0; row < count; row++) {
      const byte = bytes[at + row]!
      x[row] = (x[row]! << width) | (byte >>> 4)
      y[row] = (y[row]! << width) | (byte & 15)
    }
  }
  for (let row = 0; row < count; row++) {
    x[row]! += west
    y[row]! += north
  }
  return at
}

/** Writes `width` planes of non-negative integers. @returns where they end */
export function splitNumber(bytes: Uint8Array, from: number, width: number, count: number, valueOf: (row: number) => number): number {
  if (width > 0) for (let row = 0; row < count; row++) {
    let rest = valueOf(row)
    for (let plane = 0; plane < width; plane++) {
      bytes[from + plane * count + row] = rest % 256
      // Divided, not shifted: times need more than 32 bits.
      rest = Math.floor(rest / 256)
    }
  }
  return from + width * count
}

/** Reads indexes of up to two planes. @throws RangeError for one that is not below `entries` */
export function joinNumbers(bytes: Uint8Array, from: number, width: number, count: number, entries: number): Uint16Array {
  const values = new Uint16Array(count)
  let worst = 0
  if (width > 0) for (let row = 0; row < count; row++) {
    const value = width === 1 ? bytes[from + row]! : bytes[from + row]! | (bytes[from + count + row]! << 8)
    values[row] = value
    if (value > worst) worst = value
  }
  if (count > 0 && worst >= entries) throw new RangeError(`an index of ${worst} into a table of ${entries} entries`)
  return values
}
