import { describe, expect, it } from 'vitest'
import { dutyCover, hourlyCover } from '../../../geodata/roster/dutyCover.ts'
import { dutyHours, weekOf } from '../../../geodata/roster/dutyHours.ts'
import { postsFromCsv } from '../../../geodata/roster/postsFromCsv.ts'
import { fitOf } from '../../../geodata/roster/rules.ts'
import { need, rules } from './fixture.ts'

const shift = (id: number, needId: string | null, from: string, to: string) => ({ id, areaId: 1, teamId: id, from, to, needId, note: '', version: 1 })
const at = (text: string) => Date.parse(`2026-12-07T${text}:00+08:00`)

describe('volunteer cover', () => {
  it('is posts filled x hours / posts needed x hours; one too many covers no other', () => {
    const needs = [need('a', '2026-12-07T07:00:00+08:00', '2026-12-07T12:00:00+08:00', { needed: 2 }), need('b', '2026-12-07T12:00:00+08:00', '2026-12-07T17:00:00+08:00'), need('c', '2026-12-07T17:00:00+08:00', '2026-12-07T22:00:00+08:00', { needed: 3 })]
    const shifts = [shift(1, 'a', needs[0]!.from, needs[0]!.to), shift(2, 'b', needs[1]!.from, needs[1]!.to), shift(3, 'b', needs[1]!.from, needs[1]!.to)]
    expect(dutyCover(needs, shifts)).toEqual({ neededHours: 30, filledHours: 10, cover: 1 / 3 })
    const hours = hourlyCover(needs, [...shifts, shift(4, null, '2026-12-07T21:30:00+08:00', '2026-12-07T23:00:00+08:00')], { from: at('00:00'), to: at('00:00') + 86_400_000 })
    expect(hours.map(({ needed }) => needed)).toEqual([...Array(7).fill(0), ...Array(5).fill(2), ...Array(5).fill(1), ...Array(5).fill(3), 0, 0])
    expect(hours.reduce((sum, { filled }) => sum + filled, 0)).toBe(10)
    expect([hours[13]!.onDuty, hours[21]!.onDuty, hours[22]!.onDuty, hours[23]!.onDuty]).toEqual([2, 0.5, 1, 0])
    expect(dutyCover([], []).cover).toBeNull()
  })
  it('counts a post that is taken over late from then on, two halves as a whole, and what lies outside of its hours not', () => {
    const on = (from: string, to: string) => [`2026-12-07T${from}:00+08:00`, `2026-12-07T${to}:00+08:00`] as const
    const one = need('a', ...on('07:00', '12:00'))
    expect(dutyCover([one], [shift(1, 'a', ...on('09:30', '12:00'))])).toEqual({ neededHours: 5, filledHours: 2.5, cover: 0.5 })
    expect(dutyCover([one], [shift(1, 'a', ...on('06:00', '09:00')), shift(2, 'a', ...on('09:00', '13:00'))]).cover).toBe(1)
    // While both are there one of them is too many.
    expect(dutyCover([one], [shift(1, 'a', ...on('07:00', '10:00')), shift(2, 'a', ...on('09:00', '11:00'))]).filledHours).toBe(4)
    expect(hourlyCover([one], [shift(1, 'a', ...on('09:30', '12:00'))], { from: at('07:00'), to: at('12:00') }).map(({ filled }) => filled)).toEqual([0, 0, 0.5, 1, 1])
  })
})

describe('hours of duty', () => {
  it('are those that there are on days on which clocks change', () => {
    const berlin = { timeZone: 'Europe/Berlin', nightFrom: '22:00', nightTo: '06:00' }
    const span = (from: string, to: string) => dutyHours({ from: Date.parse(from), to: Date.parse(to) }, berlin)
    // 28 March 2027: 02:00 becomes 03:00; 31 October: 03:00 becomes 02:00.
    expect(span('2027-03-27T21:00:00Z', '2027-03-28T04:00:00Z')).toEqual({ hours: 7, nightHours: 7, weekendHours: 7 })
    expect(span('2027-10-30T20:00:00Z', '2027-10-31T05:00:00Z')).toEqual({ hours: 9, nightHours: 9, weekendHours: 9 })
    expect(span('2027-10-31T05:00:00Z', '2027-10-31T23:30:00Z')).toEqual({ hours: 18.5, nightHours: 2.5, weekendHours: 18 })
    expect(weekOf(Date.parse('2026-12-06T15:59:00Z'), 'Asia/Shanghai') + 1).toBe(weekOf(Date.parse('2026-12-06T16:00:00Z'), 'Asia/Shanghai'))
  })
  it('of a piece of duty count shifts that follow each other, rest is between pieces', () => {
    const fit = (busy: [string, string][], span: [string, string], crews = 1) => fitOf(crews, busy.map(([from, to]) => ({ from: at(from), to: at(to) })), { from: at(span[0]), to: at(span[1]) }, { ...rules, timeZone: 'Asia/Shanghai' })
    expect(fit([['07:00', '12:00']], ['12:30', '17:00'])).toMatchObject({ hindrance: null, restBeforeHours: Infinity, weekHours: 9.5 })
    expect(fit([['07:00', '12:00'], ['12:00', '17:00']], ['17:00', '22:00'])).toMatchObject({ hindrance: 'run' })
    // Within one piece there is no rest between its first and its last.
    expect(fit([['07:00', '09:00'], ['09:00', '13:00']], ['13:00', '18:00'])).toMatchObject({ hindrance: null })
    expect(fit([['07:00', '09:00']], ['12:00', '13:00'])).toMatchObject({ hindrance: 'rest', restBeforeHours: 3 })
    expect(fit([['07:00', '09:00']], ['12:00', '13:00'], 2).hindrance).toBeNull()
    expect(fit([['07:00', '09:00']], ['08:00', '13:00'], 2).hindrance).toBe('busy')
  })
})

describe('posts of a table', () => {
  it('are read by names of columns in both languages, with one number or one for each window; what cannot be read is told by line', () => {
    const text = '\uFEFF编号,名称,经度,纬度,需要\r\nA1,"东门, 北侧",121.47,31.23,2\r\nA2,西门,121.48,31.24,\r\nA1,重复,121.4,31.2,1\r\n\r\nA4,无,,31.2,1\r\nA5,多,121.4,31.2,1.5\r\n'
    expect(postsFromCsv(text, 3)).toEqual({
      posts: [{ code: 'A1', name: '东门, 北侧', needs: [2, 2, 2], lng: 121.47, lat: 31.23 }, { code: 'A2', name: '西门', needs: [1, 1, 1], lng: 121.48, lat: 31.24 }],
      problems: [{ line: 4, field: 'code', expected: 'each code once' }, { line: 6, field: 'lng', expected: 'degrees from -180 to 180' }, { line: 7, field: 'need', expected: 'whole numbers from 0 to 500' }],
    })
    expect(postsFromCsv('lng;lat;need1;need2\n121;31;0;3', 2).posts).toEqual([{ code: '1', name: '', needs: [0, 3], lng: 121, lat: 31 }])
    expect(postsFromCsv('a,b\n1,2', 1).problems.map(({ field }) => field)).toEqual(['lng', 'lat'])
  })
})
