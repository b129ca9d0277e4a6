import { describe, expect, it } from 'vitest'
import { comparedCounts, comparedShares } from '../../../geodata/briefing/compared.ts'
import { suppressed } from '../../../geodata/briefing/suppress.ts'
import type { BriefingFigure, FigureValue } from '../../../geodata/model/briefing.ts'
import { createRandom } from '../../../geodata/random.ts'

const figure = (value: FigureValue, key = 'incidents', params: Record<string, unknown> = {}): BriefingFigure => ({ key, query: { name: key, params }, snapshot: { at: '2026-01-01T00:00:00Z', version: 1, rows: 3 }, method: { id: 'x', version: 1, text: { zh: '', en: '' } }, seed: null, value, madeAt: '2026-01-01T00:00:00Z' })
const shown = (value: FigureValue, sight: 'inside' | 'outside', key?: string) => suppressed(figure(value, key), sight)?.value
const days = { now: 7, before: 7 }
const comparison = (now: number, before: number): FigureValue => ({ kind: 'comparison', unit: 'count', last: comparedCounts(now, before, days), year: null })
const series = (values: number[]): FigureValue => ({ kind: 'series', unit: 'count', step: 'day', names: [], from: '2026-01-01T00:00:00Z', values: [values] })
const cellsOf = (value: FigureValue | undefined) => (value?.kind === 'series' ? value.values.flat() : value?.kind === 'matrix' ? value.values : [])
const random = createRandom(11)
const counts = (length: number) => Array.from({ length }, () => Math.floor(random() ** 3 * 30))

