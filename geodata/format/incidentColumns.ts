import { IncidentState, Provenance } from '../model/incident.ts'
import { joinPlanes, splitPlanes } from './bytePlanes.ts'

/** One incident as the map needs it. `x`, `y`: mercator on 31 bits an axis; `occurredAt`: Unix milliseconds. */
export type IncidentColumnRow = {
  id: string
  x: number
  y: number
  occurredAt: number
  categoryId: number
  severity: number
  state: IncidentState
  provenance: Provenance
  shape: 'point' | 'line' | 'polygon'
  zoneId: number | null
  areaId: number
}

/** Columns of `count` incidents, sorted by time. `state` and `provenance` index the options of their schemas; zone 0 is none. */
export type IncidentColumns = {
  count: number
  ids: Uint8Array
  x: Uint32Array
  y: Uint32Array
  occurredAt: Float64Array
  categoryId: Uint16Array
  severity: Uint8Array
  state: Uint8Array
  provenance: Uint8Array
  shape: Uint8Array
  zoneId: Uint32Array
  areaId: Uint32Array
}

export const shapes = ['point', 'line', 'polygon'] as const

const magic = 0x32494346 // 'FCI2', little-endian
const headerBytes = 24
/** Bytes a row takes of each column on the wire: id, dx, dy, dt, category, severity, state, provenance, shape, zone, area. */
const widths = [16, 4, 4, 6, 2, 1, 1, 1, 1, 4, 4] as const
const rowBytes = widths.reduce<number>((sum, width) => sum + width, 0)

/** Places travel with 26 bits an axis (0.6 m on the equator): the last five cost two bytes a row and no screen shows them. */
const dropped = 5
const zigzag = (value: number) => ((value << 1) ^ (value >> 31)) >>> 0
const unzigzag = (value: number) => (value >>> 1) ^ -(value & 1)

/**
 * "Fangcun columns": magic, version in the magic, count, time unit (ms), start (float64 ms), then each column in byte planes, in the order
 * above, everything little-endian. Coordinates and times are differences to the row before (neighbours in time are neighbours in value, and
 * high planes compress to nothing). The caller compresses. @throws RangeError when the rows are not sorted by time
 */
export function encodeColumns(rows: readonly IncidentColumnRow[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + rows.length * rowBytes)
  const view = new DataView(bytes.buffer)
  const unit = rows.every(({ occurredAt }) => occurredAt % 1000 === 0) ? 1000 : 1
  const start = rows[0]?.occurredAt ?? 0
  view.setUint32(0, magic, true)
  view.setUint32(4, rows.length, true)
  view.setUint32(8, unit, true)
  view.setUint32(12, rowBytes, true)
  view.setFloat64(16, start, true)
  const planes = splitPlanes(bytes, headerBytes, widths, rows.length)
  let before = { x: 0, y: 0, time: start }
  rows.forEach((row, i) => {
    if (!(row.occurredAt >= before.time)) throw new RangeError(`row ${i} is earlier than the row before it; expected rows sorted by time`)
    const x = row.x >>> dropped
    const y = row.y >>> dropped
    putId(planes, row.id, i)
    planes.put(1, i, zigzag(x - before.x))
    planes.put(2, i, zigzag(y - before.y))
    planes.put(3, i, (row.occurredAt - before.time) / unit)
    planes.put(4, i, row.categoryId)
    planes.put(5, i, row.severity)
    planes.put(6, i, IncidentState.options.indexOf(row.state))
    planes.put(7, i, Provenance.options.indexOf(row.provenance))
    planes.put(8, i, shapes.indexOf(row.shape))
    planes.put(9, i, row.zoneId ?? 0)
    planes.put(10, i, row.areaId)
    before = { x, y, time: row.occurredAt }
  })
  return bytes
}

type Planes = ReturnType<typeof splitPlanes>

function putId(planes: Planes, id: string, row: number): void {
  const hex = id.replaceAll('-', '')
  for (let byte = 0; byte < 16; byte++) planes.putByte(0, byte, row, Number.parseInt(hex.slice(byte * 2, byte * 2 + 2), 16))
}

/** @throws RangeError when the bytes are not such columns, or cut short */
export function decodeColumns(bytes: Uint8Array): IncidentColumns {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < headerBytes || view.getUint32(0, true) !== magic) throw new RangeError('not fangcun columns of version 2')
  const count = view.getUint32(4, true)
  const unit = view.getUint32(8, true)
  const expected = headerBytes + count * rowBytes
  if (view.getUint32(12, true) !== rowBytes || bytes.byteLength !== expected) throw new RangeError(`${bytes.byteLength} bytes, expected ${expected} for ${count} rows`)
  const planes = joinPlanes(bytes, headerBytes, widths, count)
  return {
    count,
    ids: planes.rows(0),
    x: places(planes.uint32(1)),
    y: places(planes.uint32(2)),
    occurredAt: times(planes.numbers(3), view.getFloat64(16, true), unit),
    categoryId: planes.uint16(4),
    severity: planes.rows(5),
    state: planes.rows(6),
    provenance: planes.rows(7),
    shape: planes.rows(8),
    zoneId: planes.uint32(9),
    areaId: planes.uint32(10),
  }
}

function places(values: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  let place = 0
  for (let i = 0; i < values.length; i++) {
    place += unzigzag(values[i] as number)
    // The middle of the 26-bit cell.
    values[i] = (place << dropped) | (1 << (dropped - 1))
  }
  return values
}

function times(values: Float64Array<ArrayBuffer>, start: number, unit: number): Float64Array<ArrayBuffer> {
  let time = start
  for (let i = 0; i < values.length; i++) values[i] = time += (values[i] as number) * unit
  return values
}

/** The id of row `i` as text. */
export function idOfRow(columns: IncidentColumns, i: number): string {
  let hex = ''
  for (let byte = 0; byte < 16; byte++) hex += (columns.ids[i * 16 + byte] as number).toString(16).padStart(2, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
