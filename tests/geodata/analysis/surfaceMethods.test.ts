import { describe, expect, it } from 'vitest'
import { AnalysisRefusal, type AnalysisInput, type AnalysisResult } from '../../../geodata/analysis/method.ts'
import { identityPlane } from '../../../geodata/analysis/prepareInput.ts'
import { runMethod } from '../../../geodata/analysis/runMethod.ts'
import { createRandom } from '../../../geodata/random.ts'
import { isInPolygonMeters } from '../../../geodata/geometry/polygonMeters.ts'
import type { MethodId } from '../../../geodata/model/analysis.ts'

type Row = [xMeters: number, yMeters: number, day: number, untilDay?: number]
const dayMs = 86_400_000
const random = createRandom(11)
const strewn: Row[] = Array.from({ length: 300 }, (_, i) => [random() * 2000, random() * 2000, i / 10])
const burst: Row[] = Array.from({ length: 30 }, (_, i) => [500 + (i % 6) * 20, 700 + Math.floor(i / 6) * 20, 12 + i / 20])

function input(rows: Row[], more: Partial<AnalysisInput> = {}): AnalysisInput {
  const ordered = rows.toSorted((a, b) => a[2] - b[2])
  return {
    points: { count: rows.length, xMeters: Float64Array.from(ordered, (row) => row[0]), yMeters: Float64Array.from(ordered, (row) => row[1]), timesMs: Float64Array.from(ordered, (row) => row[2] * dayMs), untilMs: Float64Array.from(ordered, (row) => (row[3] ?? row[2]) * dayMs) },
    areas: null,
    streets: { ids: ['a', 'b'], lines: [[[0, 700], [2000, 700]], [[600, 0], [600, 700], [600, 2000]]] },
    studyArea: [[[[[0, 0], [2000, 0], [2000, 2000], [0, 2000], [0, 0]]]]],
    window: { fromMs: 0, toMs: 30 * dayMs },
    plane: identityPlane,
    timeZone: 'Asia/Shanghai',
    rowsLeftOut: { withoutPlace: 3 },
    ...more,
  }
}
const run = (method: MethodId, given: AnalysisInput, parameters: Record<string, unknown> = {}) => runMethod({ method, parameters }, given)
function refusal(ask: () => unknown): [string, string] {
  try {
    ask()
  } catch (error) {
    if (error instanceof AnalysisRefusal) return [error.code, error.field]
    throw error
  }
  throw new Error('was not refused')
}
const codes = ({ notes }: AnalysisResult) => notes.map(({ code }) => code)

