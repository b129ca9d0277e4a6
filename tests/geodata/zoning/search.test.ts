import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../geodata/random.ts'
import { searchZones } from '../../../geodata/zoning/search.ts'
import { gridUnits, randomUnits } from './samples.ts'

describe('zones of random ground', () => {
  it('cover every unit once, are whole on the ground and have the figures that are told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 8, max: 60 }), fc.integer({ min: 1, max: 6 }), (seed, count, zones) => {
        const units = randomUnits(createRandom(seed), count)
        const { zoneOf, figures } = searchZones(units, { min: 0, max: 1e6, zones, seed, steps: 3_000 })
        expect(figures).toMatchObject({ zones, contiguous: true, withinBounds: true })
        expect(new Set(zoneOf)).toEqual(new Set(Array.from({ length: zones }, (_, zone) => zone)))
        expect(figures.households.reduce((sum, each) => sum + each, 0)).toBe(units.households.reduce((sum, each) => sum + each, 0))
      }),
      { numRuns: 200 },
    )
  })
  it('are the same for one seed and others for another', () => {
    const random = createRandom(3)
    const units = gridUnits(20, 20, () => Math.floor(random() * 9))
    const make = (seed: number) => [...searchZones(units, { min: 100, max: 300, zones: null, seed, steps: 20_000 }).zoneOf]
    expect(make(1)).toEqual(make(1))
    expect(make(1)).not.toEqual(make(2))
  })
})
