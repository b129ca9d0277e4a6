import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Geometry } from '../../geodata/model/geometry.ts'
import type { ImportProblem } from '../../geodata/model/importProblem.ts'

export type PlacedProblem = ImportProblem & { geometry: Geometry }
const isPlaced = (problem: ImportProblem): problem is PlacedProblem => problem.geometry !== null

/** What was wrong with rows of one import, as the map marks it: the chosen one, or all of them. */
export const useImportProblems = defineStore('importProblems', () => {
  const importId = shallowRef<number | null>(null)
  const problems = shallowRef<readonly PlacedProblem[]>([])
  const chosen = shallowRef<number | null>(null)
  const all = shallowRef(false)
  const shown = computed(() => (all.value ? problems.value : problems.value.filter(({ id }) => id === chosen.value)))

  /** Of another import, its marks take the place of those before. */
  function hold(id: number, rows: readonly ImportProblem[]) {
    if (importId.value !== id) [chosen.value, all.value] = [null, false]
    importId.value = id
    problems.value = rows.filter(isPlaced)
  }
  /** Chosen again, it is let go. @returns whether it is chosen now */
  function choose(id: number): boolean {
    chosen.value = chosen.value === id ? null : id
    return chosen.value !== null
  }
  function drop(id: number) {
    if (importId.value !== id) return
    ;[importId.value, problems.value, chosen.value, all.value] = [null, [], null, false]
  }
  return { importId, problems, chosen, all, shown, hold, choose, drop }
})