describe('kde', () => {
  it('is densest where the burst was, adds up, and calls nothing hot', () => {
    const found = run('kde', input([...strewn, ...burst, [-50, 10, 1]]), { bandwidthMeters: '250', cellMeters: '50', edge: 'perEvent' })
    const { density, expected, count } = found.columns as Record<string, Float64Array>
    if (found.units.kind !== 'cells') throw new Error('cells were expected')
    const top = found.units.cell[density!.indexOf(Math.max(...density!))]!
    expect(Math.hypot((top % found.units.columns) * 50 + 25 - 550, Math.floor(top / found.units.columns) * 50 + 25 - 740)).toBeLessThan(80)
    expect(expected!.reduce((a, b) => a + b, 0) / 330).toBeCloseTo(1, 2)
    expect(count!.reduce((a, b) => a + b, 0)).toBe(330)
    expect(density![5]).toBeCloseTo(expected![5]! / 0.0025, 9)
    expect([found.evidence.rowsUsed, found.evidence.rowsLeftOut]).toEqual([330, { withoutPlace: 3, outsideStudyArea: 1 }])
    expect(found.findings).toEqual(['none'])
    expect(codes(found)).toEqual(['not_tested'])
    expect(found.evidence.parameters).toMatchObject({ kernel: 'quartic', bandwidthMeters: 250, edge: 'perEvent' })
  })
  it('finds a bandwidth by rule and says so; without a study area it corrects no edge', () => {
    const found = run('kde', input(strewn, { studyArea: null }))
    expect(found.summary.bandwidthMeters).toBeGreaterThan(400)
    expect(codes(found)).toEqual(['not_tested', 'bandwidth_by_rule', 'edge_not_corrected'])
    expect(found.evidence.method).toContain('Silverman 1986')
    expect(found.evidence.parameters.edge).toBe('none')
  })
  it('without a study area draws all the ground that rows reach, not only cells that held one', () => {
    const rows = [...strewn.slice(0, 20), ...burst]
    const found = run('kde', input(rows, { studyArea: null }), { bandwidthMeters: 250, cellMeters: 50 })
    if (found.units.kind !== 'cells') throw new Error('cells were expected')
    const { cell, columns, origin } = found.units
    // The sum over rows at each middle of a lattice that is wider than they reach: independent of the grid and of what it leaves out.
    const expected: number[] = []
    for (let y = -275; y < 2300; y += 50) {
      for (let x = -275; x < 2300; x += 50) {
        const squared = rows.map(([atX, atY]) => ((atX - x) ** 2 + (atY - y) ** 2) / 250 ** 2)
        if (squared.some((each) => each <= 1)) expected.push(squared.reduce((sum, each) => sum + (each < 1 ? ((3 / Math.PI) * (1 - each) ** 2) / 0.0625 : 0), 0))
      }
    }
    expect(cell).toHaveLength(expected.length)
    expect(Math.max(...found.columns.density!.map((value, i) => Math.abs(value / expected[i]! - 1)).filter((_, i) => expected[i]! > 1e-6))).toBeLessThan(1e-9)
    expect(found.summary.expectedSum).toBeCloseTo(50, 1)
    expect(Math.min(...Array.from(cell, (at) => origin[0] + (at % columns) * 50))).toBeGreaterThan(-300)
    expect(found.evidence.studyArea).toContain('whose middle lies within 250 m of one')
    expect(run('counts', input(rows, { studyArea: null })).evidence.studyArea).toContain('empty ground is left out')
  })
  it('refuses what gives no answer, and takes one place when told the bandwidth', () => {
    const same: Row[] = [[100, 100, 1], [100, 100, 2], [100, 100, 3]]
    expect(refusal(() => run('kde', input([])))).toEqual(['no_rows', 'points'])
    expect(refusal(() => run('kde', input([[5000, 5000, 1]])))).toEqual(['no_rows', 'points'])
    expect(refusal(() => run('kde', input([[100, 100, 1]])))).toEqual(['too_few_rows', 'bandwidthMeters'])
    expect(refusal(() => run('kde', input(same)))).toEqual(['one_place', 'bandwidthMeters'])
    for (const bandwidthMeters of [0, -5, NaN, 'wide']) expect(refusal(() => run('kde', input(strewn), { bandwidthMeters }))).toEqual(['bad_parameter', 'bandwidthMeters'])
    expect(refusal(() => run('kde', input(strewn, { studyArea: [[[[[0, 0], [0, 0], [0, 0]]]]] })))[1]).toBe('studyArea')
    const one = run('kde', input(same), { bandwidthMeters: 300 })
    expect(codes(one)).toContain('one_place')
    expect(one.columns.density!.every((value) => Number.isFinite(value))).toBe(true)
  })
})

describe('network_kde', () => {
  it('puts each event that is near a street on it, once', () => {
    const found = run('network_kde', input([[590, 300, 1], [1200, 690, 2], [1500, 1500, 3]]), { bandwidthMeters: 300, lixelMeters: 10 })
    const { expected, density, count, meters } = found.columns as Record<string, Float64Array>
    expect(expected!.reduce((a, b) => a + b, 0)).toBeCloseTo(2, 9)
    expect([found.evidence.rowsUsed, found.evidence.rowsLeftOut.farFromStreet]).toEqual([2, 1])
    expect(meters!.reduce((a, b) => a + b, 0)).toBeCloseTo(4000, 6)
    const top = density!.indexOf(Math.max(...density!))
    expect(count![top]! + count![top - 1]! + count![top + 1]!).toBe(1)
    expect(density![top]).toBeCloseTo((expected![top]! / meters![top]!) * 1000, 9)
    if (found.units.kind !== 'segments') throw new Error('segments were expected')
    expect(found.units.lines).toHaveLength(density!.length)
    expect(found.units.ids[0]).toBe('a:1')
    expect(codes(found)).toEqual(['not_tested', 'far_from_streets'])
  })
  it('refuses what gives no answer', () => {
    expect(refusal(() => run('network_kde', input(strewn, { streets: null })))).toEqual(['no_streets', 'streets'])
    expect(refusal(() => run('network_kde', input(strewn, { streets: { ids: ['a'], lines: [[[1, 1], [1, 1]]] } })))).toEqual(['streets_missing', 'streets'])
    expect(refusal(() => run('network_kde', input([[1500, 1500, 1]])))).toEqual(['far_from_streets', 'snapMeters'])
    expect(refusal(() => run('network_kde', input([])))).toEqual(['no_rows', 'points'])
    expect(refusal(() => run('network_kde', input(strewn), { bandwidthMeters: 0 }))).toEqual(['bad_parameter', 'bandwidthMeters'])
  })
})

