import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { backtest } from '../../../geodata/analysis/backtest.ts'
import type { AnalysisInput, AnalysisResult, Method, Units } from '../../../geodata/analysis/method.ts'
import { judge, methodBacktest, trainAndJudge } from '../../../geodata/analysis/methodBacktest.ts'
import { methods } from '../../../geodata/analysis/methods.ts'
import { identityPlane, prepareInput } from '../../../geodata/analysis/prepareInput.ts'
import { orderByScore, randomHits, takeBySize } from '../../../geodata/analysis/takeBySize.ts'
import { createRandom } from '../../../geodata/random.ts'

const day = 86_400_000
const judged = (kind: 'cells' | 'areas', sizes: number[], scores: number[], earlier: number[], later: number[], shares: number[]) =>
  judge({ kind, sizes: Float64Array.from(sizes), later: Float64Array.from(later), inside: later.reduce((a, b) => a + b, 0), shares, seed: 1 }, 'made', scores, earlier)
const rowOf = ({ rows }: Pick<ReturnType<typeof judged>, 'rows'>, method: string, share: number) => rows.find((row) => row.method === method && row.shareAsked === share)!

/** Points in metres: x, y, day. */
const inputOf = (points: [number, number, number][], more: Partial<AnalysisInput> = {}): AnalysisInput => ({
  ...prepareInput({ points: { places: points.flatMap(([x, y]) => [x, y]), timesMs: points.map(([, , at]) => at * day) }, plane: identityPlane, timeZone: 'UTC', window: { fromMs: 0, toMs: 100 * day } }),
  ...more,
})
const made = (run: (input: AnalysisInput) => Pick<AnalysisResult, 'units' | 'columns'>): Method<never> => ({
  id: 'counts', version: 1, source: 'test', needs: ['points'], parameters: z.strictObject({}) as unknown as z.ZodType<never>, rank: 'score',
  run: (input) => ({ method: 'counts', version: 1, evidence: {} as AnalysisResult['evidence'], findings: ['none'], finding: new Uint8Array(0), summary: {}, table: null, notes: [], ...run(input) }),
})

