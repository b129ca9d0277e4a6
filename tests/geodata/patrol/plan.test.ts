import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../geodata/random.ts'
import { evaluateRoutes } from '../../../geodata/patrol/evaluate.ts'
import { namesOf } from '../../../geodata/patrol/figures.ts'
import { predictabilityOf } from '../../../geodata/patrol/predictability.ts'
import type { PatrolProblem, RouteOrder } from '../../../geodata/patrol/problem.ts'
import { changedStops, replanRoutes } from '../../../geodata/patrol/replan.ts'
import { type SolveOptions, solvePatrols } from '../../../geodata/patrol/solve.ts'
import { totalThenBalance } from './totalThenBalance.ts'
import { straightProblem, townQuestion } from './town.ts'

const solve = (problem: PatrolProblem, options: SolveOptions = {}, seed = 1) => solvePatrols(problem, { rounds: 1_000, ...options }, createRandom(seed))
const isHeld = (problem: PatrolProblem, orders: readonly RouteOrder[]) => evaluateRoutes(problem, orders).violations.filter(({ code }) => code !== 'revisit_early')
const keys = ({ stops }: RouteOrder) => stops.map(({ kind, index }) => `${kind} ${index}`)

describe('the last finish first', () => {
  test.each([1, 2, 3, 4, 5, 6])('never later than of the least total, balanced afterwards; seed %i', (seed) => {
    const problem = straightProblem(townQuestion({ teams: 2 + (seed % 3), hotspots: 0, checkpoints: 10 + 3 * seed, minutes: 900, seed }))
    problem.checkpoints.forEach((one) => { one.windows = [] })
    const { figures } = solve(problem, { rounds: 1_000 }, seed)
    const peer = totalThenBalance(problem, 1_000, createRandom(seed))
    expect(figures.leftOut).toEqual([])
    expect(figures.lastFinishSeconds).toBeLessThanOrEqual(peer.lastFinish)
    expect(peer.totalSeconds).toBeGreaterThan(0)
  })
})

test('the same seed gives the same plan, another one another', () => {
  const problem = straightProblem(townQuestion({ hotspots: 12 }))
  const plan = (seed: number) => JSON.stringify(solve(problem, { variation: 1, slackShare: 0.1 }, seed))
  expect(plan(7)).toBe(plan(7))
  expect(plan(7)).not.toBe(plan(8))
})

test('a problem is plain JSON: a copy of it gives the same plan', () => {
  const problem = straightProblem(townQuestion())
  expect(solve(JSON.parse(JSON.stringify(problem)) as PatrolProblem)).toEqual(solve(problem))
})

test('visits of a hotspot keep their distance over all teams, checkpoints their windows, breaks their time', () => {
  const question = townQuestion({ teams: 4, hotspots: 10, checkpoints: 8 })
  const from = Date.parse(question.teams[0]!.from)
  const at = (minutes: number) => new Date(from + 60_000 * minutes).toISOString()
  question.teams[1]!.breaks = [{ from: at(100), to: at(130), minutes: 30 }, { from: at(250), to: at(300), minutes: 15 }]
  const problem = straightProblem(question)
  const { routes, figures } = solve(problem)
  expect(isHeld(problem, routes)).toEqual([])
  expect(figures).toMatchObject({ leftOut: [], visits: 20, visitsWanted: 20, reward: figures.rewardWanted })
  const [, round] = routes
  problem.teams[1]!.breaks.forEach(({ from: opens, to, seconds }, index) => {
    const taken = round!.stops.find((stop) => stop.kind === 'break' && stop.index === index)
    // Where the round is over before, there is no break.
    if (round!.finish > to) expect([taken!.begins >= opens && taken!.begins <= to, taken!.leaves - taken!.begins]).toEqual([true, seconds])
    else expect(taken === undefined || taken.begins >= opens).toBe(true)
  })
  for (let hotspot = 0; hotspot < 10; hotspot++) {
    const visits = routes.flatMap(({ stops }) => stops.filter(({ kind, index }) => kind === 'hotspot' && index === hotspot)).toSorted((a, b) => a.begins - b.begins)
    expect(visits[1]!.begins - visits[0]!.leaves).toBeGreaterThanOrEqual(120 * 60)
  }
})

