import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaFinder } from '../../../geodata/analysis/areaFinder.ts'
import type { PolygonXY } from '../../../geodata/analysis/method.ts'
import { pointInPolygon } from '../../../geodata/geometry/pointInPolygon.ts'

const whole = fc.integer({ min: 0, max: 12 })
const ring = fc.array(fc.tuple(whole, whole), { minLength: 3, maxLength: 12 }).map((corners) => [...corners, corners[0]!])
const around = [[-1, -1], [13, -1], [13, 13], [-1, 13], [-1, -1]] as [number, number][]
const polygon: fc.Arbitrary<PolygonXY> = fc.oneof(ring.map((one) => [[one]]), fc.array(ring, { maxLength: 3 }).map((holes) => [[around, ...holes]]))

describe('areaFinder', () => {
  it('finds what pointInPolygon says, corners and borders included, for any rings', () => {
    fc.assert(
      fc.property(fc.array(polygon, { minLength: 1, maxLength: 5 }), whole, whole, fc.boolean(), (polygons, x, y, isBetween) => {
        const at = isBetween ? ([x + 0.5, y + 0.25] as const) : ([x, y] as const)
        const expected = polygons.findIndex((one) => pointInPolygon(at, { type: 'MultiPolygon', coordinates: one as unknown as number[][][][] }))
        expect(areaFinder(polygons)(...at)).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })
  it('finds nothing among no polygons, polygons without ground and at no place', () => {
    expect(areaFinder([])(0, 0)).toBe(-1)
    expect(areaFinder([[], [[]], [[[[0, 0], [9, 0], [0, 0]]]]])(1, 0)).toBe(-1)
    expect(areaFinder([[[[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]]]])(NaN, 1)).toBe(-1)
  })
})
