import { IncidentState } from '../model/incident.ts'
import { joinNibbles, joinNumbers, splitNibbles, splitNumber } from './nibblePlanes.ts'

/**
 * Incidents as columns without identities, in order of time, for looking at very many of them. `x`, `y`: mercator on 26 bits an axis (0.6 m on the
 * equator); `state` and `provenance` index the options of their schemas; `shape` is 0 point, 1 line, 2 polygon; area 0 is none.
 */
export type FrameColumns = {
  count: number
  x: Uint32Array
  y: Uint32Array
  /** Unix milliseconds. */
  occurredAt: Float64Array
  categoryId: Uint16Array
  severity: Uint8Array
  state: Uint8Array
  provenance: Uint8Array
  shape: Uint8Array
  areaId: Uint32Array
}

const magic = 0x31584346 // 'FCX1', little-endian
const headerBytes = 40
const axisBits = 26
const units = [1, 1_000, 60_000, 3_600_000, 86_400_000] as const
/** Frames are read whole by clients of little memory. */
export const mostFrameRows = 1 << 20

/** What a frame is laid out by; the offsets in the comment of `encodeFrame`. */
type Header = { rows: number; unit: number; bits: number; timeBytes: number; start: number; x: number; y: number; kinds: number; areas: number }

const indexBytes = (entries: number) => (entries <= 1 ? 0 : entries <= 256 ? 1 : 2)
/** One more than the table has entries: 0 says "as before". */
const areaBytes = (areas: number) => (areas <= 1 ? 0 : indexBytes(areas + 1))
const rowBytes = ({ bits, timeBytes, kinds, areas }: Header) => Math.ceil(bits / 4) + timeBytes + indexBytes(kinds) + 1 + areaBytes(areas)
const bytesOf = (header: Header) => headerBytes + header.kinds * 4 + header.areas * 4 + header.rows * rowBytes(header)

function bitsOf(span: number): number {
  return Math.max(1, 32 - Math.clz32(span))
}

function extentOf(values: Uint32Array, count: number): { min: number; span: number } {
  let min = values[0] ?? 0
  let max = min
  for (let i = 1; i < count; i++) {
    const value = values[i]!
    if (value < min) min = value
    else if (value > max) max = value
  }
  return { min, span: max - min }
}

/** Distinct values in order of appearance and, for each row, which. @throws RangeError for more than 65,536 */
function indexed(count: number, valueOf: (row: number) => number): { values: number[]; index: Uint16Array } {
  const known = new Map<number, number>()
  const index = new Uint16Array(count)
  for (let row = 0; row < count; row++) {
    const value = valueOf(row)
    let at = known.get(value)
    if (at === undefined) known.set(value, (at = known.size))
    index[row] = at
  }
  if (known.size > 65_536) throw new RangeError(`${known.size} distinct values in one frame, expected at most 65,536`)
  return { values: [...known.keys()], index }
}

/** The coarsest unit that loses nothing, and the bytes that the longest wait between two rows takes in it. @throws RangeError when rows are not sorted */
function timeShape(times: Float64Array, count: number): { unit: number; timeBytes: number } {
  let unit = units.length - 1
  let longest = 0
  for (let i = 1; i < count; i++) {
    const wait = times[i]! - times[i - 1]!
    if (!(wait >= 0)) throw new RangeError(`row ${i} is earlier than the row before it; expected rows sorted by time`)
    while (wait % units[unit]! !== 0) unit--
    if (wait > longest) longest = wait
  }
  const steps = longest / units[unit]!
  return { unit, timeBytes: steps === 0 ? 0 : Math.ceil((Math.floor(Math.log2(steps)) + 1) / 8) }
}

/**
 * One frame, everything little-endian. Header of 40 bytes: magic u32, bytes of the frame u32, rows u32, then u8 each: time unit (index of 1 ms,
 * 1 s, 1 min, 1 h, 1 d), bits an axis, bytes of a time, 0; start f64 (ms), west u32, north u32, kinds u32, areas u32. Then the tables: kinds (category u16, severity u16)
 * and areas (u32). Then planes of one byte a row: places, four bits of x beside four of y a plane, highest first; waits since the row before in units, lowest byte first; the
 * kind; provenance + 4 state + 64 shape; the area: 0 where it is that of the row before in the same square of a 64 x 64 grid over the frame, else 1 + its place in the table (`areaBytes`
 * bytes). A table of one entry has no plane. x and y of a plane together tell where the city is dense, which neither tells alone: that is what makes them compress. The caller compresses. @throws RangeError for rows that are not sorted by time, or too many
 */
