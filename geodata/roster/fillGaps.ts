import type { CrewState } from './crewState.ts'

/**
 * Seats that stayed open are filled by chains: a team that could sit there if it gave up one seat takes it, and that seat is filled by another team, and so on, at most `depth` times. Each chain fills one seat more,
 * or trades a shorter gap for a longer one. `tries` bounds the work.
 */
export function fillGaps(state: CrewState, { depth = 3, tries = 200_000 } = {}): number {
  const { seats, teams } = state.problem
  let left = tries
  const fill = (seat: number, steps: number, barred: Set<number>): boolean => {
    const free: [number, number][] = []
    const chained: number[] = []
    for (let team = 0; team < teams.length && left > 0; team++) {
      if (barred.has(team)) continue
      left--
      if (state.fits(team, seat)) free.push([state.price(team, seat), team])
      else if (state.seatsOf[team]!.length) chained.push(team)
    }
    if (free.length) { state.seat(free.reduce((best, each) => (each[0] < best[0] ? each : best))[1], seat); return true }
    if (steps === 0) return false
    for (const team of chained) {
      for (const other of state.seatsOf[team]!.slice()) {
        if (--left <= 0) return false
        if (!state.fits(team, seat, other)) continue
        state.leave(other)
        state.seat(team, seat)
        barred.add(team)
        if (fill(other, steps - 1, barred) || seats[other]!.hours < seats[seat]!.hours - 1e-9) return true
        barred.delete(team)
        state.leave(seat)
        state.seat(team, other)
      }
    }
    return false
  }
  let filled = 0
  // Longest gaps first: they are worth most.
  const gaps = seats.map((_, seat) => seat).filter((seat) => state.teamOf[seat]! < 0).toSorted((a, b) => seats[b]!.hours - seats[a]!.hours || a - b)
  const hopeless = new Set<string>()
  for (const seat of gaps) {
    if (state.teamOf[seat]! >= 0) continue
    const key = `${seats[seat]!.need}`
    if (left <= 0 || hopeless.has(key)) continue
    if (fill(seat, depth, new Set())) filled++
    else hopeless.add(key)
  }
  return filled
}
