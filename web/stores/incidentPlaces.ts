import { computed, shallowRef, type ShallowRef } from 'vue'
import type { HeatQuestion, IncidentFilter, IncidentHeat, IncidentIndex, IncidentPoints, PointsQuestion } from '../workers/incidentQuestion.ts'
import { askNewest } from './askNewest.ts'
import { roundUp } from './roundUp.ts'

type Ready = () => boolean

/** One kind of answer by view, `null` where a view wants none. */
function answersOf<Question, Answer>(ready: Ready, answer: (question: Question) => Promise<Answer>) {
  const answers = shallowRef<Record<string, Answer | null>>({})
  const { ask, again } = askNewest(
    ready,
    async ({ question }: { question: Question | null }) => (question === null ? null : answer(question)),
    (viewId, found) => { answers.value = { ...answers.value, [viewId]: found } },
  )
  return { answers, again, ask: (viewId: string, question: Question | null) => ask(viewId, { question }) }
}

/**
 * What is drawn from all incidents that pass a filter and not from those on the screen: places (longitude and latitude in turn), attributes of points, density. Asked
 * for apart from the other answers, as they are many and only where a layer wants them.
 */
export function useIncidentPlaces(ready: Ready, index: ShallowRef<IncidentIndex | null>) {
  const places = answersOf(ready, (filter: IncidentFilter) => index.value!.places(filter))
  const points = answersOf<PointsQuestion, IncidentPoints>(ready, (question) => index.value!.points(question))
  const heats = answersOf<HeatQuestion, IncidentHeat>(ready, (question) => index.value!.heat(question))
  /** One scale for all maps that lie open, or their colours could not be compared. */
  const heatMost = computed(() => roundUp(Math.max(0, ...Object.values(heats.answers.value).map((heat) => heat?.peak ?? 0))))
  function againAll() {
    places.again()
    points.again()
    heats.again()
  }
  return { places: places.answers, points: points.answers, heats: heats.answers, heatMost, askPlaces: (viewId: string, { filter }: { filter: IncidentFilter | null }) => places.ask(viewId, filter), askPoints: points.ask, askHeat: heats.ask, againAll }
}
