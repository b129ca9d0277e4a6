import { describe, expect, test } from 'vitest'
import type { PatrolRoute, PatrolStop } from '../../../geodata/model/patrolPlan.ts'
import { placeOnRound } from '../../../geodata/patrol/placeOnRound.ts'
import { progressOf, progressRules } from '../../../geodata/patrol/progress.ts'
import { stopsReached } from '../../../geodata/patrol/stopsReached.ts'
import { type Fix, visitsOf } from '../../../geodata/patrol/visits.ts'
import { createRandom, normal } from '../../../geodata/random.ts'

const t0 = Date.parse('2026-11-26T12:00:00Z')
const iso = (minutes: number) => new Date(t0 + minutes * 60_000).toISOString()
const eastMeters = 95_300
/** East of the start by metres, north by metres. */
const at = (east: number, north = 0): [number, number] => [121.4 + east / eastMeters, 31.2 + north / 110_860]
const fix = (minutes: number, east: number, north = 0, accuracyMeters: number | null = null): Fix => { const [lng, lat] = at(east, north); return { timeMs: t0 + minutes * 60_000, lng, lat, accuracyMeters } }
const stop = (id: string, arrives: number, dwell: number, east: number, change: Partial<PatrolStop> = {}): PatrolStop => ({ id, kind: 'hotspot', name: id, hotspot: 0, checkpoint: null, hotspotId: null, checkpointId: null, place: at(east), arrivesAt: iso(arrives), leavesAt: iso(arrives + dwell), locked: false, ...change })
/** A street of a kilometre with stops at 300, 600 and 900 m. */
const route: PatrolRoute = { id: 'r', teamId: 1, startsAt: iso(0), endsAt: iso(60), meters: 1_000, line: [at(0), at(1_000)], stops: [stop('start', 0, 0, 0, { kind: 'start' }), stop('a', 5, 10, 300), stop('b', 20, 10, 600), stop('c', 35, 10, 900)] }
/** Walks to each place and stays, a fix every half minute. */
const walk = (upTo: number, delay = 0): Fix[] => Array.from({ length: upTo * 2 + 1 }, (_, i) => i / 2).map((minute) => {
  const m = minute - delay
  const east = m < 5 ? m * 60 : m < 15 ? 300 : m < 20 ? 300 + (m - 15) * 60 : m < 30 ? 600 : m < 35 ? 600 + (m - 30) * 60 : 900
  return fix(minute, Math.max(0, east))
})
const stand = (minutes: number, fixes: readonly Fix[], more: object = {}) => progressOf({ route, fixes, said: [], nowMs: t0 + minutes * 60_000, onTask: false, ...more })
const states = (progress: ReturnType<typeof stand>) => progress.stops.map(({ state }) => state)
const codes = (progress: ReturnType<typeof stand>) => progress.marks.map(({ code }) => code)

describe('where a team stands', () => {
  test('a team that walks as planned reaches one stop after the other, without a mark', () => {
    expect(states(stand(3, walk(3)))).toEqual(['ahead', 'ahead', 'ahead'])
    expect(states(stand(8, walk(8)))).toEqual(['here', 'ahead', 'ahead'])
    expect(states(stand(18, walk(18)))).toEqual(['reached', 'ahead', 'ahead'])
    expect(states(stand(46, walk(46)))).toEqual(['reached', 'reached', 'here'])
    for (let minute = 0; minute <= 46; minute++) expect(codes(stand(minute, walk(minute))), `minute ${minute}`).toEqual([])
    expect(stand(18, walk(18)).next).toEqual({ stopId: 'b', name: 'b', expectedAt: iso(20) })
  })
  test('times of arriving and leaving are those of the fixes', () => {
    const [a] = stand(46, walk(46)).stops
    expect(Date.parse(a?.arrivedAt ?? '')).toBeGreaterThanOrEqual(t0 + 4 * 60_000)
    expect(Date.parse(a?.arrivedAt ?? '')).toBeLessThanOrEqual(t0 + 5 * 60_000)
    expect(Math.abs(Date.parse(a?.leftAt ?? '') - t0 - 15 * 60_000)).toBeLessThanOrEqual(60_000)
  })
  test('passing by is no visit; a stop that is left aside is passed, and missed when the round is over', () => {
    const straight = Array.from({ length: 41 }, (_, i) => fix(i / 2, Math.min(900, i * 45)))
    expect(states(stand(20, straight))).toEqual(['passed', 'passed', 'here'])
    expect(states(stand(80, straight))).toEqual(['missed', 'missed', 'reached'])
    expect(stand(80, straight).marks).toEqual([])
  })
  test('what a team says counts, indoors without any fix; so does that it left a stop out', () => {
    const said = [{ stopId: 'a', checkpointId: null, kind: 'indoor' as const, timeMs: t0 + 6 * 60_000 }, { stopId: 'b', checkpointId: null, kind: 'skip' as const, timeMs: t0 + 18 * 60_000 }]
    const progress = stand(19, [], { said })
    expect([states(progress), progress.next?.stopId, codes(progress)]).toEqual([['reached', 'skipped', 'ahead'], 'c', []])
    expect(progress.stops[0]).toMatchObject({ by: 'check_in', arrivedAt: iso(6) })
  })
  test('two visits of one place belong to the two stops there, each to the nearest in time', () => {
    const twice = [stop('x1', 5, 10, 300), stop('y', 20, 10, 600), stop('x2', 125, 10, 300)]
    const late = Array.from({ length: 40 }, (_, i) => fix(120 + i / 2, 300))
    expect([...stopsReached(twice, late, [], 40).reached.keys()]).toEqual(['x2'])
    const both = [...walk(30), ...late]
    expect([...stopsReached(twice, both, [], 40).reached.keys()].toSorted()).toEqual(['x1', 'x2', 'y'])
  })
})

