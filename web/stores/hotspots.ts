import { defineStore } from 'pinia'
import { computed, reactive } from 'vue'
import type { Provenance } from '../../geodata/model/incident.ts'
import { hotspotClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

export type HotspotParameters = { method: 'cells' | 'clusters'; cellMeters: number; provenance: Provenance[] | null }

/** A question about where incidents gather, and its last answer. A new question aborts the one before. */
export const useHotspots = defineStore('hotspots', () => {
  const parameters = reactive<HotspotParameters>({ method: 'cells', cellMeters: 150, provenance: ['public'] })
  const load = useLoad((signal, window: { from: string; to: string }, categoryIds: number[] | null) =>
    hotspotClient.compute(window, { method: parameters.method, cellMeters: parameters.cellMeters, provenance: parameters.provenance ?? ['public', 'patrol', 'camera', 'sensor'], categoryIds }, signal),
  )
  /** What the map shows: places with more than chance. Cells with significantly less are counted in words only. */
  const shown = computed(() => {
    const answer = load.data.value
    return answer && { clusters: answer.clusters, cells: answer.cells && { ...answer.cells, features: answer.cells.features.filter((cell) => cell.properties.finding !== 'cold') } }
  })
  return { ...load, parameters, shown }
})
