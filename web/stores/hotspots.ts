import { defineStore } from 'pinia'
import { computed, reactive, shallowRef } from 'vue'
import type { Provenance } from '../../geodata/model/incident.ts'
import type { HotspotAnswer } from '../api/answers.ts'
import { hotspotClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

export type HotspotMethod = 'cells' | 'clusters'
export type HotspotParameters = { method: HotspotMethod; cellMeters: number; provenance: Provenance[] | null }
type Answers = Record<HotspotMethod, HotspotAnswer | null>

/** A question about where incidents gather, and the last answer of each method. A new question aborts the one before. */
export const useHotspots = defineStore('hotspots', () => {
  const parameters = reactive<HotspotParameters>({ method: 'cells', cellMeters: 150, provenance: ['public'] })
  const answers = shallowRef<Answers>({ cells: null, clusters: null })
  const question = useLoad(async (signal, window: { from: string; to: string }, categoryIds: number[] | null, method: HotspotMethod) => {
    const answer = await hotspotClient.compute(window, { method, cellMeters: parameters.cellMeters, provenance: parameters.provenance ?? ['public', 'patrol', 'camera', 'sensor'], categoryIds }, signal)
    answers.value = { ...answers.value, [method]: answer }
    return answer
  })
  const load = (window: { from: string; to: string }, categoryIds: number[] | null, method: HotspotMethod = parameters.method) => question.load(window, categoryIds, method)
  /** The answer of the method in hand. */
  const data = computed(() => answers.value[parameters.method])
  /** What the map shows: places with more than chance. Cells with significantly less are counted in words only. */
  const shown = computed(() => {
    const { cells, clusters } = answers.value
    if (!cells?.cells && !clusters?.clusters) return null
    return { clusters: clusters?.clusters ?? null, cells: cells?.cells ? { ...cells.cells, features: cells.cells.features.filter((cell) => cell.properties.finding !== 'cold') } : null }
  })
  /** Answers to another reader or of another time say nothing here. */
  function clear() {
    question.reset()
    answers.value = { cells: null, clusters: null }
  }
  return { state: question.state, error: question.error, busy: question.busy, abort: question.abort, parameters, answers, data, shown, load, clear }
})