describe('what a reader is not shown', () => {
  it('is nothing where all may be seen', () => {
    const given = figure(comparison(3, 2))
    expect(suppressed(given, 'all')).toBe(given)
  })
  it('is a small count with all that would tell it, and how many rows were counted', () => {
    const value = shown(comparison(3, 40), 'inside')
    expect(value).toMatchObject({ last: { now: { value: null, hidden: true }, before: { value: 40 }, change: null, low: null, high: null, p: 0.05 } })
    expect(suppressed(figure(comparison(3, 40)), 'inside')?.snapshot.rows).toBeNull()
    expect(shown(comparison(0, 40), 'inside')).toEqual(comparison(0, 40))
  })
  it('is a share of few, or where few are above', () => {
    const share = (a: number, n: number): FigureValue => ({ kind: 'comparison', unit: 'share', last: comparedShares({ count: a, total: n }, { count: 50, total: 90 }), year: null })
    expect(shown(share(2, 90), 'inside', 'indicator.on_time')).toMatchObject({ last: { now: { value: null, hidden: true } } })
    expect(shown(share(60, 90), 'inside', 'indicator.on_time')).toEqual(share(60, 90))
    const outside = shown(share(60, 90), 'outside', 'indicator.on_time')
    expect(outside).toMatchObject({ last: { now: { value: 0.67 }, low: null, high: null, p: 1 } })
    expect(JSON.stringify(outside)).not.toContain('"of"')
  })
  it('leaves no cell of 1 to 4 inside, nor one that the sum tells', () => {
    for (let i = 0; i < 500; i++) {
      const given = counts(2 + Math.floor(random() * 12))
      const cells = cellsOf(shown(series(given), 'inside'))
      cells.forEach((cell, at) => expect(cell === null || cell === given[at], String(given)).toBe(true))
      expect(cells.some((cell) => cell !== null && cell >= 1 && cell <= 4), String(given)).toBe(false)
      const hidden = given.filter((_, at) => cells[at] === null)
      // What is hidden could be split in another way, unless nothing else was counted at all.
      const others = given.filter((count, at) => cells[at] !== null && count > 0).length
      if (hidden.length && others > 0) expect(hidden.length > 1 && hidden.reduce((sum, count) => sum + count, 0) > 4, String(given)).toBe(true)
    }
  })
  it('leaves no number outside that is not rounded to 5, none of 1 to 9, and no nothing beside them', () => {
    for (let i = 0; i < 200; i++) {
      const given = counts(24)
      cellsOf(shown({ kind: 'matrix', unit: 'count', values: given }, 'outside')).forEach((cell, at) => {
        const count = given[at] as number
        expect(cell, String(given)).toBe(count >= 1 && count <= 9 ? null : count === 0 && cell === null ? null : Math.round(count / 5) * 5)
      })
    }
    expect(cellsOf(shown(series([0, 1, 1, 12]), 'outside'))).toEqual([null, null, null, 10])
    expect(cellsOf(shown(series([0, 12]), 'outside'))).toEqual([0, 10])
  })
  it('hides in tables what its neighbours would tell: within one area for zones', () => {
    const row = (id: number, areaId: number, now: number, before: number) => ({ id, areaId, nameZh: '', nameEn: '', now, before, change: now / before - 1, low: 0, high: 1, p: 0.02, mark: 'more' as const })
    const table: FigureValue = { kind: 'rows', columns: [], rows: [row(1, 1, 3, 20), row(2, 1, 30, 20), row(3, 1, 40, 20), row(4, 2, 30, 20), row(5, 2, 30, 20)] }
    const value = shown(table, 'inside', 'incidents.byZone')
    const rows = value?.kind === 'rows' ? value.rows : []
    expect(rows.map(({ id, now }) => [id, now])).toEqual([[3, 40], [4, 30], [5, 30], [1, null], [2, null]])
    expect(rows[3]).toMatchObject({ hidden: true, before: 20, change: null, low: null, high: null, p: 0.05, mark: 'more' })
    expect(rows[1]).toEqual(table.rows[3])
  })
  it('is told by no change on the year, no place among others, no day of hours and no rounded neighbour', () => {
    const row = (id: number, now: number) => ({ id, nameZh: '', nameEn: '', now, before: 20, change: now / 20 - 1, year: 40, yearChange: now / 40 - 1, yearLow: 0, yearHigh: 1, yearP: 0.001 })
    const value = shown({ kind: 'rows', columns: [], rows: [row(1, 50), row(4, 4), row(9, 4), row(2, 3), row(3, 1)] }, 'inside', 'incidents.byCategory')
    expect(value?.kind === 'rows' && value.rows.map(({ id, now, yearChange, yearP }) => [id, now, yearChange, yearP])).toEqual([[1, 50, 0.25, 0.001], [2, null, null, 0.05], [3, null, null, 0.05], [4, null, null, 0.05], [9, null, null, 0.05]])
    // Monday has one small hour, Tuesday two: the sum of Monday would tell its own.
    const hours = Array.from({ length: 168 }, (_, hour) => ({ 3: 2, 4: 30, 5: 9, 27: 3, 28: 3, 30: 40 })[hour] ?? 0)
    const matrix = cellsOf(shown({ kind: 'matrix', unit: 'count', values: hours }, 'inside'))
    expect([3, 4, 5, 27, 28, 30].map((hour) => matrix[hour])).toEqual([null, 30, null, null, null, 40])
    expect([shown(comparison(13, 12), 'outside'), shown(comparison(17, 10), 'outside')]).toMatchObject([{ last: { now: { value: 15 }, before: { value: 10 }, change: 0.5 } }, { last: { change: 0.5 } }])
    const share = (above: number, of: number): FigureValue => ({ kind: 'comparison', unit: 'share', last: comparedShares({ count: above, total: of }, { count: 50, total: 90 }), year: null })
    expect([shown(share(88, 90), 'outside'), shown(share(70, 90), 'outside')]).toMatchObject([{ last: { now: { value: null, hidden: true } } }, { last: { now: { value: 0.78 } } }])
  })
  it('is no equipment inside; outside not where patrols go, which cameras are down or what evidence rests on', () => {
    const cameras: FigureValue = { kind: 'rows', columns: [], rows: [{ id: 'fault', nameZh: '', nameEn: '', count: 2 }] }
    expect(shown(cameras, 'inside', 'cameras')).toEqual(cameras)
    for (const key of ['patrol.dose', 'patrol.presence', 'cameras.down', 'cameras.cover']) expect(suppressed(figure(cameras, key), 'outside')).toBeNull()
    expect(suppressed(figure(cameras, 'hotspots.found', { from: 'x', evidence: { rows: 3 } }), 'outside')?.query.params).toEqual({ from: 'x' })
  })
})
