import type { Roster } from '../model/roster.ts'
import { assign } from './assignment.ts'
import { CrewState, GAP_PRICE } from './crewState.ts'
import { fillGaps } from './fillGaps.ts'
import { polish } from './polish.ts'
import { repackPairs } from './repack.ts'
import { type RosterProblem, rosterProblem, type Weights } from './problem.ts'
import { type Hindrance, fitOf } from './rules.ts'

export type Proposal = { needId: string; teamId: number; km: number }
/** Teams that a need would still want, and what stands against those that could have come: how many teams by reason. */
export type Gap = { needId: string; missing: number; reasons: Partial<Record<Hindrance, number>> }
export type RosterFill = { proposals: Proposal[]; gaps: Gap[]; seats: number; filledHours: number; openHours: number; cost: number }

/**
 * Who should come to what is open: as many hours of posts filled as can be, then the least of kilometres and of unevenness in hours, nights and weekends. Days in their order by exact assignment, a team once in each round;
 * then chains for what stayed open, then exchanges. Exact where each team can come once only (one day with a rest of 11 hours); otherwise tests compare it with all possibilities of small rosters.
 */
export function fillRoster(roster: Roster, wanted: ReadonlySet<string> | null = null, weights?: Weights): RosterFill {
  const problem = rosterProblem(roster, wanted, weights)
  const state = solve(problem)
  const { seats, needs, teams } = problem
  const sum = (open: boolean) => seats.reduce((hours, seat, at) => hours + (state.teamOf[at]! < 0 === open ? seat.hours : 0), 0)
  return {
    proposals: seats.flatMap(({ need }, at) => (state.teamOf[at]! < 0 ? [] : [{ needId: needs[need]!.id, teamId: teams[state.teamOf[at]!]!.id, km: problem.km(state.teamOf[at]!, need) }])),
    gaps: gapsOf(state), seats: seats.length, filledHours: sum(false), openHours: sum(true), cost: state.cost(),
  }
}

export function solve(problem: RosterProblem): CrewState {
  const state = new CrewState(problem)
  const days = new Map<number, number[]>()
  problem.seats.forEach(({ day }, at) => { const seats = days.get(day); if (seats) seats.push(at); else days.set(day, [at]) })
  for (const day of [...days.keys()].toSorted((a, b) => a - b)) for (let round = 0; round < 4 && assignDay(state, days.get(day)!); round++);
  const settled = () => state.teamOf.every((team) => team >= 0)
  if (!settled()) fillGaps(state)
  // One day with a team once at most has come out exactly.
  if (settled() && days.size <= 1 && state.seatsOf.every(({ length }) => length <= 1)) return state
  repackPairs(state)
  polish(state)
  repackPairs(state)
  return state
}

/** One team at most once: exact for that. @returns whether it seated anybody */
function assignDay(state: CrewState, seats: readonly number[]): boolean {
  const { problem } = state
  const open = seats.filter((seat) => state.teamOf[seat]! < 0)
  const able = problem.teams.map((_, team) => team).filter((team) => open.some((seat) => state.fits(team, seat)))
  if (!able.length) return false
  const cost = new Float64Array(open.length * able.length).fill(Infinity)
  able.forEach((team, column) => {
    const prices: number[] = []
    open.forEach((seat, row) => {
      const { need, window } = problem.seats[seat]!
      if (state.fits(team, seat)) cost[row * able.length + column] = problem.weights.km * problem.km(team, need) + (prices[window] ??= state.windowPrice(team, window))
    })
  })
  const columnOf = assign(open.length, able.length, cost, Float64Array.from(open, (seat) => GAP_PRICE * problem.seats[seat]!.hours))
  open.forEach((seat, row) => { if (columnOf[row]! >= 0) state.seat(able[columnOf[row]!]!, seat) })
  return columnOf.some((column) => column >= 0)
}

function gapsOf(state: CrewState): Gap[] {
  const { seats, needs, teams, windows, rules } = state.problem
  const missing = new Map<number, { window: number; missing: number }>()
  seats.forEach(({ need, window }, at) => { if (state.teamOf[at]! < 0) missing.set(need, { window, missing: (missing.get(need)?.missing ?? 0) + 1 }) })
  // Teams that stand where they stand: what a window says of each is asked once.
  const fits = new Map<number, (Hindrance | null)[]>()
  const fitsOf = (window: number) => {
    let kept = fits.get(window)
    if (!kept) fits.set(window, (kept = teams.map(({ busy, crews }, team) => fitOf(crews, [...busy, ...state.seatsOf[team]!.map((seat) => seats[seat]!.span)], windows[window]!.span, rules).hindrance)))
    return kept
  }
  return [...missing].map(([need, gap]) => {
    const reasons: Gap['reasons'] = {}
    const then = fitsOf(gap.window)
    teams.forEach((_, team) => { const why = state.problem.barred(team, need) ?? then[team]; if (why) reasons[why] = (reasons[why] ?? 0) + 1 })
    return { needId: needs[need]!.id, missing: gap.missing, reasons }
  })
}
