import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSlots } from '../../web/panels/board/slots.ts'

test('a row keeps its element while it is drawn, no element is given twice, and no more are made than were ever drawn at once', () => {
  const windows = fc.array(fc.record({ first: fc.nat(300), many: fc.integer({ min: 1, max: 40 }), active: fc.nat(300) }), { minLength: 1, maxLength: 30 })
  fc.assert(fc.property(windows, (list) => {
    const slots = createSlots()
    let before = new Map<number, number>()
    let most = 0
    for (const { first, many, active } of list) {
      const rows = [...new Set([...Array.from({ length: many }, (_, i) => first + i), active])].toSorted((a, b) => a - b)
      const given = slots(rows)
      const now = new Map(rows.map((row, i) => [row, given[i]!]))
      expect(new Set(given).size).toBe(rows.length)
      for (const [row, slot] of now) if (before.has(row)) expect(slot).toBe(before.get(row))
      most = Math.max(most, rows.length)
      // Those that were drawn a moment ago give their elements to those that come.
      const kept = rows.filter((row) => before.has(row)).length
      const reused = given.filter((slot) => [...before.values()].includes(slot)).length
      expect(reused).toBe(kept + Math.min(rows.length - kept, before.size - kept))
      before = now
    }
  }))
})
