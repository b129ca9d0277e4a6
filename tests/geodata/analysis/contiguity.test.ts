import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contiguity } from '../../../geodata/analysis/contiguity.ts'
import type { PolygonXY } from '../../../geodata/analysis/method.ts'
import { islandsOf, listsOf, subTable, tableOf } from '../../../geodata/analysis/neighbourTable.ts'
import { nearestPoints, withinDistance } from '../../../geodata/analysis/pointNeighbours.ts'
import { createRandom } from '../../../geodata/random.ts'

const box = (west: number, south: number, east: number, north: number): PolygonXY => [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]]
const queen = (polygons: PolygonXY[], tolerance = 0.1) => listsOf(contiguity(polygons, 'queen', tolerance))
const rook = (polygons: PolygonXY[], tolerance = 0.1) => listsOf(contiguity(polygons, 'rook', tolerance))

describe('contiguity', () => {
  it('tells corners from borders', () => {
    const four = [box(0, 0, 10, 10), box(10, 0, 20, 10), box(0, 10, 10, 20), box(10, 10, 20, 20)]
    expect(queen(four)).toEqual([[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]])
    expect(rook(four)).toEqual([[1, 2], [0, 3], [0, 3], [1, 2]])
  })
  it('finds a border whose corners stand on one side only', () => {
    const polygons = [box(0, 0, 30, 10), box(5, 10, 12, 20), box(12, 10, 25, 20)]
    expect(queen(polygons)).toEqual([[1, 2], [0, 2], [0, 1]])
    expect(rook(polygons)).toEqual([[1, 2], [0, 2], [0, 1]])
  })
  it('bears borders that were drawn apart up to the tolerance and no farther', () => {
    const polygons = [box(0, 0, 10, 10), box(10.4, 0, 20, 10)]
    expect([queen(polygons, 0.5), queen(polygons, 0.3)]).toEqual([[[1], [0]], [[], []]])
  })
  it('knows an area in the hole of another, parts of one area, and an island', () => {
    const holed: PolygonXY = [[...box(0, 0, 30, 30)[0]!, ...box(10, 10, 20, 20)[0]!]]
    const parts: PolygonXY = [box(100, 0, 110, 10)[0]!, box(30, 0, 40, 10)[0]!]
    const polygons = [holed, box(10, 10, 20, 20), parts, box(500, 500, 510, 510)]
    expect(queen(polygons)).toEqual([[1, 2], [0], [0], []])
    expect(islandsOf(contiguity(polygons, 'queen', 0.1))).toEqual([3])
  })
  it('bears polygons without edges and no polygons', () => {
    expect(queen([])).toEqual([])
    expect(queen([[], [[[]]], box(0, 0, 1, 1)])).toEqual([[], [], []])
  })
  it('gives a grid its queen and rook, however its polygons are ordered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.nat(), (columns, rows, seed) => {
        const random = createRandom(seed)
        const cells = Array.from({ length: columns * rows }, (_, i) => i).toSorted(() => random() - 0.5)
        const polygons = cells.map((cell) => box((cell % columns) * 10, Math.floor(cell / columns) * 10, (cell % columns) * 10 + 10, Math.floor(cell / columns) * 10 + 10))
        const apart = (i: number, j: number) => [Math.abs((i % columns) - (j % columns)), Math.abs(Math.floor(i / columns) - Math.floor(j / columns))] as const
        const expected = (isNear: (dx: number, dy: number) => boolean) => cells.map((cell, i) => cells.flatMap((other, j) => (i !== j && isNear(...apart(cell, other)) ? [j] : [])))
        expect(queen(polygons)).toEqual(expected((dx, dy) => Math.max(dx, dy) <= 1))
        expect(rook(polygons)).toEqual(expected((dx, dy) => dx + dy <= 1))
      }),
      { numRuns: 60 },
    )
  })
})

describe('neighbours of points', () => {
  const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), { minLength: 1, maxLength: 40 })
  it('are those of brute force, by distance and by number, ties by order', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 8 }), (places, k) => {
        const xy = { xMeters: places.map(([x]) => x), yMeters: places.map(([, y]) => y) }
        // Whole numbers: `hypot(9, 8)` and `hypot(12, 1)` differ in the last digit, and a tie would be none.
        const squared = (i: number, j: number) => (places[i]![0] - places[j]![0]) ** 2 + (places[i]![1] - places[j]![1]) ** 2
        const others = (i: number) => places.map((_, j) => j).filter((j) => j !== i)
        expect(listsOf(withinDistance(xy, k))).toEqual(places.map((_, i) => others(i).filter((j) => squared(i, j) <= k * k)))
        expect(listsOf(nearestPoints(xy, k))).toEqual(places.map((_, i) => others(i).toSorted((a, b) => squared(i, a) - squared(i, b) || a - b).slice(0, k).toSorted((a, b) => a - b)))
      }),
    )
  })
})

describe('a table of neighbours', () => {
  it('keeps weights beside neighbours, drops a unit from its own list and names what is no neighbour', () => {
    const table = tableOf([[2, 0, 1], [0], []], [[3, 9, 5], [2], []])
    expect([listsOf(table), [...table.weights!]]).toEqual([[[1, 2], [0], []], [5, 3, 2]])
    expect(subTable(table, [0, 2])).toEqual({ count: 2, starts: Uint32Array.of(0, 1, 1), others: Uint32Array.of(1), weights: Float64Array.of(3) })
    expect(() => tableOf([[3]])).toThrow('neighbour 3 of unit 0 is no unit')
    expect(() => tableOf([[1], [0]], [[NaN], [1]])).toThrow('the weight of neighbour 1 of unit 0 is NaN')
  })
})