export function encodeFrame(columns: FrameColumns): Uint8Array<ArrayBuffer> {
  const { count, occurredAt } = columns
  if (count > mostFrameRows) throw new RangeError(`${count} rows, expected at most ${mostFrameRows} in one frame`)
  const x = extentOf(columns.x, count)
  const y = extentOf(columns.y, count)
  const kind = indexed(count, (row) => columns.categoryId[row]! * 8 + columns.severity[row]!)
  const area = indexed(count, (row) => columns.areaId[row]!)
  const times = timeShape(occurredAt, count)
  const header: Header = { rows: count, ...times, bits: bitsOf(Math.max(x.span, y.span)), start: occurredAt[0] ?? 0, x: x.min, y: y.min, kinds: kind.values.length, areas: area.values.length }
  const bytes = new Uint8Array(bytesOf(header))
  let at = writeHeader(bytes, header, kind.values, area.values)
  at = splitNibbles(bytes, at, header.bits, columns.x, columns.y, x.min, y.min, count)
  const unit = units[times.unit]!
  at = splitNumber(bytes, at, times.timeBytes, count, (row) => (row === 0 ? 0 : (occurredAt[row]! - occurredAt[row - 1]!) / unit))
  at = splitNumber(bytes, at, indexBytes(header.kinds), count, (row) => kind.index[row]!)
  at = splitNumber(bytes, at, 1, count, (row) => columns.provenance[row]! | (columns.state[row]! << 2) | (columns.shape[row]! << 6))
  splitNumber(bytes, at, areaBytes(header.areas), count, asBefore(columns, header, area.index))
  return bytes
}

const squareBits = 6
const squareShift = (bits: number) => Math.max(0, bits - squareBits)

/** The area of a row is nearly always that of its neighbour, so it is said against what was seen last around there. */
function asBefore({ x, y }: FrameColumns, header: Header, index: Uint16Array): (row: number) => number {
  const shift = squareShift(header.bits)
  const last = new Int32Array(1 << (2 * squareBits)).fill(-1)
  return (row) => {
    const square = (((x[row]! - header.x) >>> shift) << squareBits) | ((y[row]! - header.y) >>> shift)
    const known = last[square] === index[row]
    last[square] = index[row]!
    return known ? 0 : index[row]! + 1
  }
}

function writeHeader(bytes: Uint8Array<ArrayBuffer>, header: Header, kinds: number[], areas: number[]): number {
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, bytes.byteLength, true)
  view.setUint32(8, header.rows, true)
  bytes.set([header.unit, header.bits, header.timeBytes], 12)
  view.setFloat64(16, header.start, true)
  for (const [i, value] of [header.x, header.y, header.kinds, header.areas].entries()) view.setUint32(24 + 4 * i, value, true)
  let at = headerBytes
  for (const kind of kinds) {
    view.setUint16(at, kind >> 3, true)
    view.setUint16(at + 2, kind & 7, true)
    at += 4
  }
  for (const area of areas) {
    view.setUint32(at, area, true)
    at += 4
  }
  return at
}

/** How many bytes the frame at the start of `bytes` takes; null while its header is not there. @throws RangeError when it is none */
export function frameLength(bytes: Uint8Array): number | null {
  if (bytes.byteLength < 12) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(4, true)
  if (view.getUint32(0, true) !== magic || length < headerBytes) throw new RangeError('not a frame of fangcun incidents of version 1')
  return length
}

function readHeader(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < headerBytes || frameLength(bytes) !== bytes.byteLength) throw new RangeError('not a whole frame of fangcun incidents of version 1')
  const header: Header = {
    rows: view.getUint32(8, true), unit: bytes[12]!, bits: bytes[13]!, timeBytes: bytes[14]!, start: view.getFloat64(16, true),
    x: view.getUint32(24, true), y: view.getUint32(28, true), kinds: view.getUint32(32, true), areas: view.getUint32(36, true),
  }
  const sound = header.rows <= mostFrameRows && header.unit < units.length && header.bits >= 1 && header.bits <= axisBits && header.timeBytes <= 6 && header.kinds <= 65_536 && header.areas <= 65_536
    && Number.isFinite(header.start) && (header.rows === 0 || (header.kinds > 0 && header.areas > 0)) && header.x < 2 ** axisBits && header.y < 2 ** axisBits
  if (!sound || bytesOf(header) !== bytes.byteLength) throw new RangeError('a frame of fangcun incidents whose header contradicts itself')
  return header
}

