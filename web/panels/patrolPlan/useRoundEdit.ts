import { usePatrolRounds } from '../../stores/patrolRounds.ts'
import { addedStop, cheapest, lockedStop, movedStop, removedStop, type Round, type RoundStopOrder, spotOf } from '../../stores/roundEdit.ts'

/** What a hand does to the stops of rounds, by pointer or by keys: both end here. */
export function useRoundEdit() {
  const rounds = usePatrolRounds()
  const now = () => rounds.work?.rounds ?? []
  const apply = (next: Round[] | null) => { if (next) rounds.change(next) }

  /** One place earlier (−1) or later (+1) in its own round. */
  function shift(id: string, by: -1 | 1) {
    const spot = spotOf(now(), id)
    const stops = spot && now().find(({ team }) => team === spot.team)?.stops
    if (!spot || !stops || spot.at + by < 0 || spot.at + by >= stops.length) return
    apply(movedStop(now(), id, { team: spot.team, at: by < 0 ? spot.at - 1 : spot.at + 2 }))
  }
  /** Where it costs least there. */
  function give(id: string, team: number) {
    const { problem } = rounds.work!
    const spot = spotOf(now(), id)
    if (!problem || !spot || spot.team === team || !now().some((round) => round.team === team)) return
    apply(cheapest(problem, removedStop(now(), id), [team], (to) => movedStop(now(), id, to)))
  }
  const remove = (id: string) => apply(removedStop(now(), id))
  const lock = (id: string, locked: boolean) => apply(lockedStop(now(), id, locked))
  /** @param team null: the one for which it costs least */
  function add(stop: { kind: 'hotspot' | 'checkpoint'; index: number }, team: number | null) {
    const { problem } = rounds.work!
    if (problem) apply(cheapest(problem, now(), team === null ? now().map((round) => round.team) : [team], (spot) => addedStop(now(), problem, stop, spot)))
  }
  /** Keys on a stop; up and down go to the neighbouring team. @returns whether the key was meant for it */
  function onKey(event: KeyboardEvent, stop: RoundStopOrder, team: number): boolean {
    const teams = now().map((round) => round.team)
    const next = (by: number) => teams[teams.indexOf(team) + by]
    const run = { ArrowLeft: () => shift(stop.id, -1), ArrowRight: () => shift(stop.id, 1), ArrowUp: () => { const to = next(-1); if (to !== undefined) give(stop.id, to) }, ArrowDown: () => { const to = next(1); if (to !== undefined) give(stop.id, to) }, Delete: () => remove(stop.id), l: () => lock(stop.id, !stop.locked), L: () => lock(stop.id, !stop.locked) }[event.key]
    if (!run || event.ctrlKey || event.metaKey || event.altKey) return false
    event.preventDefault()
    run()
    return true
  }
  return { shift, give, remove, lock, add, onKey }
}
