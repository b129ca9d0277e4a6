import { describe, expect, it } from 'vitest'
import type { AnalysisInput, PolygonXY } from '../../../geodata/analysis/method.ts'
import { neighboursOf } from '../../../geodata/analysis/neighboursOf.ts'
import { listsOf } from '../../../geodata/analysis/neighbourTable.ts'
import { unitsOf } from '../../../geodata/analysis/unitsOf.ts'

const square = (x: number, y: number, side = 100): PolygonXY => [[[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]]
const pointsAt = (...places: [number, number][]): AnalysisInput['points'] => ({ count: places.length, xMeters: Float64Array.from(places, ([x]) => x), yMeters: Float64Array.from(places, ([, y]) => y), timesMs: new Float64Array(places.length), untilMs: new Float64Array(places.length) })
const input = (part: Partial<AnalysisInput>): AnalysisInput => ({ points: null, areas: null, streets: null, studyArea: null, window: { fromMs: 0, toMs: 1 }, plane: { forward: (place) => place, inverse: (point) => point }, timeZone: 'UTC', rowsLeftOut: { withoutPlace: 2 }, ...part })
const choice = { units: 'auto', cellMeters: 100, snapMeters: 30 } as const
const rule = { neighbourhood: 'queen', distanceMeters: 150, nearest: 2, borderMeters: 0.1 } as const

describe('cells', () => {
  const points = pointsAt([50, 50], [60, 60], [250, 50], [950, 50], [NaN, 3])
  it('counts rows of the study area and says how many lay outside', () => {
    const set = unitsOf(input({ points, studyArea: [[[[[0, 0], [300, 0], [300, 200], [0, 200], [0, 0]]]]] }), choice)
    expect(set.count).toBe(6)
    expect([...set.values]).toEqual([2, 0, 1, 0, 0, 0])
    expect([...set.unitOfRow]).toEqual([0, 0, 2, -1, -1])
    expect(set.rowsLeftOut).toEqual({ withoutPlace: 2, outsideStudyArea: 2 })
    expect([set.locate(299, 199), set.locate(301, 199), set.sizes[0]]).toEqual([5, -1, 10_000])
    expect(listsOf(neighboursOf(input({}), set, rule))[0]).toEqual([1, 3, 4])
    expect(listsOf(neighboursOf(input({}), set, { ...rule, neighbourhood: 'rook' }))[0]).toEqual([1, 3])
    expect(listsOf(neighboursOf(input({}), set, { ...rule, neighbourhood: 'distance', distanceMeters: 200 }))[0]).toEqual([1, 2, 3, 4])
    expect(listsOf(neighboursOf(input({}), set, { ...rule, neighbourhood: 'nearest', nearest: 3 }))[0]).toEqual([1, 3, 4])
  })
  it('are those that held a row where no study area is given', () => {
    const set = unitsOf(input({ points }), choice)
    expect([...set.values]).toEqual([2, 1, 1])
    expect(set.studyArea).toMatch(/at least one row/)
  })
  it('refuses no ground, no rows, cells larger than the ground and grids without end', () => {
    expect(() => unitsOf(input({ points, studyArea: [[[[[0, 0], [100, 0], [0, 0]]]]] }), choice)).toThrow('holds no ground')
    expect(() => unitsOf(input({ points, studyArea: [] }), choice)).toThrow('holds no ground')
    expect(() => unitsOf(input({ points: pointsAt() }), choice)).toThrow('no row is left')
    expect(() => unitsOf(input({ points: pointsAt([NaN, NaN]) }), choice)).toThrow('study area is empty')
    expect(() => unitsOf(input({ points, studyArea: [square(10, 10, 20)] }), choice)).toThrow('take smaller cells')
    expect(() => unitsOf(input({ points: pointsAt([0, 0], [1e9, 1e9]) }), choice)).toThrow('take larger cells')
    expect(() => unitsOf(input({}), choice)).toThrow('there are none: give points')
  })
})

describe('areas', () => {
  const polygons = [square(0, 0), square(100, 0), square(500, 500)]
  const areas = { ids: ['a', 'b', 'c'], polygons, values: null, population: null, neighbours: null }
  it('count points, of a common border once, and know their neighbours', () => {
    const set = unitsOf(input({ points: pointsAt([100, 50], [50, 50], [550, 550], [300, 300]), areas }), { ...choice, units: 'areas' })
    expect([...set.values]).toEqual([1, 1, 1])
    expect(set.rowsLeftOut).toEqual({ withoutPlace: 2, outsideAreas: 1 })
    expect([...set.sizes]).toEqual([10_000, 10_000, 10_000])
    expect(listsOf(neighboursOf(input({ areas }), set, rule))).toEqual([[1], [0], []])
    expect(listsOf(neighboursOf(input({ areas }), set, { ...rule, neighbourhood: 'nearest', nearest: 1 }))).toEqual([[1], [0], [1]])
  })
  it('bring their own values, with none told apart from 0', () => {
    const own = { ...areas, polygons: [], values: Float64Array.of(3, NaN, 0), neighbours: [[1], [0, 2], [1]] }
    const set = unitsOf(input({ areas: own }), choice)
    expect([...set.values]).toEqual([3, NaN, 0])
    expect(set.rowsLeftOut).toEqual({ withoutPlace: 2, withoutValue: 1 })
    expect(listsOf(neighboursOf(input({ areas: own }), set, rule))).toEqual([[1], [0, 2], [1]])
    expect(() => neighboursOf(input({ areas: own }), set, { ...rule, neighbourhood: 'rook' })).toThrow('without polygons')
    expect(() => neighboursOf(input({ areas: { ...own, neighbourWeights: [[1], [NaN, 1], [1]] } }), set, rule)).toThrow('a weight of area 2 is no number')
  })
})

describe('segments', () => {
  const streets = { ids: ['long', 'side'], lines: [[[0, 0], [100, 0], [200, 0]], [[100, 0], [100, 80]]] as const }
  it('are cut at junctions, take the points nearest to them and meet at their ends', () => {
    const set = unitsOf(input({ points: pointsAt([50, 10], [150, -5], [104, 40], [50, 31]), streets }), { ...choice, units: 'segments' })
    expect(set.units.kind === 'segments' && set.units.ids).toEqual(['long#1', 'long#2', 'side'])
    expect([...set.values]).toEqual([1, 1, 1])
    expect([...set.sizes]).toEqual([100, 100, 80])
    expect(set.rowsLeftOut).toEqual({ withoutPlace: 2, farFromStreet: 1 })
    expect(listsOf(neighboursOf(input({}), set, rule))).toEqual([[1, 2], [0, 2], [0, 1]])
    expect(listsOf(neighboursOf(input({}), set, { ...rule, neighbourhood: 'distance', distanceMeters: 65 }))).toEqual([[2], [2], [0, 1]])
  })
  it('refuses input without streets', () => {
    expect(() => unitsOf(input({ points: pointsAt([0, 0]) }), { ...choice, units: 'segments' })).toThrow('there are no streets')
  })
})
