import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrame, encodeFrame, frameLength, type FrameColumns } from '../../../geodata/format/incidentFrames.ts'
import { IncidentState, Provenance } from '../../../geodata/model/incident.ts'
import { createRandom } from '../../../geodata/random.ts'

type Row = { x: number; y: number; occurredAt: number; categoryId: number; severity: number; state: number; provenance: number; shape: number; areaId: number }
const fields = ['x', 'y', 'occurredAt', 'categoryId', 'severity', 'state', 'provenance', 'shape', 'areaId'] as const
const columnsOf = (rows: Row[]): FrameColumns => ({
  count: rows.length,
  x: Uint32Array.from(rows, (row) => row.x), y: Uint32Array.from(rows, (row) => row.y), occurredAt: Float64Array.from(rows, (row) => row.occurredAt),
  categoryId: Uint16Array.from(rows, (row) => row.categoryId), severity: Uint8Array.from(rows, (row) => row.severity), state: Uint8Array.from(rows, (row) => row.state),
  provenance: Uint8Array.from(rows, (row) => row.provenance), shape: Uint8Array.from(rows, (row) => row.shape), areaId: Uint32Array.from(rows, (row) => row.areaId),
})
const rowsOf = (columns: FrameColumns): Row[] => Array.from({ length: columns.count }, (_, i) => Object.fromEntries(fields.map((field) => [field, columns[field][i]])) as Row)

/** Places of a town, a city or the whole world; times of every precision. */
const world = fc.record({ west: fc.nat(2 ** 25), north: fc.nat(2 ** 25), bits: fc.integer({ min: 0, max: 25 }), step: fc.constantFrom(1, 1000, 60_000, 3_600_000, 86_400_000), start: fc.integer({ min: Date.parse('1900-01-01'), max: Date.parse('2150-01-01') }) })
const rows = world.chain(({ west, north, bits, step, start }) =>
  fc.array(
    fc.record({
      x: fc.nat(2 ** bits - 1).map((value) => value + west), y: fc.nat(2 ** bits - 1).map((value) => value + north), occurredAt: fc.nat(40_000).map((value) => start + value * step),
      categoryId: fc.integer({ min: 1, max: 32_767 }), severity: fc.integer({ min: 1, max: 4 }), state: fc.nat(IncidentState.options.length - 1), provenance: fc.nat(Provenance.options.length - 1), shape: fc.nat(2),
      areaId: fc.oneof(fc.nat(3), fc.nat(2 ** 31 - 1)),
    }),
    { maxLength: 60 },
  ).map((all) => all.toSorted((a, b) => a.occurredAt - b.occurredAt)),
)

describe('frames of incidents', () => {
  it('come back exactly as they were', () => {
    fc.assert(fc.property(rows, (all) => {
      const bytes = encodeFrame(columnsOf(all))
      expect(frameLength(bytes)).toBe(bytes.byteLength)
      expect(rowsOf(decodeFrame(bytes))).toEqual(all)
    }))
  })

  it('hold thousands of kinds and areas', () => {
    const random = createRandom(7)
    const many = Array.from({ length: 30_000 }, (_, i) => ({ x: Math.floor(random() * 2 ** 17), y: Math.floor(random() * 2 ** 17), occurredAt: i * 60_000, categoryId: 1 + (i % 3_000), severity: 1 + (i % 4), state: 0, provenance: 0, shape: 0, areaId: Math.floor(random() * 900) }))
    expect(rowsOf(decodeFrame(encodeFrame(columnsOf(many))))).toEqual(many)
  })

  it('refuse rows out of order', () => {
    const row = { x: 1, y: 1, categoryId: 1, severity: 1, state: 0, provenance: 0, shape: 0, areaId: 1 }
    expect(() => encodeFrame(columnsOf([{ ...row, occurredAt: 2 }, { ...row, occurredAt: 1 }]))).toThrow(RangeError)
  })

  it('refuse garbage, cut and altered bytes with a RangeError, or read them as rows that can be', () => {
    expect(frameLength(new Uint8Array(11))).toBeNull()
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void expect(() => decodeFrame(bytes)).toThrow(RangeError)))
    fc.assert(fc.property(rows, fc.nat(), fc.nat(255), (all, at, value) => {
      const bytes = encodeFrame(columnsOf(all))
      expect(() => decodeFrame(bytes.subarray(0, at % bytes.byteLength))).toThrow(RangeError)
      bytes[at % bytes.byteLength] = value
      try {
        const read = decodeFrame(bytes)
        expect(read.state.every((state) => state < IncidentState.options.length)).toBe(true)
        expect(read.count).toBe(read.areaId.length)
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
      }
    }))
  })
})