describe('aoristic', () => {
  it('gives a table of weekdays and hours in local time that adds up to the rows', () => {
    const found = run('aoristic', input([[0, 0, 4, 4.25], [0, 0, 5.5], [0, 0, 6, 20]])) // day 4 is Monday 1970-01-05 in UTC, 08:00 in Shanghai
    const { columns, rows } = found.table!
    expect(columns).toEqual(['weekday', 'hour', 'weight', 'begun', 'expected', 'ratio'])
    expect(rows.slice(8, 14).map((row) => row[2])).toEqual(Array(6).fill(expect.closeTo(1 / 6, 9)))
    expect(rows[24 + 20]!.slice(0, 4)).toEqual([2, 20, 1, 1])
    expect(found.summary).toMatchObject({ weightSum: expect.closeTo(2, 9), rowsWithInterval: 1, rowsExact: 1, peakWeekday: 2, peakHour: 20 })
    expect(found.evidence.rowsLeftOut).toEqual({ withoutPlace: 3, intervalTooLong: 1 })
    expect(rows.reduce((total, row) => total + (row[4] as number), 0)).toBeCloseTo(2, 9)
    expect(codes(found)).toEqual(['not_tested', 'intervals_too_long'])
  })
  it('by hour of the day, and refuses an empty window and intervals that are all too long', () => {
    const found = run('aoristic', input([[0, 0, 4.5], [0, 0, 5.5]]), { bins: 'hour_of_day' })
    expect(found.table!.rows).toHaveLength(24)
    expect(found.table!.rows[20]!.slice(0, 3)).toEqual([20, 2, 2])
    expect(refusal(() => run('aoristic', input([])))).toEqual(['no_rows', 'points'])
    expect(refusal(() => run('aoristic', input([[0, 0, 1, 20]])))).toEqual(['intervals_too_long', 'longestHours'])
    expect(codes(run('aoristic', input([[0, 0, 4, 5], [0, 0, 7, 8], [0, 0, 7.5]])))).toEqual(['not_tested', 'hours_unknown'])
    expect(codes(run('aoristic', input([[0, 0, 4 - 1 / 3], [0, 0, 5 - 1 / 3]])))).toEqual(['not_tested', 'no_intervals', 'times_at_midnight'])
  })
})

describe('st_dbscan', () => {
  it('draws the burst and nothing else, its ground around its events', () => {
    const found = run('st_dbscan', input([...strewn, ...burst]), { radiusMeters: 100, windowDays: 2 })
    expect(found.summary).toMatchObject({ clusters: 1 })
    if (found.units.kind !== 'shapes') throw new Error('shapes were expected')
    const [shape] = found.units.shapes
    expect(burst.every(([x, y]) => isInPolygonMeters(x, y, shape!))).toBe(true)
    expect(isInPolygonMeters(1500, 1500, shape!)).toBe(false)
    expect(found.columns.count![0]).toBeGreaterThanOrEqual(30)
    expect(found.columns.density![0]).toBeCloseTo((found.columns.count![0]! / found.columns.squareMeters![0]!) * 10_000, 9)
    expect(codes(found)).toEqual(['not_tested', 'min_points_by_chance'])
  })
  it('answers where there is no cluster, and refuses an empty window', () => {
    const none = run('st_dbscan', input(strewn.slice(0, 20)), { radiusMeters: 10, minPoints: 5 })
    expect([none.summary.clusters, none.finding.length, codes(none)]).toEqual([0, 0, ['not_tested', 'no_cluster']])
    expect(run('st_dbscan', input([[5, 5, 1], [5, 5, 1], [5, 5, 1], [5, 5, 1]])).summary.clusters).toBe(1)
    expect(refusal(() => run('st_dbscan', input([])))).toEqual(['no_rows', 'points'])
    expect(refusal(() => run('st_dbscan', input(strewn), { radiusMeters: 0 }))).toEqual(['bad_parameter', 'radiusMeters'])
  })
})
