import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../geodata/random.ts'
import { balanceBound } from '../../../geodata/zoning/balanceBound.ts'
import { connectedSets } from '../../../geodata/zoning/connectedSets.ts'
import { everyPlan, rankOfMasks } from './everyPlan.ts'
import { gridUnits, randomUnits, unitsFrom } from './samples.ts'

describe('the bound on balance', () => {
  it('is never above the best of all plans, on 60 graphs', () => {
    let touched = 0
    for (let seed = 0; seed < 60; seed++) {
      const units = randomUnits(createRandom(seed), 7 + (seed % 6), { households: [5, 60] })
      const zones = 2 + (seed % 3)
      let best = Infinity
      everyPlan(units, zones, (masks) => (best = Math.min(best, rankOfMasks(units, masks, { min: 0, max: 1e6, fineMeters: 0 }).deviation)))
      const { deviation } = balanceBound(units, { zones, min: 0, max: 1e6 })
      expect(deviation).toBeLessThanOrEqual(best + 1e-12)
      if (deviation > best - 1e-12) touched++
    }
    expect(touched).toBeGreaterThan(0)
  })
  it('knows the reason', () => {
    const chain = (households: number[], blocked = -1) => unitsFrom(households.map((each) => ({ households: each })), households.slice(1).map((_, i) => ({ a: i, b: i + 1, meters: 1, blocked: i === blocked })))
    expect(balanceBound(chain([10, 10, 40]), { zones: 2, min: 0, max: 100 })).toEqual({ deviation: 1 / 3, method: 'largest_unit' })
    expect(balanceBound(chain([17, 3, 20, 6], 1), { zones: 2, min: 0, max: 100 })).toMatchObject({ deviation: expect.closeTo(3 / 23), method: 'islands' })
    expect(balanceBound(chain([4, 4, 4, 4, 4]), { zones: 2, min: 0, max: 100 })).toEqual({ deviation: 0.2, method: 'sums' })
    expect(balanceBound(gridUnits(4, 4, () => 3), { zones: 4, min: 0, max: 100 })).toEqual({ deviation: 0, method: 'none' })
  })
})

describe('connected sets', () => {
  it('are each listed once, as a count over all masks finds them', () => {
    for (let seed = 0; seed < 20; seed++) {
      const units = randomUnits(createRandom(seed), 10)
      const sets = connectedSets(units, { min: 20, max: 90, meanLoad: 50, below: 0.5, visits: 1e6 })!
      const masks = Array.from(sets.deviation, (_, i) => sets.unit.subarray(sets.start[i], sets.start[i + 1]).reduce((mask, unit) => mask | (1 << unit), 0))
      const expected = Array.from({ length: 1023 }, (_, i) => i + 1).filter((mask) => {
        const members = units.ids.map((_, unit) => unit).filter((unit) => mask & (1 << unit))
        const load = members.reduce((sum, unit) => sum + units.households[unit]!, 0)
        const reached = new Set([members[0]!])
        for (const unit of reached) for (let edge = units.start[unit]!; edge < units.start[unit + 1]!; edge++) if (!units.blocked[edge] && mask & (1 << units.neighbour[edge]!)) reached.add(units.neighbour[edge]!)
        return reached.size === members.length && load > 25 && load < 75
      })
      expect(masks.toSorted((a, b) => a - b)).toEqual(expected)
    }
  })
  it('gives up when there are too many', () => expect(connectedSets(gridUnits(10, 10, () => 1), { min: 0, max: 100, meanLoad: 50, below: 1, visits: 1_000 })).toBeNull())
})
