/** Rows by their 16-byte id: open addressing over the id's last four bytes, which are random in every kind of UUID this app meets. */
export type IdTable = { rowOf(id: string): number | undefined; add(row: number): void }

const idBytes = 16

export function bytesOfId(id: string): Uint8Array {
  const hex = id.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new RangeError(`"${id}" is no UUID`)
  return Uint8Array.from({ length: idBytes }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}

/** @param ids answers the present bytes of all ids, 16 a row (they may be moved to a larger array) @param count rows to begin with */
export function createIdTable(ids: () => Uint8Array, count: number): IdTable {
  let slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(count * 2, 64)))).fill(-1)
  let used = 0
  const hashOf = (bytes: Uint8Array, at: number) => ((bytes[at + 12]! << 24) | (bytes[at + 13]! << 16) | (bytes[at + 14]! << 8) | bytes[at + 15]!) >>> 0
  const same = (bytes: Uint8Array, at: number, row: number) => {
    const all = ids()
    for (let i = 0; i < idBytes; i++) if (all[row * idBytes + i] !== bytes[at + i]) return false
    return true
  }
  /** The slot that holds this id, or the free one where it belongs. */
  const slotOf = (bytes: Uint8Array, at: number) => {
    let slot = hashOf(bytes, at) % slots.length
    while (slots[slot]! >= 0 && !same(bytes, at, slots[slot]!)) slot = (slot + 1) % slots.length
    return slot
  }
  const put = (row: number) => {
    const slot = slotOf(ids(), row * idBytes)
    if (slots[slot]! < 0) used++
    slots[slot] = row
  }
  for (let row = 0; row < count; row++) put(row)
  return {
    rowOf(id) {
      const row = slots[slotOf(bytesOfId(id), 0)]!
      return row < 0 ? undefined : row
    },
    add(row) {
      put(row)
      if (used * 2 <= slots.length) return
      const rows = slots.filter((one) => one >= 0)
      slots = new Int32Array(slots.length * 2).fill(-1)
      used = 0
      for (const one of rows) put(one)
    },
  }
}
