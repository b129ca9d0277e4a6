import { type CrewState, GAP_PRICE } from './crewState.ts'

/**
 * Two teams at a time give up what they have and take the best of it and of what is open: all ways for the first and then the second, up to `nodes` of them. Kept where it is better.
 * `tries` bounds how many pairs are looked at.
 */
export function repackPairs(state: CrewState, { tries = state.problem.teams.length <= 40 ? 400 : 250, nodes = 600 } = {}): void {
  const { teams, seats } = state.problem
  let left = tries
  for (let changed = true; changed && left > 0; ) {
    changed = false
    const open = [...seats.keys()].filter((seat) => state.teamOf[seat]! < 0)
    const able = [...teams.keys()].filter((team) => state.seatsOf[team]!.length > 0 || open.some((seat) => !state.problem.barred(team, seats[seat]!.need)))
    for (const one of able) for (const two of able) if (one !== two && left-- > 0 && repack(state, one, two, nodes)) changed = true
  }
}

function repack(state: CrewState, one: number, two: number, nodes: number): boolean {
  const { seats } = state.problem
  const before = [state.seatsOf[one]!.slice(), state.seatsOf[two]!.slice()] as const
  const open = [...seats.keys()].filter((seat) => state.teamOf[seat]! < 0)
  const pool = [...new Set([...before[0], ...before[1], ...open])]
  const seat = (team: number, chosen: readonly number[]) => chosen.reduce((sum, each) => { const price = state.price(team, each); state.seat(team, each); return sum + price - GAP_PRICE * seats[each]!.hours }, 0)
  const clear = (team: number) => state.seatsOf[team]!.slice().forEach((each) => state.leave(each))
  clear(one)
  clear(two)
  const old = seat(one, before[0]) + seat(two, before[1])
  clear(one)
  clear(two)
  const first = bestOf(state, one, pool, nodes)
  let fresh = seat(one, first)
  const second = bestOf(state, two, pool.filter((each) => !first.includes(each)), nodes)
  fresh += seat(two, second)
  if (fresh < old - 1e-6) return true
  clear(one)
  clear(two)
  seat(one, before[0])
  seat(two, before[1])
  return false
}

/** The set of seats that is worth most to one team, of each window of time the cheapest seat only. */
function bestOf(state: CrewState, team: number, pool: readonly number[], nodes: number): number[] {
  const { seats } = state.problem
  const cheapest = new Map<number, number>()
  for (const each of pool) {
    const { window } = seats[each]!
    const other = cheapest.get(window)
    if (!state.problem.barred(team, seats[each]!.need) && (other === undefined || state.price(team, each) < state.price(team, other))) cheapest.set(window, each)
  }
  const choices = [...cheapest.values()].toSorted((a, b) => seats[b]!.hours - seats[a]!.hours || a - b)
  let [best, bestWorth, left]: [number[], number, number] = [[], 0, nodes]
  const chosen: number[] = []
  const visit = (at: number, worth: number) => {
    if (worth < bestWorth - 1e-9) { best = chosen.slice(); bestWorth = worth }
    for (let i = at; i < choices.length && left > 0; i++) {
      const each = choices[i]!
      left--
      if (!state.fits(team, each)) continue
      const price = state.price(team, each) - GAP_PRICE * seats[each]!.hours
      state.seat(team, each)
      chosen.push(each)
      visit(i + 1, worth + price)
      chosen.pop()
      state.leave(each)
    }
  }
  visit(0, 0)
  return best
}
