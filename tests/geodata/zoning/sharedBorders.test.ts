import { describe, expect, it } from 'vitest'
import type { PolygonXY } from '../../../geodata/analysis/method.ts'
import { createRandom } from '../../../geodata/random.ts'
import { createBarriers } from '../../../geodata/zoning/barrierLines.ts'
import { sharedBorders } from '../../../geodata/zoning/sharedBorders.ts'

const box = (x0: number, y0: number, x1: number, y1: number): PolygonXY => [[[[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]]]
const lengths = (polygons: PolygonXY[], tolerance = 0.5) => sharedBorders(polygons, tolerance).map(({ a, b, meters }) => [a, b, Math.round(meters * 1000) / 1000])

describe('shared borders', () => {
  it('are as long as the edges that run together, with corners on one side only or on both', () => {
    expect(lengths([box(0, 0, 100, 100), box(100, 0, 200, 100), box(100, 100, 200, 200), box(200, 20, 300, 70)])).toEqual([[0, 1, 100], [1, 2, 100], [1, 3, 50]])
  })
  it('are none at a corner, nor across a gap wider than the tolerance', () => {
    expect(lengths([box(0, 0, 100, 100), box(100, 100, 200, 200)])).toEqual([])
    expect(lengths([box(0, 0, 100, 100), box(101, 0, 200, 100)])).toEqual([])
    expect(lengths([box(0, 0, 100, 100), box(100.4, 0, 200, 100)])).toEqual([[0, 1, 100]])
  })
  it('go around a hole that is filled, and count both borders of polygons that meet twice', () => {
    const ring: PolygonXY = [[box(0, 0, 300, 300)[0]![0]!, box(100, 100, 200, 200)[0]![0]!]]
    expect(lengths([ring, box(100, 100, 200, 200)])).toEqual([[0, 1, 400]])
    const bracket: PolygonXY = [[[[0, 0], [100, 0], [100, 20], [20, 20], [20, 80], [100, 80], [100, 100], [0, 100], [0, 0]]]]
    expect(lengths([bracket, box(100, 0, 200, 100)])).toEqual([[0, 1, 40]])
  })
  it('sum, over a plane cut into boxes at random, to half of the boundaries inside', () => {
    const random = createRandom(5)
    const cut = (x0: number, y0: number, x1: number, y1: number, depth: number): PolygonXY[] => {
      if (depth === 0) return [box(x0, y0, x1, y1)]
      const share = 0.3 + 0.4 * random()
      return x1 - x0 > y1 - y0 ? [...cut(x0, y0, x0 + share * (x1 - x0), y1, depth - 1), ...cut(x0 + share * (x1 - x0), y0, x1, y1, depth - 1)] : [...cut(x0, y0, x1, y0 + share * (y1 - y0), depth - 1), ...cut(x0, y0 + share * (y1 - y0), x1, y1, depth - 1)]
    }
    const boxes = cut(0, 0, 4000, 3000, 6)
    const around = boxes.reduce((sum, polygon) => sum + polygon[0]![0]!.slice(1).reduce((ring, [x, y], i) => ring + Math.hypot(x - polygon[0]![0]![i]![0], y - polygon[0]![0]![i]![1]), 0), 0)
    const shared = sharedBorders(boxes, 0.01).reduce((sum, { meters }) => sum + meters, 0)
    expect(shared).toBeCloseTo((around - 14_000) / 2, 3)
  })
})

describe('barriers', () => {
  const [border] = sharedBorders([box(0, 0, 100, 100), box(100, 0, 200, 100)], 0.5)
  it('lie along a border by the share of its length', () => {
    const along = (...line: [number, number][]) => createBarriers([line]).shareAlong(border!.stretches, 15)
    expect(along([110, -50], [110, 150])).toBe(1)
    expect(along([110, -50], [110, 25])).toBeCloseTo(0.4, 5)
    expect(along([-50, 50], [250, 50])).toBe(0)
    expect(along([80, 20], [120, 80])).toBeGreaterThan(0.4)
    expect(along([130, -50], [130, 150])).toBe(0)
  })
  it('stand between two points when the way crosses them', () => {
    const { isBetween } = createBarriers([[[50, -10], [50, 10], [80, 10]]])
    expect(isBetween([0, 0], [100, 0])).toBe(true)
    expect(isBetween([0, 20], [100, 20])).toBe(false)
    expect(isBetween([70, 0], [70, 20])).toBe(true)
    expect(isBetween([0, 0], [40, 0])).toBe(false)
  })
})
