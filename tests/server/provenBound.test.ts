import { describe, expect, it } from 'vitest'
import { createRandom } from '../../geodata/random.ts'
import { searchZones } from '../../geodata/zoning/search.ts'
import { isContiguous, zoneFigures } from '../../geodata/zoning/zoneFigures.ts'
import { openProver } from '../../server/zoning/provenBound.ts'
import { everyPlan, rankOfMasks } from '../geodata/zoning/everyPlan.ts'
import { gridUnits, randomUnits } from '../geodata/zoning/samples.ts'

const provenBound = await openProver()

describe('a proven bound on the balance', () => {
  it('is the optimum of all plans where these can be listed', () => {
    for (const seed of [1, 2, 3]) {
      const units = randomUnits(createRandom(seed), 12, { households: [20, 120] })
      const question = { zones: 3, min: 0, max: 10_000 }
      let best = Infinity
      everyPlan(units, 3, (masks) => (best = Math.min(best, rankOfMasks(units, masks, { ...question, fineMeters: 0 }).deviation)))
      // Told of a worse plan, it must find the bound by itself.
      const { deviation, gap } = provenBound(units, question, { deviation: best + 0.1 }, 5)
      expect(deviation).toBeCloseTo(best, 6)
      expect(gap).toBeCloseTo(0.1, 6)
    }
  })
  it('is under what the search finds on 30 units, and near it; what beats the plan is a plan', () => {
    const random = createRandom(1030)
    const units = gridUnits(6, 5, () => 50 + Math.floor(random() * 100))
    const mean = units.households.reduce((sum, each) => sum + each, 0) / 8
    const question = { zones: 8, min: Math.floor(mean * 0.6), max: Math.ceil(mean * 1.4) }
    const { figures } = searchZones(units, { ...question, seed: 1, steps: 300_000 })
    const { deviation, gap, method, better } = provenBound(units, question, figures, 20)
    expect(figures).toMatchObject({ withinBounds: true, contiguous: true })
    expect(deviation).toBeGreaterThan(0)
    expect(gap).toBeCloseTo(figures.deviation - deviation, 9)
    expect(gap).toBeLessThan(0.05)
    expect(method).toBe('cover')
    if (!better) return
    expect(isContiguous(units, better)).toBe(true)
    expect(zoneFigures(units, better, question)).toMatchObject({ zones: 8, withinBounds: true })
    expect(zoneFigures(units, better, question).deviation).toBeLessThan(figures.deviation)
  })
  it('is a simple one where there are too many zones to list', () => {
    expect(provenBound(gridUnits(20, 20, () => 7), { zones: 3, min: 0, max: 10_000 }, { deviation: 0.01 }, 5)).toMatchObject({ deviation: expect.closeTo(1 / 400), method: 'sums' })
  })
})
