import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aoristic, hoursInWindow } from '../../../geodata/analysis/aoristic.ts'
import { hoursByMinutes } from '../hoursByMinutes.ts'

const minute = 60_000
const hour = 60 * minute
const at = (text: string) => Date.parse(text)
const weigh = (rows: [string, string][], timeZone: string) => aoristic({ timesMs: rows.map(([from]) => at(from)), untilMs: rows.map(([, until]) => at(until)) }, timeZone)
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)
describe('aoristic weights', () => {
  it('share an incident out as Ratcliffe 2000 does: three whole hours a third each, one moment 1', () => {
    const { weights, rows, rowsWithInterval } = weigh([['2024-05-06T14:00Z', '2024-05-06T17:00Z'], ['2024-05-07T14:20Z', '2024-05-07T14:20Z']], 'UTC')
    expect([14, 15, 16].map((bin) => weights[bin])).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(1 / 3, 12), expect.closeTo(1 / 3, 12)])
    expect(weights[24 + 14]).toBe(1)
    expect([rows, rowsWithInterval, sum(weights)]).toEqual([2, 1, expect.closeTo(2, 12)])
  })
  it('count by time inside an hour, over midnight and into the next week', () => {
    const { weights, begun } = weigh([['2024-05-12T23:30Z', '2024-05-13T01:00Z']], 'UTC') // a Sunday
    expect([weights[167], weights[0], weights[1]]).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(2 / 3, 12), 0])
    expect(begun[167]).toBe(1)
  })
  it('give nothing to the hour that clocks skip and both to the one that comes twice', () => {
    // Berlin 2024-03-31: 02:00 is 03:00; 2024-10-27: 03:00 is 02:00 again. Both are Sundays.
    const spring = weigh([['2024-03-31T00:00+01:00', '2024-03-31T06:00+02:00']], 'Europe/Berlin').weights
    expect([0, 1, 2, 3, 4, 5].map((bin) => spring[144 + bin])).toEqual([0.2, 0.2, 0, 0.2, 0.2, 0.2].map((share) => expect.closeTo(share, 12)))
    const autumn = weigh([['2024-10-27T00:00+02:00', '2024-10-27T05:00+01:00']], 'Europe/Berlin').weights
    expect([0, 1, 2, 3, 4].map((bin) => autumn[144 + bin])).toEqual([1 / 6, 1 / 6, 2 / 6, 1 / 6, 1 / 6].map((share) => expect.closeTo(share, 12)))
    const week = hoursInWindow(at('2024-03-25T00:00+01:00'), at('2024-04-01T00:00+02:00'), 'Europe/Berlin')
    expect(week[146]).toBe(0)
    expect(sum(week)).toBe(167 * hour)
  })
  it('are what counting minutes gives, in zones with whole and half hours and changes of half an hour', () => {
    fc.assert(
      fc.property(fc.constantFrom('Asia/Shanghai', 'America/Chicago', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Asia/Kathmandu'), fc.integer({ min: 0, max: 366 * 1440 }), fc.integer({ min: 1, max: 3000 }), (timeZone, start, minutes) => {
        const fromMs = at('2024-01-01T00:00Z') + start * minute
        const { weights } = aoristic({ timesMs: [fromMs], untilMs: [fromMs + minutes * minute] }, timeZone)
        const expected = hoursByMinutes(fromMs, fromMs + minutes * minute, timeZone)
        expect(Math.max(...weights.map((value, bin) => Math.abs(value - expected[bin]!)))).toBeLessThan(1e-9)
      }),
      { numRuns: 40 },
    )
    const change = at('2024-04-06T15:00Z') // Lord Howe turns its clocks back by half an hour
    const { weights } = aoristic({ timesMs: [change - 2 * hour], untilMs: [change + 2 * hour] }, 'Australia/Lord_Howe')
    expect([...weights]).toEqual([...hoursByMinutes(change - 2 * hour, change + 2 * hour, 'Australia/Lord_Howe')].map((value) => expect.closeTo(value, 9)))
  })
  it('leave out intervals that are too long, take reversed ones for moments and notice dates without a time', () => {
    const found = aoristic({ timesMs: [0, 0, at('2024-05-06T00:00Z')], untilMs: [200 * hour, -5, NaN] }, 'UTC', 168 * hour)
    expect([found.tooLong, found.rows, found.rowsWithInterval, found.rowsAtMidnight, sum(found.weights)]).toEqual([1, 2, 0, 2, 2])
  })
})
