import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOfId, createIdTable } from '../../web/workers/idTable.ts'

it('finds rows as a Map does, with ids that collide in their last bytes, while the bytes move to larger arrays', () => {
  // Few different endings: most ids share their slot.
  const id = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 3 })).map(([head, tail]) => `${head.toString(16).padStart(8, '0')}-0000-7000-8000-00000000000${tail}`)
  fc.assert(
    fc.property(fc.array(id, { maxLength: 300 }), fc.array(id, { maxLength: 20 }), (all, asked) => {
      let bytes = new Uint8Array(0)
      const table = createIdTable(() => bytes, 0)
      const reference = new Map<string, number>()
      all.forEach((one, row) => {
        const wider = new Uint8Array((row + 1) * 16)
        wider.set(bytes)
        wider.set(bytesOfId(one), row * 16)
        bytes = wider
        table.add(row)
        reference.set(one, row)
      })
      for (const one of [...all, ...asked]) expect(table.rowOf(one)).toBe(reference.get(one))
    }),
    { numRuns: 60 },
  )
})

it('refuses what is no UUID', () => {
  expect(() => bytesOfId('12')).toThrow('"12" is no UUID')
})