describe('marks that do not nag', () => {
  test('off the route: only after five minutes beyond 150 m, and gone when the team is back', () => {
    const away = (minutes: number, back?: number) => Array.from({ length: minutes * 2 + 1 }, (_, i) => i / 2).map((m) => fix(m, 300, back !== undefined && m >= back ? 30 : m < 2 ? 0 : 220))
    expect(codes(stand(6, away(6)))).toEqual([])
    const marked = stand(9, away(9)).marks
    expect(marked).toMatchObject([{ code: 'off_route', since: iso(2), meters: 220 }])
    expect(codes(stand(10, away(10, 9.5)))).toEqual([])
    // Between 80 m and 150 m it stays what it was.
    const edge = (start: number) => Array.from({ length: 41 }, (_, i) => fix(i / 2, 300, i / 2 < start ? 220 : 120))
    expect(codes(stand(19, edge(10)))).toContain('off_route')
    expect(codes(stand(19, edge(0)))).not.toContain('off_route')
  })
  test('noise of 15 m along the street and a fix that is thrown out for a moment raise nothing', () => {
    const random = createRandom(3)
    for (let run = 0; run < 20; run++) {
      const noisy = walk(46).map((one, i) => { const [east, north] = [normal(random, 0, 15), normal(random, 0, 15) + (i % 29 === 17 ? 400 : 0)]; return { ...one, lng: one.lng + east / eastMeters, lat: one.lat + north / 110_860 } })
      for (const minute of [10, 22, 33, 46]) expect(codes(stand(minute, noisy.filter(({ timeMs }) => timeMs <= t0 + minute * 60_000)))).toEqual([])
      expect(states(stand(46, noisy)), `run ${run}`).toEqual(['reached', 'reached', 'here'])
    }
  })
  test('a fix that may be off by as much as it is away says nothing', () => {
    expect(codes(stand(9, Array.from({ length: 19 }, (_, i) => fix(i / 2, 300, 220, 200))))).toEqual([])
  })
  test('overdue once, after ten minutes, and not again at the next stops for the same delay', () => {
    const late = walk(60, 15)
    const upTo = (minute: number) => late.filter(({ timeMs }) => timeMs <= t0 + minute * 60_000)
    expect(codes(stand(14, upTo(14)))).toEqual([])
    expect(stand(16, upTo(16)).marks).toMatchObject([{ code: 'overdue', stopId: 'a', since: iso(5) }])
    for (let minute = 22; minute < 60; minute++) expect(codes(stand(minute, upTo(minute))), `minute ${minute}`).toEqual([])
    expect(stand(32, upTo(32)).next?.stopId).toBe('b')
  })
  test('silence is a mark of its own; a matter in hand is no leaving of the route', () => {
    expect(codes(stand(19, walk(8)))).toEqual(['silent'])
    expect(codes(stand(9, Array.from({ length: 19 }, (_, i) => fix(i / 2, 300, 220)), { onTask: true }))).toEqual([])
    expect(stand(-1, []).marks).toEqual([])
  })
})

describe('a stay', () => {
  test('is an interval where fixes are sparse: the truth lies in it', () => {
    const random = createRandom(11)
    for (let run = 0; run < 200; run++) {
      const [from, to] = [10 + random() * 5, 20 + random() * 10]
      const every = 0.25 + random() * 1.7
      const fixes: Fix[] = []
      for (let m = random() * every; m < 45; m += every) fixes.push(fix(m, m >= from && m < to ? 300 : 900))
      const [visit] = visitsOf(fixes, at(300), progressRules.reachMeters)
      const truth = (to - from) * 60
      expect(visit!.lowSeconds, `every ${every}`).toBeLessThanOrEqual(truth + 1)
      expect(visit!.highSeconds, `every ${every}`).toBeGreaterThanOrEqual(truth - 1)
    }
  })
})

describe('who keeps to the round', () => {
  // Out and back on one street, so that the line passes every place twice.
  const there: PatrolRoute = { ...route, endsAt: iso(50), line: [at(0), at(300), at(600), at(600, 200), at(600), at(300), at(0)], stops: [stop('start', 0, 0, 0, { kind: 'start' }), stop('a', 5, 10, 300), { ...stop('b', 20, 10, 0), place: at(600, 200) }, stop('end', 45, 0, 0, { kind: 'end' })] }
  test('is where the plan says, and so reaches every stop without a mark', () => {
    expect([placeOnRound(there, t0 - 1), placeOnRound(there, t0 + 50 * 60_000)]).toEqual([null, null])
    const east = (minute: number) => Math.round((placeOnRound(there, t0 + minute * 60_000)!.place[0] - 121.4) * eastMeters)
    expect([east(0), east(2.5), east(7), east(17.5), east(25), east(37.5)]).toEqual([0, 150, 300, 550, 600, 400])
    const fixes = Array.from({ length: 99 }, (_, i) => i / 2).map((minute): Fix => { const { place: [lng, lat] } = placeOnRound(there, t0 + minute * 60_000)!; return { timeMs: t0 + minute * 60_000, lng, lat, accuracyMeters: 5 } })
    for (const minute of [3, 12, 19, 29, 40, 49]) {
      const progress = progressOf({ route: there, fixes: fixes.filter(({ timeMs }) => timeMs <= t0 + minute * 60_000), said: [], nowMs: t0 + minute * 60_000, onTask: false })
      expect(progress.marks, `minute ${minute}`).toEqual([])
    }
    expect(progressOf({ route: there, fixes, said: [], nowMs: t0 + 49 * 60_000, onTask: false }).stops.map(({ state }) => state)).toEqual(['reached', 'reached'])
  })
})
