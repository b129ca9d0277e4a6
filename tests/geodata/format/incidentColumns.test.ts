import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeColumns, encodeColumns, idOfRow, type IncidentColumnRow } from '../../../geodata/format/incidentColumns.ts'
import { IncidentState, Provenance } from '../../../geodata/model/incident.ts'

const cell = fc.integer({ min: 0, max: 2 ** 31 - 1 })
const row: fc.Arbitrary<IncidentColumnRow> = fc.record({
  id: fc.uuid(),
  x: cell,
  y: cell,
  occurredAt: fc.integer({ min: Date.parse('1900-01-01'), max: Date.parse('2199-12-31') }),
  categoryId: fc.integer({ min: 1, max: 32_767 }),
  severity: fc.integer({ min: 1, max: 4 }),
  state: fc.constantFrom(...IncidentState.options),
  provenance: fc.constantFrom(...Provenance.options),
  shape: fc.constantFrom('point', 'line', 'polygon'),
  zoneId: fc.option(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
  areaId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
})
const sorted = (rows: IncidentColumnRow[]) => rows.toSorted((a, b) => a.occurredAt - b.occurredAt)

describe('fangcun columns', () => {
  it('come back as they were, places within half a 26-bit cell', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }).map(sorted), (rows) => {
        const columns = decodeColumns(encodeColumns(rows))
        expect(columns.count).toBe(rows.length)
        rows.forEach((each, i) => {
          expect(idOfRow(columns, i)).toBe(each.id)
          expect(Math.abs((columns.x[i] as number) - each.x)).toBeLessThanOrEqual(16)
          expect(Math.abs((columns.y[i] as number) - each.y)).toBeLessThanOrEqual(16)
          expect(columns.occurredAt[i]).toBe(each.occurredAt)
          expect([columns.categoryId[i], columns.severity[i], columns.zoneId[i], columns.areaId[i]]).toEqual([each.categoryId, each.severity, each.zoneId ?? 0, each.areaId])
          expect(IncidentState.options[columns.state[i] as number]).toBe(each.state)
          expect(Provenance.options[columns.provenance[i] as number]).toBe(each.provenance)
          expect(['point', 'line', 'polygon'][columns.shape[i] as number]).toBe(each.shape)
        })
      }),
    )
  })

  it('refuse rows out of order, foreign bytes and bytes cut short', () => {
    const two = sorted(fc.sample(row, { numRuns: 2, seed: 7 }))
    expect(() => encodeColumns(two.toReversed())).toThrow(RangeError)
    const bytes = encodeColumns(two)
    expect(() => decodeColumns(bytes.subarray(0, -1))).toThrow(/expected/)
    expect(() => decodeColumns(new Uint8Array(40))).toThrow(/not fangcun columns/)
    expect(() => decodeColumns(new Uint8Array(3))).toThrow(RangeError)
  })
})
