import { describe, expect, it } from 'vitest'
import { hotAreaTrends, type Watched } from '../../../geodata/analysis/hotAreaTrends.ts'
import { hotGroups, isHot } from '../../../geodata/analysis/hotGroups.ts'
import { emergingPatterns } from '../../../geodata/analysis/emergingPattern.ts'
import type { AnalysisResult, PolygonXY, Units } from '../../../geodata/analysis/method.ts'
import { identityPlane } from '../../../geodata/analysis/prepareInput.ts'

const places = (list: [number, number, count: number][]) => list.flatMap(([x, y, count]) => Array.from({ length: count }, () => [x, y] as const))
/** One side: units, which of them are hot, and rows at places. */
function side(units: Units, hot: number[], rows: [number, number, number][], days: number): Watched {
  const all = places(rows)
  const points = { count: all.length, xMeters: Float64Array.from(all, ([x]) => x), yMeters: Float64Array.from(all, ([, y]) => y), timesMs: new Float64Array(all.length), untilMs: new Float64Array(all.length) }
  const count = units.kind === 'cells' ? units.cell.length : units.kind === 'shapes' ? units.shapes.length : 0
  const result = { units, findings: ['none', 'hot'], finding: Uint8Array.from({ length: count }, (_, i) => Number(hot.includes(i))) } as unknown as AnalysisResult
  return { result, days, input: { points, areas: null, streets: null, studyArea: null, window: { fromMs: 0, toMs: 1 }, plane: identityPlane, timeZone: 'UTC', rowsLeftOut: {} } }
}
/** Ten by ten cells of 100 m; the corner may lie elsewhere. */
const grid = (west = 0): Units => ({ kind: 'cells', cellMeters: 100, origin: [west, 0], columns: 10, rows: 10, cell: Uint32Array.from({ length: 100 }, (_, i) => i) })
const square = (x: number, y: number, side = 100): PolygonXY => [[[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]]

describe('hot areas', () => {
  it('are cells that touch, at corners too, but not around the edge of the grid', () => {
    expect(hotGroups(grid(), [0, 11, 9, 20, 50, 51])).toEqual([[0, 11, 20], [9], [50, 51]])
    expect(hotGroups({ kind: 'segments', ids: ['a', 'b'], lines: [] }, [0, 1])).toEqual([[0], [1]])
  })
  it('are told by words that say hot, and still', () => {
    expect(emergingPatterns.filter(isHot)).toEqual(['new_hot', 'consecutive_hot', 'intensifying_hot', 'persistent_hot', 'diminishing_hot', 'sporadic_hot', 'oscillating_hot'])
    expect(['hot', 'high_high', 'none', 'cold', 'low_low', 'high_low', 'negative'].filter(isHot)).toEqual(['hot', 'high_high'])
  })
})

describe('hot areas of two windows', () => {
  it('are new, growing, steady, shrinking or gone, by rates of equal time', () => {
    // A week against four: cell 0 stays, cell 5 is new, 50 grows, 55 shrinks, 99 is gone.
    const now = side(grid(), [0, 5, 50, 55], [[50, 50, 10], [550, 50, 30], [50, 550, 60], [550, 550, 8]], 7)
    const before = side(grid(), [0, 50, 55, 99], [[50, 50, 40], [50, 550, 40], [550, 550, 160], [950, 950, 120]], 28)
    const { areas, gone } = hotAreaTrends(now, before, 0)
    expect(Object.fromEntries(areas.map(({ units, now: n, before: b, trend }) => [units[0], [n, b, trend]]))).toEqual({ 0: [10, 40, 'steady'], 5: [30, 0, 'new'], 50: [60, 40, 'growing'], 55: [8, 160, 'shrinking'] })
    expect(gone).toMatchObject([{ units: [99], now: 0, before: 120, trend: 'gone' }])
    expect(areas.map((area) => area.now)).toEqual([60, 30, 10, 8])
  })
  it('are the same ground where grids begin at different corners', () => {
    const { areas, gone } = hotAreaTrends(side(grid(), [3], [[350, 50, 20]], 7), side(grid(200), [1], [[350, 50, 20]], 7), 0)
    expect([areas.length, gone.length, areas[0]?.before, areas[0]?.trend]).toEqual([1, 0, 20, 'steady'])
  })
  it('of shapes are the same where they overlap; a row in two shapes counts for each', () => {
    const now: Units = { kind: 'shapes', shapes: [square(0, 0), square(50, 0)] }
    const { areas, gone } = hotAreaTrends(side(now, [0, 1], [[75, 50, 20], [10, 10, 20]], 7), side({ kind: 'shapes', shapes: [square(20, 20, 30), square(900, 900)] }, [0, 1], [[25, 25, 10], [950, 950, 40]], 7), 0)
    expect(areas.map(({ units, now: n, before: b }) => [units, n, b])).toEqual([[[0], 40, 10], [[1], 20, 0]])
    expect(gone).toMatchObject([{ units: [1], before: 40, trend: 'gone' }])
  })
  it('of nothing are none', () => expect(hotAreaTrends(side(grid(), [], [], 7), side(grid(), [], [], 7), 0)).toEqual({ areas: [], gone: [] }))
})
