import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../geodata/random.ts'
import type { Span } from '../../../geodata/roster/dutyHours.ts'
import { fillRoster, solve } from '../../../geodata/roster/fillRoster.ts'
import { rosterProblem, type RosterProblem } from '../../../geodata/roster/problem.ts'
import { fitOf } from '../../../geodata/roster/rules.ts'
import { festival, need, roster, rules, team } from './fixture.ts'

const hour = (day: number, at: number) => new Date(Date.UTC(2026, 11, day) + (at - 8) * 3_600_000).toISOString()

/** Open hours and cost of who sits where, told anew from the rules: nothing of the search is used. Undefined where somebody cannot. */
function told(problem: RosterProblem, teamOf: ArrayLike<number>): { open: number; cost: number } | undefined {
  let [open, cost] = [0, 0]
  const seats = problem.teams.map((): number[] => [])
  for (let seat = 0; seat < problem.seats.length; seat++) {
    const at = teamOf[seat]!
    if (at < 0) open += problem.seats[seat]!.hours
    else seats[at]!.push(seat)
  }
  for (const [at, own] of seats.entries()) {
    const { busy, crews, load } = problem.teams[at]!
    for (const seat of own) {
      const others: Span[] = [...busy, ...own.filter((other) => other !== seat).map((other) => problem.seats[other]!.span)]
      if (problem.barred(at, problem.seats[seat]!.need) || fitOf(crews, others, problem.seats[seat]!.span, problem.rules).hindrance) return undefined
      cost += problem.km(at, problem.seats[seat]!.need)
    }
    const sum = (key: 'hours' | 'nightHours' | 'weekendHours') => own.reduce((all, seat) => all + problem.windows[problem.seats[seat]!.window]!.duty[key], 0) / 8 / crews
    cost += (load.hours + sum('hours')) ** 2 - load.hours ** 2 + 2 * ((load.night + sum('nightHours')) ** 2 - load.night ** 2) + 2 * ((load.weekend + sum('weekendHours')) ** 2 - load.weekend ** 2)
  }
  return { open, cost }
}

function small(random: Random) {
  const stations = [0, 1].map((i) => ({ id: `s${i}`, areaId: 1, name: '', lng: 121.4 + random() * 0.03, lat: 31.2, retired: false, version: 1 }))
  const teams = Array.from({ length: 2 + Math.floor(random() * 2) }, (_, i) => team(i + 1, { stationId: `s${i % 2}` }))
  const needs = Array.from({ length: 6 }, (_, i) => { const begin = [7, 12, 17, 22][Math.floor(random() * 4)]!; const day = 4 + Math.floor(random() * 3); return need(`n${i}`, hour(day, begin), hour(day, begin + 3 + Math.floor(random() * 4)), { lng: 121.4 + random() * 0.03, lat: 31.2 }) })
  return roster({ stations, teams, needs, loads: teams.map(({ id }) => ({ teamId: id, shifts: 1, hours: Math.floor(random() * 40), nightHours: Math.floor(random() * 10), weekendHours: Math.floor(random() * 10) })) })
}

