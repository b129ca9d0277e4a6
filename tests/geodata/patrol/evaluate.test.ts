import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../geodata/random.ts'
import { evaluateRoutes } from '../../../geodata/patrol/evaluate.ts'
import { moveStop, priceOfMove } from '../../../geodata/patrol/move.ts'
import type { OrderedStop, PatrolProblem } from '../../../geodata/patrol/problem.ts'
import { ordersOf, patrolRoutesOf } from '../../../geodata/patrol/routeRows.ts'
import { solvePatrols } from '../../../geodata/patrol/solve.ts'
import { straightProblem, townQuestion } from './town.ts'

const stop = (kind: OrderedStop['kind'], index: number, rest: Partial<OrderedStop> = {}): OrderedStop => ({ kind, index, dwellSeconds: 100, notBefore: 0, locked: false, ...rest })

/** Places 0, 1, 2 on a line, 100 s apart; there is no way from 2. */
const line: PatrolProblem = {
  origin: '2026-11-26T12:00:00.000Z', places: 3,
  travels: [{ seconds: [0, 100, 200, 100, 0, 100, -1, -1, 0], meters: [0, 140, 280, 140, 0, 140, -1, -1, 0] }],
  teams: [{ travel: 0, from: 0, to: 1_000, start: 0, end: 0, breaks: [{ from: 300, to: 400, seconds: 50 }] }],
  hotspots: [{ place: 1, dwellSeconds: 100, shortestSeconds: 60, revisitSeconds: 400, mostVisits: 2, worth: 8 }],
  checkpoints: [{ place: 2, dwellSeconds: 10, windows: [{ from: 500, to: 600 }] }],
}

describe('the times of given routes, reckoned by hand', () => {
  test('ways, waits, stays and the way home', () => {
    const { routes, reward, lastFinish, violations } = evaluateRoutes(line, [{ team: 0, stops: [stop('hotspot', 0), stop('break', 0, { dwellSeconds: 50 }), stop('hotspot', 0, { notBefore: 600 })] }])
    expect(routes[0]!.stops.map(({ arrives, begins, leaves, place }) => [arrives, begins, leaves, place])).toEqual([[100, 100, 200, 1], [200, 300, 350, 1], [350, 600, 700, 1]])
    expect([reward, lastFinish, routes[0]!.meters, violations]).toEqual([16, 800, 280, []])
  })
  test('a visit that comes early, a short one, and one too many bring less', () => {
    const two = (dwellSeconds: number) => evaluateRoutes(line, [{ team: 0, stops: [stop('hotspot', 0), stop('hotspot', 0, { dwellSeconds, notBefore: 300 })] }])
    expect(two(100).reward).toBe(8 + 8 * 0.25)
    expect(two(100).violations).toEqual([{ code: 'revisit_early', team: 0, stop: 1, seconds: 300 }])
    expect(two(75).reward).toBe(8 + 8 * 0.25 * 0.75)
    expect(two(59).reward).toBe(8)
  })
  test('what is broken is named', () => {
    const broken = (stops: OrderedStop[]) => evaluateRoutes(line, [{ team: 0, stops }]).violations
    expect(broken([stop('checkpoint', 0)])).toEqual([{ code: 'no_way', team: 0, stop: null, seconds: 0 }])
    expect(broken([stop('checkpoint', 0, { notBefore: 700 })])[0]).toEqual({ code: 'window_missed', team: 0, stop: 0, seconds: 100 })
    expect(broken([stop('hotspot', 0, { dwellSeconds: 950 })])).toEqual([{ code: 'late_finish', team: 0, stop: null, seconds: 150 }])
    expect(broken([stop('hotspot', 0, { dwellSeconds: 400 }), stop('break', 0)])[0]).toEqual({ code: 'break_missed', team: 0, stop: 1, seconds: 100 })
  })
})

test('a stop moves before the one that is pointed at, also within its route', () => {
  const orders = [{ team: 0, stops: ['a', 'b', 'c'].map((_, i) => stop('checkpoint', i)) }, { team: 1, stops: [stop('checkpoint', 3)] }]
  const indices = (to: { route: number; stop: number }) => moveStop(orders, { from: { route: 0, stop: 0 }, to }).map(({ stops }) => stops.map(({ index }) => index))
  expect(indices({ route: 0, stop: 2 })).toEqual([[1, 0, 2], [3]])
  expect(indices({ route: 0, stop: 3 })).toEqual([[1, 2, 0], [3]])
  expect(indices({ route: 1, stop: 0 })).toEqual([[1, 2], [0, 3]])
})

test('a plan as it is kept gives the same times again, and a move its price', () => {
  const question = townQuestion()
  const at = (minutes: number) => new Date(Date.parse(question.teams[0]!.from) + 60_000 * minutes).toISOString()
  // Told in the wrong order, and one for which no round lasts long enough.
  question.teams.forEach((team) => { team.breaks = [{ from: at(140), to: at(160), minutes: 10 }, { from: at(40), to: at(60), minutes: 20 }, { from: at(350), to: at(355), minutes: 5 }] })
  const problem = straightProblem(question)
  const { routes, figures } = solvePatrols(problem, { rounds: 100 }, createRandom(1))
  let id = 0
  const orders = ordersOf(question, problem, patrolRoutesOf(question, problem, routes, () => `${++id}`))
  expect(evaluateRoutes(problem, orders).routes).toEqual(routes)
  expect(figures.notes.filter((note) => note.startsWith('break'))).toEqual([])
  expect(routes.flatMap(({ stops }) => stops.filter(({ kind, index }) => kind === 'break' && index === 2))).toEqual([])
  const route = routes.findIndex(({ stops }) => stops.some(({ kind }) => kind !== 'break'))
  const from = { route, stop: routes[route]!.stops.findIndex(({ kind }) => kind !== 'break') }
  const { before, after, price } = priceOfMove(problem, orders, { from, to: { route: (route + 1) % 3, stop: 0 } })
  expect([before.reward, before.lastFinish]).toEqual([figures.reward, figures.lastFinishSeconds])
  expect(price.teams.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(after.totalSeconds - before.totalSeconds)
})
