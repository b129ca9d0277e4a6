import { computed, shallowRef, type ShallowRef } from 'vue'
import type { ClusterQuestion, HeatQuestion, HexagonQuestion, IncidentAnswers, IncidentClusters, IncidentFilter, IncidentHeat, IncidentIndex, IncidentPoints, IncidentQuestion, PointsQuestion } from '../workers/incidentQuestion.ts'
import { askNewest } from './askNewest.ts'
import { roundUp } from './roundUp.ts'
import { serverClusters, serverHeat } from './serverCounts.ts'

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
 * What the worker answers, by view: figures and what is on the screen; and, where a layer wants it, what is drawn from all incidents that pass a filter, as hexagons,
 * attributes of points or density. Density and clusters of more than was read, as `isBeyond` tells, are made of the server's counts.
 */
export function useIncidentAnswers(ready: Ready, index: ShallowRef<IncidentIndex | null>, isBeyond: (filter: IncidentFilter) => boolean, groupOf: (categoryId: number) => number) {
  const answers = shallowRef<Record<string, IncidentAnswers>>({})
  const { ask, again: askAgain } = askNewest(
    ready,
    (question: IncidentQuestion) => index.value!.ask(question),
    (viewId, answer) => { answers.value = { ...answers.value, [viewId]: answer } },
  )
  const hexagons = answersOf(ready, (question: HexagonQuestion) => index.value!.hexagons(question))
  const points = answersOf<PointsQuestion, IncidentPoints>(ready, (question) => index.value!.points(question))
  const heats = answersOf<HeatQuestion, IncidentHeat>(ready, async (question) => {
    const counted = isBeyond(question.filter) ? await serverHeat(question).catch(() => null) : null
    // Without the server's counts it is the density of what was read, and says so.
    return counted ?? index.value!.heat(question)
  })
  // Null: those of what was read are all there are, or all that can be told.
  const farClusters = answersOf<ClusterQuestion, IncidentClusters | null>(ready, async (question) => (isBeyond(question.filter) ? serverClusters(question, groupOf).catch(() => null) : null))
  /** One scale for all maps that lie open, or their colours could not be compared. */
  const heatMost = computed(() => roundUp(Math.max(0, ...Object.values(heats.answers.value).map((heat) => heat?.peak ?? 0))))
  function again() {
    askAgain()
    hexagons.again()
    points.again()
    heats.again()
    farClusters.again()
  }
  return { answers, farClusters: farClusters.answers, ask, hexagons: hexagons.answers, points: points.answers, heats: heats.answers, heatMost, askHexagons: hexagons.ask, askPoints: points.ask, askHeat: heats.ask, askFarClusters: farClusters.ask, again }
}
