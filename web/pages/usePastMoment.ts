import { useDebounceFn } from '@vueuse/core'
import { watch } from 'vue'
import { useIncidents } from '../stores/incidents.ts'
import { usePast } from '../stores/past.ts'
import { usePatrols } from '../stores/patrols.ts'
import { useTiles } from '../stores/tiles.ts'
import { startStores } from './startStores.ts'

/** Brings map and patrols to the moment of the view; the rest asks for itself, because the moment is part of its question. */
export function usePastMoment() {
  const past = usePast()
  const incidents = useIncidents()
  const patrols = usePatrols()
  const tiles = useTiles()
  // A slider that is being dragged must not read the whole set at each step.
  const read = useDebounceFn(() => {
    if (!past.at) return
    void incidents.reload(past.at)
    void patrols.load(past.at)
  }, 200)
  watch(() => past.at, (at, before) => {
    tiles.outdate('incidents')
    if (at) return void read()
    // Changes that came meanwhile were not applied: the present is read whole, and the stream begins where that reading ends.
    if (before) void startStores()
  })
}