describe('filling a roster', () => {
  it('leaves as few hours open as any roster of a small problem could, and costs what the cheapest of these does or hardly more', () => {
    const random = createRandom(11)
    let [found, cheapest, same] = [0, 0, 0]
    for (let n = 0; n < 24; n++) {
      const problem = rosterProblem(small(random), null)
      const mine = told(problem, solve(problem).teamOf)!
      let best = { open: Infinity, cost: Infinity }
      const tried = new Int32Array(problem.seats.length).fill(-1)
      const every = (seat: number) => {
        if (seat === tried.length) { const here = told(problem, tried); if (here && (here.open < best.open - 1e-9 || (here.open < best.open + 1e-9 && here.cost < best.cost))) best = here; return }
        for (let at = -1; at < problem.teams.length; at++) { tried[seat] = at; every(seat + 1) }
      }
      every(0)
      expect(mine.open, `problem ${n}`).toBeCloseTo(best.open, 6)
      expect(mine.cost).toBeGreaterThanOrEqual(best.cost - 1e-6)
      found += mine.cost
      cheapest += best.cost
      same += Number(mine.cost < best.cost + 1e-6)
    }
    expect(same).toBeGreaterThanOrEqual(19)
    expect(found - cheapest).toBeLessThan(0.05 * Math.abs(cheapest))
  })
  it('fills a festival where teams are enough, keeps every rule where they are not, and says what stands in the way', () => {
    const enough = fillRoster(festival(createRandom(5), { posts: 20, teams: 65 }))
    expect([enough.proposals.length, enough.gaps, enough.openHours]).toEqual([60, [], 0])
    const few = festival(createRandom(5), { posts: 8, teams: 10, days: 2 })
    const problem = rosterProblem(few, null)
    const state = solve(problem)
    expect(told(problem, state.teamOf)).toBeDefined()
    const fill = fillRoster(few)
    // A team takes two windows of a day where they follow each other, and the middle one is of eight posts: eight teams with ten hours, two with five.
    expect(fill.filledHours).toBe((8 * 10 + 2 * 5) * 2)
    for (const { reasons } of fill.gaps) expect(Object.values(reasons).reduce((sum, n) => sum + n, 0)).toBe(10)
    expect(fill.seats).toBe(fill.proposals.length + fill.gaps.reduce((sum, { missing }) => sum + missing, 0))
  })
  it('shares nights evenly, staff with staff, and takes who is near where all else is equal', () => {
    const teams = [team(1, { kind: 'staff' }), team(2, { kind: 'staff' }), team(3, { kind: 'volunteer' })]
    const night = need('n', hour(7, 22), hour(8, 6), { kind: 'staff' })
    const loads = [{ teamId: 1, shifts: 9, hours: 80, nightHours: 60, weekendHours: 0 }, { teamId: 2, shifts: 9, hours: 80, nightHours: 20, weekendHours: 0 }]
    expect(fillRoster(roster({ teams, needs: [night], loads })).proposals).toMatchObject([{ teamId: 2 }])
    const stations = [0.01, 0.001].map((away, i) => ({ id: `s${i}`, areaId: 1, name: '', lng: 121.4 + away, lat: 31.2, retired: false, version: 1 }))
    expect(fillRoster(roster({ stations, teams: [team(1, { stationId: 's0' }), team(2, { stationId: 's1' })], needs: [need('n', hour(7, 7), hour(7, 12), { lng: 121.4, lat: 31.2 })] })).proposals).toMatchObject([{ teamId: 2 }])
  })
  it('asks nobody who does not serve then, is elsewhere, of another kind or too far', () => {
    const saturday = need('n', hour(5, 7), hour(5, 12), { kind: 'volunteer', lng: 121.4, lat: 31.2 })
    const far = { id: 's', areaId: 1, name: '', lng: 122.4, lat: 31.2, retired: false, version: 1 }
    const teams = [team(1, { servesDays: [1, 2, 3, 4, 5] }), team(2, { servesFrom: '18:00', servesTo: '22:00' }), team(3, { kind: 'staff' }), team(4, { stationId: 's' }), team(5), team(6, { retired: true })]
    const shifts = [{ id: 1, areaId: 1, teamId: 5, from: hour(5, 0), to: hour(5, 8), needId: null, note: '', version: 1 }]
    expect(fillRoster(roster({ stations: [far], teams, shifts, needs: [saturday] })).gaps).toEqual([{ needId: 'n', missing: 1, reasons: { days: 1, hours: 1, kind: 1, far: 1, busy: 1 } }])
    expect(fillRoster(roster({ rules: { ...rules, mostKm: 100 }, stations: [far], teams, shifts, needs: [saturday] })).proposals).toMatchObject([{ teamId: 4 }])
  })
})
