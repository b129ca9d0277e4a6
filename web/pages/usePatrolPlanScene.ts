import { computed } from 'vue'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import type { PatrolPlanScene, RoundScene } from '../map/sceneData.ts'
import { usePatrolDesk } from '../stores/patrolDesk.ts'
import { usePatrolRounds } from '../stores/patrolRounds.ts'
import { placesOfRoute } from '../stores/roundRoutes.ts'
import { usePatrols } from '../stores/patrols.ts'
import { stopSigns, teamSign } from '../stores/teamSign.ts'

/** A round as the map draws it; where the way on the streets is not known, from place to place. */
export function roundScene(route: PatrolRoute, rank: number, callSign: string): RoundScene {
  const signs = stopSigns(rank, route.stops)
  const straight = placesOfRoute(route)
  return { rank, sign: teamSign(rank), callSign, line: route.line ?? straight, straight: route.line === null, stops: route.stops.map(({ id, kind, name, place, locked }, i) => ({ id, sign: signs[i]!, kind, name, place, locked, state: null })) }
}

/** What lies on the desk of who plans patrols: the alternative under the pointer, the rounds as they are worked on, or the places to choose from. */
export function usePatrolDeskScene() {
  const [desk, rounds, patrols] = [usePatrolDesk(), usePatrolRounds(), usePatrols()]
  const callSign = (teamId: number) => patrols.byId.get(teamId)?.callSign ?? String(teamId)
  const drawn = computed(() => {
    const { question, answer, hovered, chosen } = desk.asked
    const looking = hovered !== null && hovered !== chosen ? answer?.alternatives[hovered] : undefined
    const [shown, teams] = looking && question ? [looking.routes, question.teams] : [rounds.routes, rounds.work?.question.teams ?? []]
    return shown.map((route) => roundScene(route, Math.max(0, teams.findIndex(({ teamId }) => teamId === route.teamId)), callSign(route.teamId)))
  })
  const places = computed(() => (drawn.value.length ? leftOut() : choices()))
  return computed<PatrolPlanScene>(() => ({ rounds: drawn.value, places: places.value, looked: rounds.looked, pointed: rounds.pointed }))
  /** What has no place in the plan is seen where it lies. */
  function leftOut(): PatrolPlanScene['places'] {
    const question = rounds.work?.question
    return (question && desk.figures?.leftOut ? desk.figures.leftOut : []).flatMap(({ kind, index, name }) => { const place = (kind === 'hotspot' ? question!.hotspots[index] : question!.checkpoints[index])?.place; return place ? [{ place: place as LngLat, kind, name, taken: false }] : [] })
  }
  function choices(): PatrolPlanScene['places'] {
    const { form } = desk
    if (!form) return []
    return [
      ...form.hotspots.map(({ place, name, on }) => ({ place: place as LngLat, kind: 'hotspot' as const, name, taken: on })), ...form.checkpoints.map(({ place, name, on }) => ({ place: place as LngLat, kind: 'checkpoint' as const, name, taken: on })),
      ...(form.start ? [{ place: form.start as LngLat, kind: 'start' as const, name: '', taken: true }] : []),
    ]
  }
}