test('a team takes its break in the middle of its round, and none after the last stop', () => {
  const question = townQuestion({ teams: 1, hotspots: 12, checkpoints: 4, minutes: 400 })
  const at = (minutes: number) => new Date(Date.parse(question.teams[0]!.from) + 60_000 * minutes).toISOString()
  question.teams[0]!.breaks = [{ from: at(90), to: at(120), minutes: 30 }, { from: at(395), to: at(399), minutes: 5 }]
  const problem = straightProblem(question)
  const [round] = solve(problem).routes
  const breaks = round!.stops.filter(({ kind }) => kind === 'break')
  expect(breaks.map(({ index, begins, leaves }) => [index, begins >= 5_400 && begins <= 7_200, leaves - begins])).toEqual([[0, true, 1_800]])
  expect(round!.stops.at(-1)!.leaves).toBeLessThanOrEqual(399 * 60)
})

test('what is left out is named with the reason', () => {
  const question = townQuestion({ teams: 1, hotspots: 30, checkpoints: 3, minutes: 120 })
  question.checkpoints[2]!.windows = [{ from: new Date(Date.parse(question.teams[0]!.to) + 60_000).toISOString(), to: new Date(Date.parse(question.teams[0]!.to) + 3_600_000).toISOString() }]
  question.hotspots[0]!.place = [0.5, 0]
  const problem = straightProblem(question)
  const travel = problem.travels[0]!
  const cut = problem.checkpoints[0]!.place
  travel.seconds = Array.from(travel.seconds, (value, i) => (i % problem.places === cut && i !== cut * problem.places + cut ? -1 : value))
  const { figures } = solve(problem, { names: namesOf(question) })
  expect(figures.leftOut.slice(0, 3)).toEqual([
    { kind: 'checkpoint', index: 0, name: 'checkpoint 0', reason: 'unreachable' }, { kind: 'checkpoint', index: 2, name: 'checkpoint 2', reason: 'window' }, { kind: 'hotspot', index: 0, name: 'hotspot 0', reason: 'no_time' },
  ])
  expect(new Set(figures.leftOut.slice(3).map(({ reason }) => reason))).toEqual(new Set(['worth_less']))
})

test('locked stops stay with their team and in their order, also where they make it late', () => {
  const problem = straightProblem(townQuestion({ hotspots: 12, checkpoints: 8 }))
  const pin = (kind: 'hotspot' | 'checkpoint', index: number, dwellSeconds = 600) => ({ kind, index, dwellSeconds, notBefore: 0, locked: true })
  const locked = [{ team: 2, stops: [pin('hotspot', 3), pin('checkpoint', 1), pin('hotspot', 3), pin('hotspot', 0)] }]
  const { routes } = solve(problem, { locked })
  expect(routes[2]!.stops.filter((stop) => stop.locked).map(({ kind, index }) => [kind, index])).toEqual([['hotspot', 3], ['checkpoint', 1], ['hotspot', 3], ['hotspot', 0]])
  expect(routes.flatMap(({ stops }) => stops.filter(({ kind, index }) => kind === 'checkpoint' && index === 1))).toHaveLength(1)
  const late = solve(problem, { locked: [{ team: 0, stops: [pin('hotspot', 1, 400 * 60)] }] })
  expect(late.routes[0]!.stops.map(({ index }) => index)).toEqual([1])
  expect(late.figures.notes).toContain('late_finish:1')
  expect(late.figures.leftOut).toEqual([])
})

