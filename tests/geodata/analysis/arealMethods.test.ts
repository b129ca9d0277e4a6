import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisRefusal, type AnalysisInput, type AnalysisResult } from '../../../geodata/analysis/method.ts'
import { runMethod } from '../../../geodata/analysis/runMethod.ts'
import type { MethodId } from '../../../geodata/model/analysis.ts'
import { createRandom, poisson } from '../../../geodata/random.ts'
import { areaInput } from '../arealSamples.ts'

const local: MethodId[] = ['gi_star', 'gi', 'local_moran', 'local_geary']
const global: MethodId[] = ['global_moran', 'global_geary', 'global_g']
const run = (method: MethodId, input: AnalysisInput, parameters: Record<string, unknown> = {}) => runMethod({ method, parameters }, input)

/** A square of areas, each with its queen neighbours. */
function field(side: number, valueOf: (column: number, row: number) => number, isNear = (dx: number, dy: number) => Math.max(dx, dy) <= 1): AnalysisInput {
  const cells = Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side)] as const)
  return areaInput({ values: cells.map(([x, y]) => valueOf(x, y)), neighbours: cells.map(([x, y], i) => cells.flatMap(([x2, y2], j) => (j !== i && isNear(Math.abs(x - x2), Math.abs(y - y2)) ? [j] : []))) })
}

const random = createRandom(11)
const noise = Array.from({ length: 400 }, () => poisson(random, 4))
const block = field(20, (x, y) => noise[y * 20 + x]! + (x >= 4 && x < 9 && y >= 4 && y < 9 ? 9 : 0))
const inBlock = (i: number) => i % 20 >= 4 && i % 20 < 9 && Math.floor(i / 20) >= 4 && Math.floor(i / 20) < 9
const namesOf = ({ finding, findings }: AnalysisResult) => Array.from(finding, (one) => findings[one]!)

describe('a planted block of high values', () => {
  it.each([['gi_star', 'hot'], ['local_moran', 'high_high'], ['local_geary', 'high_high']] as const)('is what %s finds, by permutation and by the normal approximation', (method, word) => {
    for (const permutations of method === 'local_geary' ? [0, 9_999] : [0, 49_999]) {
      const found = namesOf(run(method, block, { permutations }))
      expect(found.filter((name, i) => name === word && inBlock(i)).length, `${permutations}`).toBeGreaterThanOrEqual(method === 'local_geary' ? 1 : 18)
      expect(found.filter((name, i) => name === word && (i % 20 > 10 || i > 220)).length).toBe(0)
    }
  })
  it('is clustered to every figure of the whole map, and noise alone is not', () => {
    const pattern = (method: MethodId, input: AnalysisInput) => run(method, input).summary.pattern
    expect(global.map((method) => pattern(method, block))).toEqual(['clustered', 'clustered', 'clustered'])
    expect(global.map((method) => pattern(method, field(20, (x, y) => noise[y * 20 + x]!)))).toEqual(['none', 'none', 'none'])
    expect(global.map((method) => pattern(method, field(10, (x, y) => (x + y) % 2, (dx, dy) => dx + dy === 1)))).toEqual(['dispersed', 'dispersed', 'dispersed'])
  })
  it('says how sure: figures of every unit, seed, what was not significant', () => {
    const result = run('gi_star', block, { permutations: 999, seed: 5 })
    expect(Object.keys(result.columns)).toEqual(['value', 'z', 'p', 'pNormal', 'q'])
    expect(Object.values(result.columns).every((column) => column.length === 400 && column.every(Number.isFinite))).toBe(true)
    expect(result.evidence).toMatchObject({ seed: 5, rowsUsed: 400, window: { from: null, to: null }, parameters: { permutations: 999, alpha: 0.05, neighbourhood: 'queen' } })
    expect(result.summary).toMatchObject({ units: 400, tested: 400, smallestP: 0.002, significant: result.finding.filter(Boolean).length })
    expect(result.notes).toEqual([{ code: 'coarse_p', values: { permutations: 999, least: 16 } }])
    expect(run('gi_star', block, { permutations: 0 }).evidence.seed).toBeNull()
  })
  it('false alarms in noise stay at the rate asked for: in 100 fields of noise about 5 have any', () => {
    const draw = createRandom(3)
    const alarms = Array.from({ length: 100 }, () => field(10, () => poisson(draw, 6))).filter((input) => run('gi_star', input, { permutations: 9_999 }).finding.some(Boolean)).length
    expect(alarms).toBeLessThanOrEqual(12) // 12 or more of 100 at 0.05: once in 250
  })
})

