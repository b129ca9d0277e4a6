import { expect, test } from 'vitest'
import type { CheckIn, PatrolStop } from '../../geodata/model/patrolPlan.ts'
import type { Round } from '../../web/api/onPatrol.ts'
import { favourites, noteUse } from '../../web/panels/onPatrol/favouriteCategories.ts'
import type { CategoryRow } from '../../web/stores/categories.ts'
import { nextStop, placeOfReport, roundAt, roundChanges, type Said, shiftAt, stopStates } from '../../web/stores/phone/roundState.ts'
import { fixOf, isWorthKeeping } from '../../web/stores/phone/thinFixes.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 13, minute)).toISOString()
const ms = (minute: number) => Date.parse(at(minute))
const stop = (id: string, kind: PatrolStop['kind'] = 'checkpoint', minute = 0): PatrolStop => ({ id, kind, name: id, hotspot: null, checkpoint: null, hotspotId: null, checkpointId: null, place: [121.4, 31.2], arrivesAt: at(minute), leavesAt: at(minute + 5), locked: false })
let number = 0
const said = (stopId: string, kind: CheckIn['kind'], minute: number): Said => ({ id: String(++number), stopId, kind, at: at(minute) })
const round = (id: string, from: number, to: number, stops: PatrolStop[], change: Partial<Round> = {}): Round => ({
  plan: { id, name: id, from: at(from), to: at(to) }, team: { id: 1, callSign: '巡逻01' }, shift: { from: at(from), to: at(to) }, route: { id: `${id}-route`, teamId: 1, startsAt: at(from), endsAt: at(to), meters: 0, stops, line: null }, checkIns: [], ...change,
})

test('the last word counts for a stop, in whatever order words arrive', () => {
  const stops = [stop('start', 'start'), stop('a'), stop('b'), stop('c')]
  const words = [said('b', 'arrive', 20), said('a', 'leave', 10), said('a', 'arrive', 2), said('a', 'indoor', 4), said('c', 'skip', 15)]
  const states = stopStates(stops, words)
  expect(states.map(({ number }) => number)).toEqual([0, 1, 2, 3])
  expect(placeOfReport(states)?.stop.id).toBe('b')
  expect(placeOfReport(stopStates(stops.slice(1), ['a', 'b', 'c'].map((id, i) => said(id, 'leave', i))))?.stop.id).toBe('c')
  expect(states.map(({ state }) => state)).toEqual(['open', 'done', 'here', 'skipped'])
  expect(states[1]).toMatchObject({ indoor: true, stairs: false })
  expect(nextStop(states)?.stop.id).toBe('b')
  // Left and come back: the stay counts from the second arrival.
  expect(stopStates([stop('a')], [said('a', 'arrive', 1), said('a', 'leave', 5), said('a', 'arrive', 30)])[0]).toMatchObject({ state: 'here', since: at(30) })
})

test('the next stop follows the last one that anything was said of, and nobody is sent to where they start', () => {
  const stops = [stop('start', 'start'), stop('a'), stop('b'), stop('c')]
  expect(nextStop(stopStates(stops, []))?.stop.id).toBe('a')
  expect(nextStop(stopStates(stops, [said('b', 'arrive', 1), said('b', 'leave', 2)]))?.stop.id).toBe('c')
  expect(nextStop(stopStates(stops, [said('c', 'skip', 1)]))?.stop.id).toBe('a')
  expect(nextStop(stopStates(stops, ['a', 'b', 'c'].map((id) => said(id, 'leave', 1))))).toBeNull()
})

test('the round of now comes before the next, and the next before the last', () => {
  const [early, late] = [round('early', -300, -240, [stop('a')]), round('late', 240, 300, [stop('b')])]
  expect(roundAt([early, late], ms(0))?.plan.id).toBe('late')
  expect(roundAt([early, late], ms(-250))?.plan.id).toBe('early')
  expect(roundAt([early], ms(0))?.plan.id).toBe('early')
  expect(roundAt([], ms(0))).toBeNull()
})

test('a shift is half-open, and that of another team is none', () => {
  const duties = [{ id: 1, areaId: 2, callSign: '巡逻01', kind: 'staff' as const, vehicle: 'foot' as const, shifts: [{ from: at(0), to: at(30) }] }]
  expect(shiftAt(1, duties, [], ms(0))).toEqual({ from: at(0), to: at(30) })
  expect([shiftAt(1, duties, [], ms(30)), shiftAt(2, duties, [], ms(5)), shiftAt(null, duties, [], ms(5))]).toEqual([null, null, null])
})

test('what a plan lost or got since it was read is told, and what is over or was done is not', () => {
  const before = [round('night', 0, 60, [stop('a'), stop('b'), stop('c')], { checkIns: [said('a', 'leave', 5)] })]
  expect(roundChanges(before, [], ms(10))).toEqual([{ kind: 'withdrawn', plan: 'night' }])
  expect(roundChanges(before, [], ms(90))).toEqual([])
  expect(roundChanges(before, before, ms(10))).toEqual([])
  expect(roundChanges(before, [round('night', 0, 60, [stop('c'), stop('d')])], ms(10))).toEqual([{ kind: 'changed', plan: 'night', gone: 1, names: ['b'], added: 1 }])
})

test('fixes are thinned by time and way, and coarse ones are not kept', () => {
  const fix = (seconds: number, lng = 121.4, accuracyMeters = 8) => ({ lng, lat: 31.2, accuracyMeters, at: ms(0) + seconds * 1000 })
  const last = fix(0)
  expect(isWorthKeeping(fix(0), null)).toBe(true)
  expect(isWorthKeeping(fix(4, 121.5), last)).toBe(false)
  expect(isWorthKeeping(fix(6, 121.4001), last)).toBe(true)
  expect(isWorthKeeping(fix(6, 121.40001), last)).toBe(false)
  expect(isWorthKeeping(fix(15), last)).toBe(true)
  expect(isWorthKeeping(fix(60, 121.5, 201), last)).toBe(false)
  expect(fixOf(last, Number.NaN)).toEqual({ at: at(0), lng: 121.4, lat: 31.2, accuracyMeters: 8 })
  expect(fixOf(last, 1.4)).toMatchObject({ speedMetersPerSecond: 1.4 })
})

test('what a phone reports most is one tap away, then one of each group, and voices are not offered', () => {
  const row = (id: number, group: string, voice = false): CategoryRow => ({ id, scheme: 's', code: String(id), group, groupZh: group, groupEn: group, nameZh: String(id), nameEn: String(id), severity: 2, voice })
  const all = [...Array.from({ length: 9 }, (_, i) => row(i + 1, 'a')), row(20, 'b'), row(21, 'b'), row(30, 'voices', true)]
  const kept = new Map<string, string>()
  const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  expect(favourites(store, all).map(({ id }) => id).slice(0, 4)).toEqual([1, 20, 2, 21])
  for (const id of [9, 9, 30]) noteUse(store, id)
  expect(favourites(store, all).map(({ id }) => id)).toEqual([9, 30, 1, 20, 2, 21, 3, 4])
})
