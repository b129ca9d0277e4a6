import { Provenance } from '../model/incident.ts'
import type { Precision } from './localTime.ts'

/**
 * Incidents as the database packs them for an analysis: longitude and latitude (float64), microseconds since 2000-01-01 UTC (int64) and
 * precision * 4 + provenance (int16), big-endian, as PostgreSQL sends its own types.
 */
export const bytesOfRow = 26
const epochMs = Date.UTC(2000, 0, 1)
const precisions: readonly Precision[] = ['minute', 'hour', 'day', 'month']

export type UnpackedRows = { count: number; places: Float64Array; timesMs: Float64Array; precision: Precision[]; provenance: Provenance[] }

export function unpackRows(packed: ArrayBuffer): UnpackedRows {
  const view = new DataView(packed)
  const count = Math.floor(packed.byteLength / bytesOfRow)
  const rows: UnpackedRows = { count, places: new Float64Array(2 * count), timesMs: new Float64Array(count), precision: Array(count), provenance: Array(count) }
  for (let row = 0; row < count; row++) {
    const at = row * bytesOfRow
    rows.places[2 * row] = view.getFloat64(at)
    rows.places[2 * row + 1] = view.getFloat64(at + 8)
    // Two halves and no BigInt, which a million rows would make slow; microseconds of our centuries stay below 2^53.
    rows.timesMs[row] = (view.getInt32(at + 16) * 2 ** 32 + view.getUint32(at + 20)) / 1000 + epochMs
    const code = view.getInt16(at + 24)
    rows.precision[row] = precisions[code >> 2] ?? 'minute'
    rows.provenance[row] = Provenance.options[code & 3] ?? 'public'
  }
  return rows
}
