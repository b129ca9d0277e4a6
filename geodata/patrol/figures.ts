import type { LeftOut, PatrolFigures, PatrolQuestion } from '../model/patrolPlan.ts'
import { timesOfRoute, type RoutesPrice, type Violation } from './evaluate.ts'
import type { OrderedStop, PatrolProblem } from './problem.ts'

/** How many visits of a hotspot the time on duty has room for, at most those wanted. */
export function visitsWanted({ teams, hotspots }: PatrolProblem, hotspot: number): number {
  const { dwellSeconds, revisitSeconds, mostVisits } = hotspots[hotspot]!
  const duty = Math.max(...teams.map(({ to }) => to)) - Math.min(...teams.map(({ from }) => from))
  return Math.max(1, Math.min(mostVisits, 1 + Math.floor((duty - dwellSeconds) / (dwellSeconds + revisitSeconds || 1))))
}

type Reason = LeftOut['reason']
const order: Reason[] = ['unreachable', 'no_time', 'window', 'worth_less']

/** Why a stop has no place in the plan: what the team that comes nearest to it would break, going there and nowhere else. */
function reasonOf(problem: PatrolProblem, stop: OrderedStop): Reason {
  const reasons = problem.teams.map((team, index): Reason => {
    const broken: Violation[] = []
    timesOfRoute(problem, { team: index, stops: [stop] }, broken)
    const has = (code: Violation['code']) => broken.some((one) => one.code === code)
    if (has('no_way')) return 'unreachable'
    if (has('window_missed') || (has('late_finish') && stop.kind === 'checkpoint' && problem.checkpoints[stop.index]!.windows.some(({ from }) => from >= team.to))) return 'window'
    return has('late_finish') ? 'no_time' : 'worth_less'
  })
  const best = order[Math.max(...reasons.map((reason) => order.indexOf(reason)))]!
  // A checkpoint is worth more than any hotspot: one that could be reached alone has to give way to other checkpoints for time.
  return best === 'worth_less' && stop.kind === 'checkpoint' ? 'no_time' : best
}

export type Names = { hotspots: readonly string[]; checkpoints: readonly string[] }
export const namesOf = ({ hotspots, checkpoints }: PatrolQuestion): Names => ({ hotspots: hotspots.map(({ name }) => name), checkpoints: checkpoints.map(({ name }) => name) })

/** Checkpoints and hotspots that no route comes to, with the reason. */
function leftOutOf(problem: PatrolProblem, price: RoutesPrice, names: Names): LeftOut[] {
  const seen = new Set(price.routes.flatMap(({ stops }) => stops.map(({ kind, index }) => `${kind} ${index}`)))
  const missing = (kind: 'hotspot' | 'checkpoint', list: readonly { dwellSeconds: number; shortestSeconds?: number }[], name: readonly string[]) => list.flatMap(({ dwellSeconds, shortestSeconds }, index) =>
    seen.has(`${kind} ${index}`) ? [] : [{ kind, index, name: name[index] ?? '', reason: reasonOf(problem, { kind, index, dwellSeconds: shortestSeconds ?? dwellSeconds, notBefore: 0, locked: false }) }])
  return [...missing('checkpoint', problem.checkpoints, names.checkpoints), ...missing('hotspot', problem.hotspots, names.hotspots)]
}

export function figuresOf(problem: PatrolProblem, price: RoutesPrice, predictability: number | null, names: Names): PatrolFigures {
  const wanted = problem.hotspots.map((_, hotspot) => visitsWanted(problem, hotspot))
  const short = price.routes.flatMap(({ stops }) => stops.filter(({ kind, index, dwellSeconds }) => kind === 'hotspot' && dwellSeconds < problem.hotspots[index]!.dwellSeconds)).length
  const early = price.violations.filter(({ code }) => code === 'revisit_early').length
  // A break of which the window was over while its team still had stops.
  const isMissed = ({ team, stops }: RoutesPrice['routes'][number], index: number) => (stops.at(-1)?.leaves ?? 0) > problem.teams[team]!.breaks[index]!.to && !stops.some((stop) => stop.kind === 'break' && stop.index === index)
  const noBreak = price.routes.reduce((sum, route) => sum + problem.teams[route.team]!.breaks.filter((_, index) => isMissed(route, index)).length, 0)
  return {
    lastFinishSeconds: price.lastFinish, totalSeconds: price.totalSeconds, walkedMeters: price.meters, visits: price.visits, visitsWanted: wanted.reduce((sum, each) => sum + each, 0),
    reward: price.reward, rewardWanted: problem.hotspots.reduce((sum, { worth }, i) => sum + worth * wanted[i]!, 0), predictability, leftOut: leftOutOf(problem, price, names),
    // Codes, said in words by the page: `code` or `code:number`.
    notes: [...(noBreak > 0 ? [`break_left_out:${noBreak}`] : []), ...(short > 0 ? [`short_visits:${short}`] : []), ...(early > 0 ? [`early_visits:${early}`] : []), ...brokenNotes(price.violations)],
  }
}

function brokenNotes(violations: Violation[]): string[] {
  const codes = ['late_finish', 'window_missed', 'break_missed', 'no_way'] as const
  return codes.flatMap((code) => { const times = violations.filter((one) => one.code === code).length; return times > 0 ? [`${code}:${times}`] : [] })
}