describe('shares of units', () => {
  it('by hand: four areas of 1, 2, 3 and 4, the last one taken in part', () => {
    const result = judged('areas', [1, 2, 3, 4], [4, 3, 2, 1], [0, 0, 0, 8], [2, 2, 3, 3], [0.2, 0.5])
    expect(rowOf(result, 'made', 0.2)).toMatchObject({ cells: 1.5, hits: 3, hitRate: 0.3, pai: expect.closeTo(1.5, 12), pei: 1, share: 0.2 })
    expect(rowOf(result, 'made', 0.5).hits).toBeCloseTo(2 + 2 + (2 / 3) * 3, 12)
    // Counting goes for the fourth area: half of it is a fifth of the ground.
    expect(rowOf(result, 'plain_counts', 0.2)).toMatchObject({ hits: 1.5, hitRate: 0.15, pai: expect.closeTo(0.75, 12), pei: 0.5 })
    expect(rowOf(result, 'random', 0.2)).toMatchObject({ hits: 2, hitRate: 0.2, pai: 1 })
  })

  it('of equal cells as the backtest of cells has it, ties among them', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 5 })), { minLength: 3, maxLength: 60 }), (cells) => {
      const [scores, earlier, later] = [0, 1, 2].map((at) => cells.map((cell) => cell[at] as number)) as [number[], number[], number[]]
      fc.pre(later.some((count) => count > 0))
      const ours = judged('cells', cells.map(() => 250 * 250), scores, earlier, later, [0.05, 0.3])
      for (const row of backtest({ made: scores, plain_counts: earlier }, later, { shares: [0.05, 0.3] })) {
        const mine = rowOf(ours, row.method, row.shareAsked)
        for (const name of ['share', 'cells', 'hits', 'hitRate', 'pai', 'pei'] as const) expect(mine[name], name).toBeCloseTo(row[name], 9)
      }
    }), { numRuns: 100 })
  })

  it('never beats the best there was: PEI at most 1, whatever the sizes', () => {
    const unit = fc.record({ size: fc.double({ min: 0.01, max: 1000, noNaN: true }), score: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(NaN), fc.constant(-Infinity)), earlier: fc.integer({ min: 0, max: 9 }), later: fc.integer({ min: 0, max: 9 }) })
    fc.assert(fc.property(fc.array(unit, { minLength: 1, maxLength: 40 }), fc.double({ min: 0.001, max: 1, noNaN: true }), (units, share) => {
      fc.pre(units.some(({ later }) => later > 0))
      const list = (name: 'size' | 'score' | 'earlier' | 'later') => units.map((each) => each[name])
      for (const row of judged('areas', list('size'), list('score'), list('earlier'), list('later'), [share]).rows) {
        expect(row.pei).toBeLessThanOrEqual(1 + 1e-9)
        expect(row.hitRate).toBeLessThanOrEqual(1 + 1e-9)
        expect(Number.isFinite(row.pai)).toBe(true)
      }
    }), { numRuns: 200 })
  })

  it('takes exactly the budget, and for equal sizes the mean over all orders of the tied', () => {
    const scores = [5, 3, 3, 3, 1]
    const taken = takeBySize(scores, orderByScore(scores), [1, 1, 1, 1, 1], 3)
    const orders = [[1, 2], [1, 3], [2, 1], [2, 3], [3, 1], [3, 2]]
    expect([...taken]).toEqual([1, ...[1, 2, 3].map((unit) => orders.filter((order) => order.includes(unit)).length / orders.length), 0])
    const uneven = takeBySize([NaN, 2, 2], orderByScore([NaN, 2, 2]), [5, 1, 3], 2)
    expect([...uneven]).toEqual([0, 0.5, 0.5])
  })

  it('of chance: one cell of ten holds all, so two cells hold it in a fifth of the runs', () => {
    const [hits] = randomHits(Array.from({ length: 10 }, () => 1), [0, 0, 0, 7, 0, 0, 0, 0, 0, 0], [2], 20_000, createRandom(3)) as [Float64Array]
    const share = hits.filter((each) => each === 7).length / 20_000
    expect(hits.every((each) => each === 0 || each === 7)).toBe(true)
    expect(Math.abs(share - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / 20_000))
    const even = randomHits([1, 2, 3, 4], [1, 2, 3, 4], [4, 1], 50, createRandom(1))
    expect(even.map((runs) => [...new Set(runs)].map((each) => Number(each.toFixed(9))))).toEqual([[4], [1]])
  })

  it('says better, worse or the same by the exact test of the events that one alone held', () => {
    const cells = Array.from({ length: 100 }, (_, i) => i)
    const at = (wanted: number) => cells.map((cell) => Number(cell === wanted))
    const later = cells.map((cell) => (cell === 7 ? 14 : cell === 8 ? 3 : 0))
    const result = judged('cells', cells.map(() => 1), at(7), at(8), later, [0.01])
    // binom.test(14, 17): p = 0.01272583
    expect(result.comparisons[0]).toMatchObject({ methodOnly: 14, countsOnly: 3, verdict: 'better' })
    expect(result.comparisons[0]?.p).toBeCloseTo(0.01272583, 8)
    expect(judged('cells', cells.map(() => 1), at(8), at(7), later, [0.01]).verdict).toBe('worse')
    expect(judged('cells', cells.map(() => 1), at(7), at(7), later, [0.01])).toMatchObject({ verdict: 'same', comparisons: [{ p: 1 }] })
  })
})

