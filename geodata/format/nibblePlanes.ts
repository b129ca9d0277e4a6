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

/** Reads what `splitNibbles` wrote into x and y, which hold zeros. @returns where the planes end */
export function joinNibbles(bytes: Uint8Array, from: number, bits: number, x: Uint32Array, y: Uint32Array, west: number, north: number): number {
  const count = x.length
  let at = from
  let rest = bits
  // Four planes a pass, as a town or a city has: reading x and y back and writing them again costs more than the planes.
  if (rest >= 16) {
    const [b, c, d] = [at + count, at + 2 * count, at + 3 * count]
    for (let row = 0; row < count; row++) {
      const first = bytes[at + row]!
      const second = bytes[b + row]!
      const third = bytes[c + row]!
      const fourth = bytes[d + row]!
      x[row] = ((first & 240) << 8) | ((second & 240) << 4) | (third & 240) | (fourth >>> 4)
      y[row] = ((first & 15) << 12) | ((second & 15) << 8) | ((third & 15) << 4) | (fourth & 15)
    }
    at += 4 * count
    rest -= 16
  }
  for (; rest > 0; rest -= 4, at += count) {
    const width = Math.min(4, rest)
    const [addX, addY] = rest <= 4 ? [west, north] : [0, 0]
    for (let row = 0; row < count; row++) {
      const byte = bytes[at + row]!
      x[row] = ((x[row]! << width) | (byte >>> 4)) + addX
      y[row] = ((y[row]! << width) | (byte & 15)) + addY
    }
  }
  if (bits % 16 === 0) for (let row = 0; row < count; row++) {
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
