import type { Span } from './dutyHours.ts'
import type { Load, RosterProblem } from './problem.ts'
import { fitOf } from './rules.ts'

/** What an hour of an unfilled post costs: more than anything that is weighed against it. */
export const GAP_PRICE = 1e6

/** Who sits where while a roster is filled; what it costs is told by difference. */
export class CrewState {
  readonly problem: RosterProblem
  /** Team of each seat, -1 where none. */
  readonly teamOf: Int32Array
  readonly seatsOf: number[][]
  readonly #loads: Load[]
  /** Whether a team could take a window beside what it has, by team and window: 0 unknown, 1 yes, 2 no. */
  readonly #fits: Uint8Array

  constructor(problem: RosterProblem) {
    this.problem = problem
    this.teamOf = new Int32Array(problem.seats.length).fill(-1)
    this.seatsOf = problem.teams.map(() => [])
    this.#loads = problem.teams.map(({ load }) => ({ ...load }))
    this.#fits = new Uint8Array(problem.teams.length * problem.windows.length)
  }

  /** Beside its shifts and seats, but for one that it would give up. */
  fits(team: number, seat: number, but = -1): boolean {
    const { teams, seats, windows, rules } = this.problem
    const { window, need } = seats[seat]!
    if (this.problem.barred(team, need)) return false
    const key = team * windows.length + window
    if (but < 0 && this.#fits[key]) return this.#fits[key] === 1
    const busy: Span[] = [...teams[team]!.busy, ...this.seatsOf[team]!.filter((other) => other !== but).map((other) => seats[other]!.span)]
    const does = fitOf(teams[team]!.crews, busy, windows[window]!.span, rules).hindrance === null
    if (but < 0) this.#fits[key] = does ? 1 : 2
    return does
  }

  /** What one more seat costs a team as it stands. */
  price(team: number, seat: number): number {
    const { problem } = this
    const { need, window } = problem.seats[seat]!
    const { duty } = problem.windows[window]!
    return problem.weights.km * problem.km(team, need) + this.#burden(team, duty, 1)
  }
  /** What is saved when a team gives a seat up. */
  saving(team: number, seat: number): number {
    const { problem } = this
    const { need, window } = problem.seats[seat]!
    return problem.weights.km * problem.km(team, need) - this.#burden(team, problem.windows[window]!.duty, -1)
  }
  /** What one more of a window costs a team, wherever it is. */
  windowPrice(team: number, window: number): number {
    return this.#burden(team, this.problem.windows[window]!.duty, 1)
  }
  /** By how much the squares of what it has over the average grow: sharing evenly is cheapest. */
  #burden(team: number, { hours, nightHours, weekendHours }: { hours: number; nightHours: number; weekendHours: number }, sign: 1 | -1): number {
    const { weights, teams } = this.problem
    const load = this.#loads[team]!
    const unit = sign / 8 / teams[team]!.crews
    const grown = (had: number, more: number) => (had + more) ** 2 - had ** 2
    return weights.hours * grown(load.hours, hours * unit) + weights.night * grown(load.night, nightHours * unit) + weights.weekend * grown(load.weekend, weekendHours * unit)
  }

  seat(team: number, seat: number): void {
    this.teamOf[seat] = team
    this.seatsOf[team]!.push(seat)
    this.#count(team, seat, 1)
  }
  leave(seat: number): void {
    const team = this.teamOf[seat]!
    this.teamOf[seat] = -1
    this.seatsOf[team] = this.seatsOf[team]!.filter((other) => other !== seat)
    this.#count(team, seat, -1)
  }
  #count(team: number, seat: number, sign: 1 | -1): void {
    const { windows, seats, teams } = this.problem
    const { hours, nightHours, weekendHours } = windows[seats[seat]!.window]!.duty
    const [load, unit] = [this.#loads[team]!, sign / 8 / teams[team]!.crews]
    this.#loads[team] = { hours: load.hours + hours * unit, night: load.night + nightHours * unit, weekend: load.weekend + weekendHours * unit }
    this.#fits.fill(0, team * windows.length, (team + 1) * windows.length)
  }

  /** Of the whole: gaps first, then kilometres and unevenness. */
  cost(): number {
    const { problem } = this
    const fresh = new CrewState(problem)
    let sum = 0
    for (let seat = 0; seat < problem.seats.length; seat++) {
      const team = this.teamOf[seat]!
      if (team < 0) { sum += GAP_PRICE * problem.seats[seat]!.hours; continue }
      sum += fresh.price(team, seat)
      fresh.seat(team, seat)
    }
    return sum
  }
}
