/** Columns of the same length, 13 bytes a row. */
export type Block = { count: number; time: Uint32Array; x: Uint16Array; y: Uint16Array; kind: Uint16Array; area: Uint16Array; state: Uint8Array }
export const columnNames = ['time', 'x', 'y', 'kind', 'area', 'state'] as const
export const rowBytes = 13

export const emptyBlock = (capacity: number): Block => ({
  count: 0, time: new Uint32Array(capacity), x: new Uint16Array(capacity), y: new Uint16Array(capacity), kind: new Uint16Array(capacity), area: new Uint16Array(capacity), state: new Uint8Array(capacity),
})

export function copyRow(from: Block, at: number, to: Block, place: number): void {
  to.time[place] = from.time[at] as number
  to.x[place] = from.x[at] as number
  to.y[place] = from.y[at] as number
  to.kind[place] = from.kind[at] as number
  to.area[place] = from.area[at] as number
  to.state[place] = from.state[at] as number
}

/** Rows [first, last) to the end of `to`, which has the room. */
export function copyRows(from: Block, first: number, last: number, to: Block): void {
  for (const key of columnNames) to[key].set(from[key].subarray(first, last), to.count)
  to.count += last - first
}

export function grown(block: Block): Block {
  const larger = emptyBlock(Math.ceil(block.time.length * 1.25) + 1_024)
  copyRows(block, 0, block.count, larger)
  return larger
}

/** The first of [first, last), whose times ascend, at or after a time of the column; `last` where there is none. */
export function lowerBound(time: Uint32Array, first: number, last: number, wanted: number): number {
  let [low, high] = [first, last]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((time[middle] as number) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