describe('what must not matter', () => {
  it('the order of units, and the unit of the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 16, maxLength: 16 }), fc.nat(), fc.constantFrom(0.25, 3, 1e6), (values, seed, scale) => {
        fc.pre(new Set(values).size > 1)
        const input = field(4, (x, y) => values[y * 4 + x]!)
        const order = values.map((_, i) => i).toSorted(() => createRandom(seed)() - 0.5).toReversed()
        const place = new Map(order.map((i, k) => [i, k]))
        const lists = input.areas!.neighbours!
        const turned = areaInput({ values: order.map((i) => values[i]! * scale), neighbours: order.map((i) => Array.from(lists[i]!, (j) => place.get(j)!)) })
        for (const method of local) {
          const [plain, other] = [run(method, input, { permutations: 0 }), run(method, turned, { permutations: 0 })]
          order.forEach((i, k) => (Number.isNaN(plain.columns.z![i]) ? expect(other.columns.z![k]).toBeNaN() : expect(other.columns.z![k]).toBeCloseTo(plain.columns.z![i]!, 8)))
        }
        const figure = (method: MethodId, from: AnalysisInput) => run(method, from, { permutations: 0 }).summary.z as number
        for (const method of global) expect(figure(method, turned)).toBeCloseTo(figure(method, input), 7)
      }),
      { numRuns: 15 },
    )
  })
})

describe('islands and areas without a value', () => {
  const values = [1, 2, 3, 9, 8, NaN, 4]
  const input = areaInput({ values, neighbours: [[1], [0, 2], [1, 3], [2, 4, 5], [3], [3], []] })
  it.each([...local, ...global])('%s says so and has no number for them', (method) => {
    const result = run(method, input, { permutations: 99 })
    expect(result.notes).toEqual(expect.arrayContaining([{ code: 'islands', values: { count: 1 } }, { code: 'without_value', values: { count: 1 } }]))
    expect(Object.entries(result.columns).map(([key, column]) => [key, Number.isNaN(column[5])])).toEqual(Object.keys(result.columns).map((key) => [key, true]))
    expect(Object.values(result.summary).every((figure) => typeof figure !== 'number' || Number.isFinite(figure))).toBe(true)
    if (method !== 'gi_star' && result.columns.z) expect([result.columns.z[6], result.columns.p![6], result.columns.q![6]]).toEqual([NaN, NaN, NaN])
    expect(result.finding[5]).toBe(0)
  })
})

describe('input without an answer', () => {
  const line = (values: number[]) => areaInput({ values, neighbours: values.map((_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < values.length)) })
  const refusal = (ask: () => unknown) => {
    try {
      ask()
    } catch (error) {
      if (error instanceof AnalysisRefusal) return error.code
      throw error
    }
    return 'answered'
  }
  it.each([...local, ...global])('%s refuses it in a sentence', (method) => {
    expect(refusal(() => run(method, line([3])))).toBe('too_few_units')
    expect(refusal(() => run(method, line([])))).toBe('areas_missing')
    expect(refusal(() => run(method, line([2, 2, 2, 2, 2])))).toBe('all_alike')
    expect(refusal(() => run(method, line([NaN, NaN, NaN, NaN])))).toBe('too_few_units')
    expect(refusal(() => run(method, line([Infinity, 1, NaN, 2])))).toBe('too_few_units')
    expect(refusal(() => run(method, areaInput({ values: [1, 2, 3, 4], neighbours: [[], [], [], []] })))).toBe('no_neighbours')
    expect(refusal(() => run(method, areaInput({ values: [1, 2, 3, 4] })))).toBe('polygons_missing')
    expect(refusal(() => run(method, areaInput({ values: [1, 2, 3, 4], neighbours: [[1], [0]] })))).toBe('neighbours_mismatch')
    expect(refusal(() => run(method, areaInput({ values: [1, 2, 3, 4], neighbours: [[1], [0, 2], [1, 3], [2]], neighbourWeights: [[1], [1, NaN], [1, 1], [1]] })))).toBe('bad_weight')
    expect(refusal(() => run(method, line([1, 2, 3, 4]), { alpha: 0 }))).toBe('bad_parameter')
    expect(refusal(() => run(method, line([1, 2, 3, 4]), { units: 'cells' }))).toBe('points_missing')
  })
  it('few points, points at one place and values below 0 for G', () => {
    const points = (count: number) => ({ ...line([1]), areas: null, points: { count, xMeters: new Float64Array(count), yMeters: new Float64Array(count), timesMs: new Float64Array(count), untilMs: new Float64Array(count) } })
    expect(refusal(() => run('gi_star', points(9)))).toBe('too_few_points')
    expect(refusal(() => run('gi_star', points(50)))).toBe('too_few_units')
    expect(refusal(() => run('counts', points(0)))).toBe('no_rows')
    expect([...run('counts', points(50)).columns.count!]).toEqual([50])
    expect(refusal(() => run('global_g', line([-1, 2, 3, 4])))).toBe('negative_values')
  })
  it('everybody everybody else\'s neighbour: no unit stands out, and no number is made up', () => {
    const every = areaInput({ values: [1, 2, 3, 9], neighbours: [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]] })
    for (const method of local) {
      const { columns, finding } = run(method, every)
      expect([...columns.z!, ...columns.q!].every(Number.isNaN), method).toBe(true)
      expect([...finding]).toEqual([0, 0, 0, 0])
    }
  })
})