describe('a method that is backtested', () => {
  const some = inputOf([[50, 50, 1], [50, 60, 2], [150, 50, 3], [950, 50, 80], [55, 55, 90], [150, 55, 91]])
  const options = { trainUntilMs: 75 * day, testUntilMs: 100 * day, shares: [0.5] }

  it('sees the earlier rows alone, which also make the study area', () => {
    let seen: AnalysisInput | undefined
    const spy = made((input) => {
      seen = input
      return { units: { kind: 'cells', cellMeters: 100, origin: [0, 0], columns: 2, rows: 1, cell: Uint32Array.of(0, 1) }, columns: { score: Float64Array.of(2, 1) } }
    })
    const result = methodBacktest(spy, {} as never, some, options)
    expect([...seen!.points!.timesMs]).toEqual([1, 2, 3].map((at) => at * day))
    expect(seen!.window).toEqual({ fromMs: 0, toMs: 75 * day })
    expect(result).toMatchObject({ earlierRows: 3, laterRows: 2, laterRowsOutside: 1, units: 2, unitKind: 'cells', trainedUntil: '1970-03-17T00:00:00.000Z' })
    expect(rowOf(result, 'counts', 0.5)).toMatchObject({ cells: 1, hits: 1, hitRate: 0.5, pai: 1 })
  })

  it('by counts is what plain counting is', () => {
    const counts = methods.counts!
    const result = methodBacktest(counts, counts.parameters.parse({ cellMeters: 100 }), some, options)
    const [method, plain] = ['counts', 'plain_counts'].map((name) => ({ ...rowOf(result, name, 0.5), method: '' }))
    expect(method).toEqual(plain)
    expect(result.verdict).toBe('same')
  })

  it('ranks shapes by the cells that they cover, and one too small for a middle by the cell it lies in', () => {
    const square = (x: number, y: number, side: number) => [[[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]] as [number, number][]]]
    const units: Units = { kind: 'shapes', shapes: [square(0, 0, 100), square(110, 60, 10)] }
    const studyArea = [square(0, 0, 300)]
    const { ranked, backtest: result, units: cells } = trainAndJudge(made(() => ({ units, columns: { score: Float64Array.of(2, 5) } })), { cellMeters: 100 } as never, { ...some, studyArea }, options)
    expect(result).toMatchObject({ unitKind: 'cells', units: 9 })
    expect([...ranked.scores]).toEqual([2, 5, ...Array.from({ length: 7 }, () => -Infinity)])
    expect([...ranked.later]).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0])
    expect([...ranked.earlier]).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0])
    expect(cells).toMatchObject({ kind: 'cells', cellMeters: 100 })
  })

  it('ranks streets by length and areas by ground', () => {
    const lines = [[[0, 50], [100, 50]], [[100, 50], [200, 50]]] as [number, number][][]
    const bySegment = methodBacktest(made(() => ({ units: { kind: 'segments', ids: ['a', 'b'], lines }, columns: { score: Float64Array.of(2, 1) } })), { snapMeters: 20 } as never, some, options)
    expect(bySegment).toMatchObject({ unitKind: 'segments', units: 2, laterRows: 2, laterRowsOutside: 1 })
    const ring = (x: number) => [[[[x, 0], [x + 100, 0], [x + 100, 100], [x, 100], [x, 0]] as [number, number][]]]
    const areas = { ids: ['a', 'b'], polygons: [ring(0), ring(100)], values: Float64Array.of(9, 9), population: null, neighbours: null }
    const byArea = methodBacktest(made((input) => ({ units: { kind: 'areas', ids: ['a', 'b'] }, columns: { score: Float64Array.of(2, input.areas?.values ? NaN : 1) } })), {} as never, { ...some, areas }, options)
    expect(rowOf(byArea, 'counts', 0.5)).toMatchObject({ cells: 1, hits: 1 })
  })

  it('refuses what cannot be judged, saying why', () => {
    const any = made(() => ({ units: { kind: 'none' }, columns: {} }))
    expect(() => methodBacktest({ ...any, rank: null }, {} as never, some, options)).toThrow(/ranks no places/)
    expect(() => methodBacktest(any, {} as never, some, options)).toThrow(/no column score/)
    expect(() => methodBacktest(any, {} as never, { ...some, points: null }, options)).toThrow(/needs incidents/)
    expect(() => methodBacktest(any, {} as never, some, { ...options, trainUntilMs: 0 })).toThrow(/nothing can be learnt/)
    expect(() => methodBacktest(any, {} as never, some, { ...options, trainUntilMs: 99 * day })).toThrow(/nothing can be hit/)
    expect(() => methodBacktest(any, {} as never, some, { ...options, trainUntilMs: 100 * day })).toThrow(/before the end of the test/)
    expect(() => methodBacktest(any, {} as never, some, { ...options, shares: [0] })).toThrow(/share of the ground/)
  })
})
