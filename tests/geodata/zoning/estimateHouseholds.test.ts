import { describe, expect, it } from 'vitest'
import { estimateHouseholds } from '../../../geodata/zoning/estimateHouseholds.ts'
import { serialOrder } from '../../../geodata/zoning/serialOrder.ts'

describe('households from a footprint', () => {
  it('are floors times area, the share that is homes, by what a home takes', () => {
    // A slab of 60 m by 12 m and six floors: 720 x 6 x 0.9 / 90 = 43.2.
    expect(estimateHouseholds({ use: 'residential', squareMeters: 720, levels: 6 })).toBe(43)
    expect(estimateHouseholds({ use: 'residential', squareMeters: 720, heightMeters: 18 })).toBe(43)
    expect(estimateHouseholds({ use: 'residential', squareMeters: 720, levels: 6 }, 60)).toBe(65)
    expect(estimateHouseholds({ use: 'commercial', squareMeters: 300 })).toBe(4)
  })
  it('are none where no homes can be', () => {
    for (const use of ['office', 'school', 'hospital', 'public', 'industrial'] as const) expect(estimateHouseholds({ use, squareMeters: 5_000, levels: 10 })).toBe(0)
    expect(estimateHouseholds({ use: 'residential', squareMeters: 12 })).toBe(0)
  })
})

describe('serials', () => {
  it('run from north-west to south-east', () => {
    expect(serialOrder([[100, -100], [-100, 100], [0, 0], [100, 100]])).toEqual([1, 2, 3, 0])
  })
})
