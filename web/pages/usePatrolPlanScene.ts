import { useIntervalFn } from '@vueuse/core'
import { computed, watch } from 'vue'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { PatrolRoute, PatrolStop } from '../../geodata/model/patrolPlan.ts'
import type { TeamProgress } from '../../geodata/model/patrolProgress.ts'
import type { PatrolPlanScene, RoundScene, RoundStop } from '../map/sceneData.ts'
import { usePatrolDesk } from '../stores/patrolDesk.ts'
import { usePatrolRounds } from '../stores/patrolRounds.ts'
import { placesOfRoute } from '../stores/roundRoutes.ts'
import { usePatrolProgress } from '../stores/patrolProgress.ts'
import { usePatrols } from '../stores/patrols.ts'
import { usePast } from '../stores/past.ts'
import { stopSigns, teamSign } from '../stores/teamSign.ts'
import { useViews } from '../stores/views.ts'

/** How a stop is drawn for a team that is under way. */
function stateOf({ id }: PatrolStop, progress: TeamProgress | undefined): RoundStop['state'] {
  const stop = progress?.stops.find(({ stopId }) => stopId === id)
  if (!stop) return null
  if (progress!.marks.some(({ code, stopId }) => code === 'overdue' && stopId === id) || stop.state === 'missed') return 'late'
  return stop.state === 'reached' || stop.state === 'here' ? 'done' : progress!.next?.stopId === id ? 'next' : null
}

/** A round as the map draws it; where the way on the streets is not known, from place to place. */
export function roundScene(route: PatrolRoute, rank: number, callSign: string, progress?: TeamProgress): RoundScene {
  const signs = stopSigns(rank, route.stops)
  const straight = placesOfRoute(route)
  return { rank, sign: teamSign(rank), callSign, line: route.line ?? straight, straight: route.line === null, stops: route.stops.map((stop, i) => ({ id: stop.id, sign: signs[i]!, kind: stop.kind, name: stop.name, place: stop.place, locked: stop.locked, state: stateOf(stop, progress) })) }
}

/** What lies on the desk of who plans patrols: the alternative under the pointer, the rounds as they are worked on, or the places to choose from. */
export function usePatrolDeskScene() {
  const [desk, rounds, patrols, progress] = [usePatrolDesk(), usePatrolRounds(), usePatrols(), usePatrolProgress()]
  const callSign = (teamId: number) => patrols.byId.get(teamId)?.callSign ?? String(teamId)
  const drawn = computed(() => {
    const { question, answer, hovered, chosen } = desk.asked
    const out = rounds.work?.state === 'published'
    const looking = hovered !== null && hovered !== chosen ? answer?.alternatives[hovered] : undefined
    const [shown, teams] = looking && question ? [looking.routes, question.teams] : [rounds.routes, rounds.work?.question.teams ?? []]
    return shown.map((route) => roundScene(route, Math.max(0, teams.findIndex(({ teamId }) => teamId === route.teamId)), callSign(route.teamId), out ? progress.byRoute.get(route.id) : undefined))
  })
  const places = computed(() => (drawn.value.length ? leftOut() : choices()))
  const movable = computed(() => rounds.editable && (desk.asked.hovered === null || desk.asked.hovered === desk.asked.chosen))
  return computed<PatrolPlanScene>(() => ({ rounds: drawn.value, places: places.value, looked: rounds.looked, pointed: rounds.pointed, movable: movable.value }))
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

/** Rounds that are under way now, on the desk's map: what is done, what comes next, what is overdue. Read again every so often while they are looked at. */
export function useProgressScene(viewId: string) {
  const [progress, past, views] = [usePatrolProgress(), usePast(), useViews()]
  const shown = computed(() => views.views[viewId]?.layers.includes('patrolPlan') === true && viewId !== planningView)
  watch([shown, () => past.at], ([on]) => { if (on) void progress.load(past.at) }, { immediate: true })
  useIntervalFn(() => { if (shown.value && !document.hidden) void progress.load(past.at) }, progressSeconds * 1000)
  const order = computed(() => progress.teams.toSorted((a, b) => a.callSign.localeCompare(b.callSign)))
  return computed<PatrolPlanScene | null>(() => (!shown.value ? null : { rounds: order.value.flatMap((team, rank) => { const route = progress.routes.get(team.routeId); return route ? [roundScene(route, rank, team.callSign, team)] : [] }), places: [], looked: null, pointed: null }))
}
/** The page of planning draws what lies on its desk. */
export const planningView = 'patrolPlan'
export const progressSeconds = 20