describe('variation', () => {
  const problem = straightProblem(townQuestion({ hotspots: 14, checkpoints: 6 }))
  const best = solve(problem, { rounds: 1_500 })
  test('stays within what it may cost and differs from night to night', () => {
    const plans = [2, 3].map((seed) => solve(problem, { rounds: 1_500, variation: 1, slackShare: 0.1 }, seed))
    for (const { figures, routes, others } of plans) {
      expect(isHeld(problem, routes)).toEqual([])
      expect(figures.leftOut.filter(({ kind }) => kind === 'checkpoint')).toEqual([])
      expect(figures.lastFinishSeconds).toBeLessThanOrEqual(1.15 * best.figures.lastFinishSeconds)
      expect(figures.reward).toBeGreaterThanOrEqual(0.9 * best.figures.reward - 1e-6)
      expect(others.length).toBeGreaterThan(0)
    }
  })
  test('the more of it, the less predictable; none: the same every night', () => {
    const predictability = [0, 0.3, 1].map((variation) => solve(problem, { variation, slackShare: 0.1 }).figures.predictability!)
    expect(predictability[0]).toBe(1)
    expect(predictability[1]).toBeLessThan(1)
    expect(predictability[2]).toBeLessThan(predictability[1]!)
    expect(predictability[2]).toBeGreaterThanOrEqual(0)
  })
  test('its measure, reckoned by hand', () => {
    const night = (...visits: [number, number][]) => evaluateRoutes(problem, [{ team: 0, stops: visits.map(([index, notBefore]) => ({ kind: 'checkpoint', index, dwellSeconds: 0, notBefore, locked: false })) }]).routes
    const [one, two] = [night([0, 18_000], [2, 19_800]), night([2, 18_000], [0, 19_800])]
    expect(predictabilityOf([one, one])).toBe(1)
    expect(predictabilityOf([one, two])).toBeCloseTo(0)
    // Half of four nights each: log 2 / log 4.
    expect(predictabilityOf([one, one, two, two])).toBeCloseTo(0.5)
    // The order stays, the times change.
    expect(predictabilityOf([one, night([0, 16_000], [2, 17_500])])).toBeCloseTo(0.5)
  })
})

describe('a team drops out', () => {
  const problem = straightProblem(townQuestion({ teams: 4, hotspots: 12, checkpoints: 12, minutes: 300 }))
  const { routes } = solve(problem)
  const without = (team: number): { problem: PatrolProblem; before: RouteOrder[] } => ({ problem: { ...problem, teams: problem.teams.toSpliced(team, 1) }, before: routes.filter((route) => route.team !== team).map((route, i) => ({ team: i, stops: route.stops })) })
  test('the others keep their stops in their order, and take on the checkpoints', () => {
    const rest = without(0)
    const { routes: anew, changed, figures } = replanRoutes(rest.problem, rest.before, { rounds: 1_000 }, createRandom(1))
    expect(figures.leftOut.filter(({ kind }) => kind === 'checkpoint')).toEqual([])
    expect(isHeld(rest.problem, anew)).toEqual([])
    expect(changed).toBe(changedStops(rest.before, anew))
    expect(changed).toBe(0)
    expect(anew.flatMap(({ stops }) => stops.filter(({ locked }) => locked))).toEqual([])
  })
  test('where there is no room, the fewest visits give way, never locked ones', () => {
    const tight: PatrolProblem = { ...problem, teams: problem.teams.slice(0, 2).map((team) => ({ ...team, to: 5_400 })), checkpoints: problem.checkpoints.map((one, i) => ({ ...one, windows: [], dwellSeconds: i === 2 ? 1_500 : 180 })) }
    const full = solve({ ...tight, checkpoints: tight.checkpoints.slice(0, 2) })
    const before = full.routes.map(({ team, stops }): RouteOrder => ({ team, stops: stops.map((stop, i) => ({ ...stop, locked: i === 0 })) }))
    const more = { ...tight, checkpoints: tight.checkpoints.slice(0, 3) }
    expect(solve(more, { locked: before.map(({ team, stops }) => ({ team, stops: stops.map((stop) => ({ ...stop, locked: true })) })) }).figures.leftOut.filter(({ kind }) => kind === 'checkpoint')).toHaveLength(1)
    const { routes: anew, figures, changed } = replanRoutes(more, before, { rounds: 500 }, createRandom(1))
    expect(figures.leftOut.filter(({ kind }) => kind === 'checkpoint')).toEqual([])
    expect(changed).toBeGreaterThan(0)
    expect(changed).toBeLessThanOrEqual(2)
    before.forEach((order, i) => expect(keys(anew[i]!)).toContain(keys(order)[0]))
  })
})

test('a search that is told to stop stops, and one by the clock ends by the clock', () => {
  const problem = straightProblem(townQuestion({ hotspots: 20 }))
  const shares: number[] = []
  solvePatrols(problem, { rounds: 1_000_000 }, createRandom(1), ({ share }) => shares.push(share) === 3)
  expect(shares).toHaveLength(3)
  let now = 0
  const told: number[] = []
  solvePatrols(problem, { seconds: 1, clock: () => (now += 100) }, createRandom(1), ({ share }) => { told.push(share) })
  expect(told.at(-1)).toBe(1)
  expect(told.length).toBeLessThan(20)
})
