import { shallowRef, type ShallowRef } from 'vue'
import type { IncidentFilter, IncidentIndex } from '../workers/incidentQuestion.ts'
import { askNewest } from './askNewest.ts'

/**
 * All places that pass a filter, by view: longitude and latitude in turn, `null` where a view wants none. Asked for apart from the
 * other answers, as they are many and stay the same while the map moves.
 */
export function useIncidentPlaces(ready: () => boolean, index: ShallowRef<IncidentIndex | null>) {
  const places = shallowRef<Record<string, Float64Array | null>>({})
  const { ask: askPlaces, again: askPlacesAgain } = askNewest(
    ready,
    async ({ filter }: { filter: IncidentFilter | null }) => filter && index.value!.places(filter),
    (viewId, answer) => { places.value = { ...places.value, [viewId]: answer } },
  )
  return { places, askPlaces, askPlacesAgain }
}
