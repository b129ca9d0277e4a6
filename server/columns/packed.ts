import type { PackedRows } from '../queries/incidentChange.ts'
import { type ColumnRow, xOfCell, yOfCell } from './table.ts'

/** PostgreSQL's binary form of an array of one dimension without nulls: 20 bytes of header, then a length of 4 bytes before each value. */
const headerBytes = 20
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const integerAt = (view: DataView, n: number) => view.getInt32(headerBytes + n * 8 + 4)
const longAt = (view: DataView, n: number) => view.getInt32(headerBytes + n * 12 + 4) * 2 ** 32 + view.getUint32(headerBytes + n * 12 + 8)

export function integersOf(bytes: Uint8Array, count: number): number[] {
  const view = viewOf(bytes)
  return Array.from({ length: count }, (_, n) => integerAt(view, n))
}

/** Each row in turn, in one object that is used again. */
export function eachRow({ count, ...packed }: PackedRows, take: (row: ColumnRow, n: number) => void): void {
  const [times, highs, lows, kinds, areas, states] = [packed.times, packed.high, packed.low, packed.kinds, packed.areas, packed.states].map(viewOf) as [DataView, DataView, DataView, DataView, DataView, DataView]
  const row: ColumnRow = { timeS: 0, x: 0, y: 0, kind: 0, area: 0, state: 0 }
  for (let n = 0; n < count; n++) {
    const [high, low] = [integerAt(highs, n), integerAt(lows, n)]
    row.timeS = longAt(times, n)
    row.x = xOfCell(high, low)
    row.y = yOfCell(high, low)
    row.kind = integerAt(kinds, n)
    row.area = integerAt(areas, n)
    row.state = integerAt(states, n)
    take(row, n)
  }
}
