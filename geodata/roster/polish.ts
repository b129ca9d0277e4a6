import type { CrewState } from './crewState.ts'

/** Gives single seats to other teams, and exchanges seats between two teams, while that costs less; `tries` bounds the work. */
export function polish(state: CrewState, { tries = 400_000 } = {}): void {
  const { seats, teams } = state.problem
  let left = tries
  const give = (seat: number): boolean => {
    const team = state.teamOf[seat]!
    const saved = state.saving(team, seat)
    for (let other = 0; other < teams.length; other++) {
      if (--left <= 0) return false
      if (other === team || !state.fits(other, seat) || state.price(other, seat) >= saved - 1e-9) continue
      state.leave(seat)
      state.seat(other, seat)
      return true
    }
    return false
  }
  const exchange = (a: number, b: number): boolean => {
    const [one, two] = [state.teamOf[a]!, state.teamOf[b]!]
    if (one === two || one < 0 || two < 0 || --left <= 0 || !state.fits(one, b, a) || !state.fits(two, a, b)) return false
    const before = state.saving(one, a) + state.saving(two, b)
    state.leave(a)
    state.leave(b)
    const after = state.price(one, b) + state.price(two, a)
    const better = after < before - 1e-9
    state.seat(better ? one : two, b)
    state.seat(better ? two : one, a)
    return better
  }
  for (let changed = true; changed && left > 0; ) {
    changed = false
    for (let seat = 0; seat < seats.length && left > 0; seat++) if (state.teamOf[seat]! >= 0 && give(seat)) changed = true
    for (let a = 0; a < seats.length && left > 0; a++) for (let b = a + 1; b < seats.length && left > 0; b++) if (exchange(a, b)) changed = true
  }
}
