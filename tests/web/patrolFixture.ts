import { PatrolQuestion, type PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import { evaluateRoutes } from '../../geodata/patrol/evaluate.ts'
import { figuresOf, namesOf } from '../../geodata/patrol/figures.ts'
import { problemOf, type RouteOrder } from '../../geodata/patrol/problem.ts'
import { patrolRoutesOf } from '../../geodata/patrol/routeRows.ts'

/** Places along one street, a minute from each to the next: start 0, hotspots at 1, 3 and 5, a checkpoint at 2. */
const at = (n: number): [number, number] => [121 + n / 1000, 31]
const from = '2026-11-26T14:00:00.000Z'
const to = '2026-11-26T18:00:00.000Z'
export const question = PatrolQuestion.parse({
  areaId: 4, seconds: 1,
  teams: [11, 12].map((teamId) => ({ teamId, vehicle: 'foot', speedMetersPerSecond: 1.25, from, to, start: at(0), end: at(0) })),
  hotspots: [1, 3, 5].map((n) => ({ name: `H${n}`, place: at(n), dwellMinutes: 10, revisitMinutes: 60, mostVisits: 2 })),
  checkpoints: [{ name: 'C2', place: at(2), dwellMinutes: 5, windows: [{ from, to: '2026-11-26T15:00:00.000Z' }] }],
})
const along = [0, 1, 3, 5, 2]
const seconds = along.flatMap((a) => along.map((b) => Math.abs(a - b) * 60))
export const problem = problemOf(question, [{ seconds, meters: seconds }])

const stop = (kind: 'hotspot' | 'checkpoint', index: number) => ({ kind, index, dwellSeconds: kind === 'hotspot' ? 600 : 300, notBefore: 0, locked: false })
/** Team 11: H1, C2, H3. Team 12: H5. */
export const orders: RouteOrder[] = [{ team: 0, stops: [stop('hotspot', 0), stop('checkpoint', 0), stop('hotspot', 1)] }, { team: 1, stops: [stop('hotspot', 2)] }]
let n = 0
const newId = () => `0193f000-0000-7000-8000-${String(++n).padStart(12, '0')}`
const price = evaluateRoutes(problem, orders)
export const routes: PatrolRoute[] = patrolRoutesOf(question, problem, price.routes, newId)
export const answer = { alternatives: [{ routes, figures: figuresOf(problem, price, 0.3, namesOf(question)) }], problem, warnings: [] }
export const planId = '0193f000-0000-7000-8000-00000000aa01'
