import { brotliCompressSync, constants } from 'node:zlib'
import { encodeFrame, type FrameColumns } from '../../geodata/format/incidentFrames.ts'
import { lngLatOfMercator } from '../../geodata/geometry/mercator.ts'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { createRandom } from '../../geodata/random.ts'

const clusters = 400
const areas = 77
const start = Date.UTC(2025, 0, 1)

/** A year of a city: places in 400 clusters over 40 km, minutes, categories and states as unequal as they are met; in order of time. */
export function clusteredRows(count: number): FrameColumns {
  const random = createRandom(20_251_125)
  const middles = Array.from({ length: clusters }, () => ({ x: 56_190_000 + random() * 66_000, y: 27_390_000 + random() * 66_000, weight: random() ** 3 }))
  const sum = middles.reduce((all, { weight }) => all + weight, 0)
  const shares = middles.map(({ weight }) => weight / sum)
  const columns: FrameColumns = {
    count, x: new Uint32Array(count), y: new Uint32Array(count), occurredAt: new Float64Array(count), categoryId: new Uint16Array(count), severity: new Uint8Array(count), state: new Uint8Array(count), provenance: new Uint8Array(count),
    shape: new Uint8Array(count), areaId: new Uint32Array(count),
  }
  const times = Float64Array.from({ length: count }, () => start + Math.floor(random() * 365 * 1440) * 60_000).sort()
  const pick = () => {
    let rest = random()
    return shares.findIndex((share) => (rest -= share) < 0) + 1 || 1
  }
  const spread = () => (random() + random() + random() - 1.5) * 2_000
  for (let i = 0; i < count; i++) {
    const middle = middles[pick() - 1]!
    columns.x[i] = middle.x + spread()
    columns.y[i] = middle.y + spread()
    columns.occurredAt[i] = times[i]!
    columns.categoryId[i] = 1 + Math.floor(random() ** 2 * 30)
    columns.severity[i] = random() < 0.9 ? 1 + (columns.categoryId[i]! % 4) : 1 + Math.floor(random() * 4)
    columns.state[i] = random() < 0.95 ? IncidentState.options.indexOf('archived') : Math.floor(random() * IncidentState.options.length)
    columns.provenance[i] = random() < 0.85 ? 0 : Math.floor(random() * Provenance.options.length)
    // Areas of a grid of 7 by 11, as places lie in them.
    columns.areaId[i] = 1 + (Math.min(6, Math.floor((columns.x[i]! - 56_188_000) / 10_100)) * 11 + Math.min(10, Math.floor((columns.y[i]! - 27_388_000) / 6_400))) % areas
  }
  return columns
}

const frameRows = 131_072
const cut = (columns: FrameColumns, from: number, to: number) =>
  Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, typeof value === 'number' ? to - from : (value as Uint8Array).subarray(from, to)])) as unknown as FrameColumns

/** Frames as the server cuts them, newest first. */
export function framesOf(columns: FrameColumns): Uint8Array[] {
  const frames: Uint8Array[] = []
  for (let to = columns.count; to > 0; ) {
    const from = Math.max(0, to - (frames.length === 0 ? 16_384 : frameRows))
    frames.push(encodeFrame(cut(columns, from, to)))
    to = from
  }
  return frames
}

export function geojsonOf(columns: FrameColumns): string {
  const parts: string[] = []
  for (let i = 0; i < columns.count; i++) {
    const [lng, lat] = lngLatOfMercator({ x: columns.x[i]! * 32 + 16, y: columns.y[i]! * 32 + 16 })
    parts.push(`{"type":"Feature","geometry":{"type":"Point","coordinates":[${lng.toFixed(6)},${lat.toFixed(6)}]},"properties":{"occurredAt":"${new Date(columns.occurredAt[i]!).toISOString()}","categoryId":${columns.categoryId[i]},"severity":${columns.severity[i]},"state":"${IncidentState.options[columns.state[i]!]}","provenance":"${Provenance.options[columns.provenance[i]!]}","areaId":${columns.areaId[i]}}}`)
  }
  return `{"type":"FeatureCollection","features":[${parts.join(',')}]}`
}

export const brotli = (bytes: Uint8Array, quality: number): Buffer => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } })
