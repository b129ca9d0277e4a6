import { shallowRef } from 'vue'
import type { StopDrag } from '../map/sceneData.ts'
import { usePatrolRounds } from '../stores/patrolRounds.ts'
import { cheapestOf, movedStop, spotOf, type Spot, staysAt } from '../stores/roundEdit.ts'

/** A stop that is dragged over the map: the same move as in the timeline, with its price said before it is let go. Of ways that lie together the round that is looked at is meant, or else the cheapest. */
export function useStopOnMap() {
  const rounds = usePatrolRounds()
  const hand = shallowRef<{ id: string; x: number; y: number } | null>(null)
  let over = ''

  function hold(id: string, spots: (StopDrag & { do: 'over' })['spots']) {
    const { problem, rounds: work } = rounds.work!
    const looked = spots.filter(({ rank }) => rank === rounds.looked)
    const meant = (looked.length ? looked : spots).flatMap(({ rank: team, before }): Spot[] => {
      const to = before === null ? null : spotOf(work, before)
      return to?.team === team ? [to] : before === null ? [{ team, at: work.find((round) => round.team === team)!.stops.length }] : []
    })
    rounds.attempt(meant.some((spot) => staysAt(work, id, spot)) ? null : cheapestOf(problem!, meant, (spot) => movedStop(work, id, spot)))
  }
  function end(dropped: boolean) {
    const { tried } = rounds
    hand.value = null
    rounds.attempt(null)
    if (dropped && tried) rounds.change(tried.rounds)
  }
  function move(drag: StopDrag) {
    if (drag.do === 'take') { hand.value = { id: drag.id, x: -1, y: -1 }; over = ''; return }
    if (!hand.value || !rounds.work) return
    if (drag.do !== 'over') return end(drag.do === 'drop')
    hand.value = { id: hand.value.id, x: drag.x, y: drag.y }
    const key = JSON.stringify(drag.spots)
    if (key !== over) hold(hand.value.id, drag.spots)
    over = key
  }
  return { hand, move }
}
