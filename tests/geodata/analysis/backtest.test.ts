import { describe, expect, it } from 'vitest'
import { backtest } from '../../../geodata/analysis/backtest.ts'
import { createRandom, shuffle } from '../../../geodata/random.ts'

describe('backtest', () => {
  // Worked by hand: 10 cells, 20 events later.
  const later = [8, 5, 3, 2, 1, 1, 0, 0, 0, 0]
  it('gives hit rate, PAI and PEI as worked by hand', () => {
    // The two best cells are 1 and 0 (scores 9, 7): 13 of 20 events on 2 of 10 cells; the best two hold 13 as well.
    const [good] = backtest({ good: [7, 9, 0, 0, 0, 0, 0, 0, 0, 0] }, later, { shares: [0.2] })
    expect(good).toEqual({ method: 'good', shareAsked: 0.2, share: 0.2, cells: 2, hits: 13, hitRate: 0.65, pai: 3.25, pei: 1 })
    // Cells 2 and 4: 4 of 20; PAI 0.2 / 0.2 = 1; best possible 13.
    const [poor] = backtest({ poor: [0, 0, 5, 0, 4, 0, 0, 0, 0, 0] }, later, { shares: [0.2] })
    expect(poor?.pai).toBeCloseTo(1, 12)
    expect(poor?.pei).toBeCloseTo(4 / 13, 12)
  })
  it('splits ties: one place left for cells 1, 2 and 3 catches a third of their 10 events', () => {
    const [row] = backtest({ counts: [6, 2, 2, 2, 0, 0, 0, 0, 0, 0] }, later, { shares: [0.2] })
    expect(row?.hits).toBeCloseTo(8 + 10 / 3, 12)
  })
  it('splits ties as the mean over random orders does', () => {
    const random = createRandom(1)
    const scores = [3, 3, 1, 1, 1, 1, 1, 0, 0, 0]
    const runs = Array.from({ length: 20_000 }, () => {
      const order = shuffle(random, [...scores.keys()]).toSorted((a, b) => (scores[b] as number) - (scores[a] as number))
      return order.slice(0, 4).reduce((sum, cell) => sum + (later[cell] as number), 0)
    })
    const [row] = backtest({ counts: scores }, later, { shares: [0.4] })
    expect(Math.abs(runs.reduce((sum, hits) => sum + hits, 0) / runs.length - (row?.hits ?? 0))).toBeLessThan(0.05)
  })
  it('a method that knows nothing has PAI 1, and 1, 3 and 5 % are asked by default', () => {
    const rows = backtest(
      { none: new Float64Array(200), counts: Float64Array.from({ length: 200 }, (_, i) => i) },
      Float64Array.from({ length: 200 }, (_, i) => i % 3),
    )
    expect(rows.map(({ method, cells }) => [method, cells])).toEqual([
      ['none', 2],
      ['none', 6],
      ['none', 10],
      ['counts', 2],
      ['counts', 6],
      ['counts', 10],
    ])
    for (const row of rows.filter(({ method }) => method === 'none')) expect(row.pai).toBeCloseTo(1, 12)
  })
  it('names what cannot be judged', () => {
    expect(() => backtest({ a: [1] }, [0])).toThrow('the later window has no event')
    expect(() => backtest({ a: [1] }, [1, 2])).toThrow('a scores 1 cells, expected 2')
    expect(() => backtest({ a: [1, NaN] }, [1, 2])).toThrow('a has no score for cell 1')
    expect(() => backtest({ a: [1, 1] }, [1, 2], { shares: [0] })).toThrow('share 0')
  })
})
