import { describe, expect, it } from 'vitest'
import { daysOfFiling, nextFiling } from '../../../geodata/briefing/schedule.ts'
import { briefingSpans } from '../../../geodata/briefing/spans.ts'

const shanghai = 'Asia/Shanghai'
const later = Date.parse('2030-01-01T00:00:00Z')
const week = { from: '2026-11-16', to: '2026-11-23', template: 'weekly' } as const

describe('the periods of a briefing', () => {
  it('are whole days of the area’s clock, the week before and the same dates a year before', () => {
    expect(briefingSpans(week, shanghai, later)).toEqual({
      whole: { from: '2026-11-15T16:00:00.000Z', to: '2026-11-22T16:00:00.000Z' }, now: { from: '2026-11-15T16:00:00.000Z', to: '2026-11-22T16:00:00.000Z' },
      before: { from: '2026-11-08T16:00:00.000Z', to: '2026-11-15T16:00:00.000Z' }, year: { from: '2025-11-15T16:00:00.000Z', to: '2025-11-22T16:00:00.000Z' },
    })
  })
  it('compare a month with the month before, however long', () => {
    const { before, year } = briefingSpans({ from: '2024-03-01', to: '2024-04-01', template: 'monthly' }, 'UTC', later)
    expect([before.from, before.to, year.from, year.to].map((at) => at.slice(0, 10))).toEqual(['2024-02-01', '2024-03-01', '2023-03-01', '2023-04-01'])
    expect(briefingSpans({ from: '2024-02-29', to: '2024-03-01', template: 'daily' }, 'UTC', later).year).toEqual({ from: '2023-02-28T00:00:00.000Z', to: '2023-03-01T00:00:00.000Z' })
    expect(briefingSpans({ from: '2025-01-01', to: '2026-01-01', template: 'monthly' }, 'UTC', later).before).toEqual({ from: '2024-01-01T00:00:00.000Z', to: '2025-01-01T00:00:00.000Z' })
  })
  it('that still run are compared with as much of the others', () => {
    const { now, before, year, whole } = briefingSpans(week, shanghai, Date.parse('2026-11-18T04:00:00Z'))
    expect([now.to, before.to, year.to, whole.to]).toEqual(['2026-11-18T04:00:00.000Z', '2026-11-11T04:00:00.000Z', '2025-11-18T04:00:00.000Z', '2026-11-22T16:00:00.000Z'])
  })
  it('of a festival lie a year before where it then was (Spring Festival: 17 February 2026, 29 January 2025)', () => {
    const { year } = briefingSpans({ from: '2026-02-16', to: '2026-02-24', template: 'festival' }, shanghai, later)
    expect(year).toEqual({ from: '2025-01-27T16:00:00.000Z', to: '2025-02-04T16:00:00.000Z' })
  })
  it('follow the clocks over a change of the hour', () => {
    const { now } = briefingSpans({ from: '2026-03-08', to: '2026-03-09', template: 'daily' }, 'America/Chicago', later)
    expect(now).toEqual({ from: '2026-03-08T06:00:00.000Z', to: '2026-03-09T05:00:00.000Z' })
  })
  it('are refused where they end before they begin, or have not begun', () => {
    expect(() => briefingSpans({ ...week, to: week.from }, shanghai, later)).toThrow('after from')
    expect(() => briefingSpans(week, shanghai, Date.parse('2026-11-15T16:00:00Z'))).toThrow('begun')
  })
})

describe('the next filing', () => {
  const at = (text: string) => Date.parse(text)
  const next = (when: Parameters<typeof nextFiling>[0], zone: string, after: string) => new Date(nextFiling(when, zone, at(after))).toISOString()
  it('is at the hour of the area’s clock on its day, after the moment', () => {
    expect(next({ template: 'daily', onDay: null, atHour: 7 }, shanghai, '2026-11-25T22:59:00Z')).toBe('2026-11-25T23:00:00.000Z')
    expect(next({ template: 'daily', onDay: null, atHour: 7 }, shanghai, '2026-11-25T23:00:00Z')).toBe('2026-11-26T23:00:00.000Z')
    expect(next({ template: 'weekly', onDay: 1, atHour: 8 }, shanghai, '2026-11-26T00:00:00Z')).toBe('2026-11-30T00:00:00.000Z')
    expect(next({ template: 'weekly', onDay: 7, atHour: 8 }, shanghai, '2026-11-26T00:00:00Z')).toBe('2026-11-29T00:00:00.000Z')
    expect(next({ template: 'monthly', onDay: 28, atHour: 0 }, 'UTC', '2026-11-28T00:00:00Z')).toBe('2026-12-28T00:00:00.000Z')
    expect(next({ template: 'daily', onDay: null, atHour: 2 }, 'America/Chicago', '2026-03-08T07:30:00Z')).toBe('2026-03-08T08:00:00.000Z')
  })
  it('is about the days before it', () => {
    const days = (template: 'daily' | 'weekly' | 'monthly') => Object.values(daysOfFiling({ template }, shanghai, at('2026-11-30T00:00:00Z')))
    expect([days('daily'), days('weekly'), days('monthly')]).toEqual([['2026-11-29', '2026-11-30'], ['2026-11-23', '2026-11-30'], ['2026-10-01', '2026-11-01']])
  })
})
