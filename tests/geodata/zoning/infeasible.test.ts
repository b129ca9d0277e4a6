import { describe, expect, it } from 'vitest'
import { createRandom, randomInt } from '../../../geodata/random.ts'
import { refuseInfeasible } from '../../../geodata/zoning/infeasible.ts'
import { keepIdentity } from '../../../geodata/zoning/identity.ts'
import { redesignZones } from '../../../geodata/zoning/redesign.ts'
import type { ZoningRefusal, ZoningUnits } from '../../../geodata/zoning/units.ts'
import { enumerated, gridUnits, randomZones } from './redesignReference.ts'

const refusal = (call: () => unknown): Pick<ZoningRefusal, 'code' | 'message' | 'values'> | null => {
  try {
    call()
    return null
  } catch (error) {
    const { code, message, values } = error as ZoningRefusal
    return { code, message, values }
  }
}
const asked = (units: ZoningUnits, more: Partial<Parameters<typeof refuseInfeasible>[1]> = {}) => refusal(() => refuseInfeasible(units, { min: 250, max: 500, zones: null, locked: null, ...more }))

describe('the smallest reason why nothing can be divided', () => {
  it('is one unit before all else, by its name', () => {
    const units = gridUnits(4, 3, (unit) => (unit === 6 ? 730 : 100))
    expect(asked(units)).toMatchObject({ code: 'unit_too_large', message: '"u6" alone has 730 households, and a zone may have 500 at most.', values: { unit: 'u6', households: 730, max: 500 } })
    expect(asked(units, { locked: Int32Array.from({ length: 12 }, (_, unit) => (unit === 6 ? 0 : -1)) })).toMatchObject({ code: 'locked_outside_bounds' })
  })
  it('is a unit with what can only be reached through it', () => {
    // A row: 100 behind 450 behind 300. The end is no zone by itself, and with the next one too large.
    const units = gridUnits(3, 1, (unit) => [100, 450, 300][unit]!)
    expect(asked(units)).toMatchObject({ code: 'choke_too_large', values: { unit: 'u1', households: 550 } })
    expect(asked(gridUnits(3, 1, (unit) => [100, 390, 300][unit]!))).toBeNull()
  })
  it('is ground that is cut off', () => {
    const units = gridUnits(5, 1, () => 120, (a) => a === 0)
    expect(asked(units)).toMatchObject({ code: 'component_too_small', values: { unit: 'u0', households: 120 } })
  })
  it('is a number of households that no number of zones fits, or of zones', () => {
    expect(asked(gridUnits(6, 1, () => 100), { min: 400, max: 500 })).toMatchObject({ code: 'no_count_fits' })
    expect(asked(gridUnits(6, 1, () => 100), { zones: 3 })).toMatchObject({ code: 'no_count_fits', values: { zones: 3, least: 2, most: 2 } })
    expect(asked(gridUnits(6, 1, () => 100), { zones: 9 })).toMatchObject({ code: 'no_count_fits' })
    expect(asked(gridUnits(6, 1, () => 100), { min: 210, max: 290 })).toMatchObject({ code: 'no_sum_fits', values: { below: 200 } })
  })
  it('is a question that means nothing', () => {
    expect(asked(gridUnits(3, 1, () => 100), { min: 500, max: 250 })).toMatchObject({ code: 'bad_bounds' })
    expect(asked(gridUnits(0, 0, () => 100))).toMatchObject({ code: 'nothing_to_divide' })
    expect(asked(gridUnits(3, 1, () => NaN))).toMatchObject({ code: 'bad_households' })
  })
  it('is never given where an enumeration finds a plan: 150 graphs at random', () => {
    const random = createRandom(11)
    let refused = 0
    for (let run = 0; run < 150; run++) {
      const [columns, rows] = ([[3, 3], [8, 1], [4, 2]] as const)[run % 3]!
      const households = Array.from({ length: columns * rows }, () => randomInt(random, 0, 300))
      const walls = new Set(Array.from({ length: 4 }, () => randomInt(random, 0, columns * rows - 2)))
      const units = gridUnits(columns, rows, (unit) => households[unit]!, (a, b) => walls.has(a) && b === a + 1)
      if (!asked(units)) continue
      refused++
      expect(enumerated(units, new Int32Array(units.ids.length), { min: 250, max: 500 }), `run ${run}`).toBeUndefined()
    }
    expect(refused).toBeGreaterThan(20)
  })
})

describe('names of zones', () => {
  it('are those under which the fewest households change theirs, as all permutations have it', () => {
    const random = createRandom(5)
    for (let run = 0; run < 60; run++) {
      const units = gridUnits(5, 4, () => randomInt(random, 1, 50))
      const [today, parts] = [randomZones(units, 4, random, 0.1), randomZones(units, randomInt(random, 2, 6), random)]
      const zoneOf = keepIdentity(units, today, 4, parts)
      const moved = (names: (part: number) => number) => today.reduce((sum, home, unit) => sum + (home >= 0 && names(parts[unit]!) !== home ? units.households[unit]! : 0), 0)
      const best = Math.min(...permutations([0, 1, 2, 3, 4, 5]).map((order) => moved((part) => order[part]!)))
      expect(today.reduce((sum, home, unit) => sum + (home >= 0 && zoneOf[unit] !== home ? units.households[unit]! : 0), 0)).toBe(best)
      // The same parts, only named otherwise.
      expect(new Set(Array.from(parts, (part, unit) => `${part} ${zoneOf[unit]}`)).size).toBe(new Set(parts).size)
      expect(new Set(zoneOf).size).toBe(new Set(parts).size)
    }
  })
})

const permutations = (items: number[]): number[][] => (items.length < 2 ? [items] : items.flatMap((item, i) => permutations(items.filter((_, at) => at !== i)).map((rest) => [item, ...rest])))

describe('the smallest change that mends one zone', () => {
  // Three columns of 4, 4 and 2 units: 0 has 640 households, 1 has 400, 2 has 200, which is too few and stays so.
  const units = gridUnits(10, 1, (unit) => (unit < 4 ? 160 : 100))
  const today = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1, 2, 2])
  const ask = (fixZone: number) => redesignZones(units, { current: today, min: 250, max: 500, fixZone, seed: 1, seconds: 60, steps: 20_000 }).points

  it('hands one unit on to the neighbour, which hands one on rather than a new zone being made, and leaves alone what is amiss elsewhere', () => {
    const [first, ...others] = ask(0)
    expect(others).toEqual([])
    // 400 + 160 is too much for zone 1, so it hands 100 on; a new zone of those two units would move as many.
    expect(first).toMatchObject({ householdsMoved: 260, changed: [0, 1, 2], ended: [], created: [] })
    const moved = ask(2)[0]!
    expect(moved.householdsMoved).toBe(100)
    expect(moved.changed).toEqual([1, 2])
  })
  it('keeps locked zones as they are', () => {
    const { points } = redesignZones(gridUnits(9, 1, () => 100), { current: Int32Array.from([0, 0, 0, 0, 0, 0, 1, 1, 1]), min: 250, max: 500, fixZone: null, locked: [1], seed: 1, seconds: 60, steps: 20_000 })
    for (const { zoneOf } of points) expect(Array.from(zoneOf.slice(6))).toEqual([1, 1, 1])
    expect(points[0]).toMatchObject({ householdsMoved: 300, created: [2] })
  })
})