/** @throws RangeError when the bytes are not one whole frame, or hold what no incident can be */
export function decodeFrame(bytes: Uint8Array): FrameColumns {
  const header = readHeader(bytes)
  const { rows, timeBytes } = header
  const x = new Uint32Array(rows)
  const y = new Uint32Array(rows)
  let at = headerBytes + (header.kinds + header.areas) * 4
  at = joinNibbles(bytes, at, header.bits, x, y, header.x, header.y)
  const occurredAt = times(bytes, at, header)
  at += timeBytes * rows
  const kinds = kindsOf(bytes, at, header)
  at += indexBytes(header.kinds) * rows
  const flags = bytes.subarray(at, at + rows)
  at += rows
  return { count: rows, x, y, occurredAt, ...kinds, ...flagsOf(flags), areaId: areasOf(bytes, at, header, x, y) }
}

function times(bytes: Uint8Array, from: number, { rows, timeBytes, unit, start }: Header): Float64Array {
  const values = new Float64Array(rows)
  const scale = units[unit]!
  let time = start
  const second = from + rows
  if (timeBytes === 1) {
    for (let row = 0; row < rows; row++) values[row] = time += bytes[from + row]! * scale
    return values
  }
  for (let row = 0; row < rows; row++) {
    let wait = timeBytes > 0 ? bytes[from + row]! : 0
    if (timeBytes > 1) wait += bytes[second + row]! * 256
    for (let plane = 2, step = 65_536; plane < timeBytes; plane++, step *= 256) wait += bytes[from + plane * rows + row]! * step
    values[row] = time += wait * scale
  }
  return values
}

function kindsOf(bytes: Uint8Array, from: number, { rows, kinds }: Header): Pick<FrameColumns, 'categoryId' | 'severity'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const categoryId = new Uint16Array(rows)
  const severity = new Uint8Array(rows)
  const table = Uint32Array.from({ length: kinds }, (_, i) => view.getUint32(headerBytes + i * 4, true))
  const index = indexBytes(kinds) === 1 ? bytes.subarray(from, from + rows) : joinNumbers(bytes, from, indexBytes(kinds), rows, kinds)
  for (let row = 0; row < rows; row++) {
    const kind = table[index[row]!]
    if (kind === undefined) throw new RangeError(`an index of ${index[row]} into a table of ${kinds} entries`)
    categoryId[row] = kind & 0xffff
    severity[row] = kind >>> 16
  }
  return { categoryId, severity }
}

function flagsOf(flags: Uint8Array): Pick<FrameColumns, 'state' | 'provenance' | 'shape'> {
  const state = new Uint8Array(flags.length)
  const provenance = new Uint8Array(flags.length)
  const shape = new Uint8Array(flags.length)
  let sound = true
  const states = IncidentState.options.length
  for (let row = 0; row < flags.length; row++) {
    const flag = flags[row]!
    const one = (flag >> 2) & 15
    provenance[row] = flag & 3
    state[row] = one
    shape[row] = flag >> 6
    if (one >= states || flag >= 192) sound = false
  }
  if (!sound) throw new RangeError('a frame of fangcun incidents with a state or shape that there is not')
  return { state, provenance, shape }
}

function areasOf(bytes: Uint8Array, from: number, header: Header, x: Uint32Array, y: Uint32Array): Uint32Array {
  const { rows, areas } = header
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ids = Uint32Array.from({ length: areas }, (_, i) => view.getUint32(headerBytes + (header.kinds + i) * 4, true))
  const areaId = new Uint32Array(rows)
  if (areaBytes(areas) === 0) return areaId.fill(ids[0] ?? 0)
  const said = areaBytes(areas) === 1 ? bytes.subarray(from, from + rows) : joinNumbers(bytes, from, areaBytes(areas), rows, areas + 1)
  const shift = squareShift(header.bits)
  const last = new Uint32Array(1 << (2 * squareBits))
  for (let row = 0; row < rows; row++) {
    const square = (((x[row]! - header.x) >>> shift) << squareBits) | ((y[row]! - header.y) >>> shift)
    const word = said[row]!
    if (word > areas) throw new RangeError(`an index of ${word - 1} into a table of ${areas} entries`)
    areaId[row] = word === 0 ? last[square]! : (last[square] = ids[word - 1]!)
  }
  return areaId
}
