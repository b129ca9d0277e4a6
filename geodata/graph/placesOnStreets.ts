import type { LngLat } from '../geometry/lngLat.ts'
import type { StreetGraph } from './graph.ts'
import { type GraphPlace, snapToGraph } from './snapToGraph.ts'

/** Why a place cannot be come to and left: no street near, streets that join the others nowhere, or only in one direction. */
export type CutOff = 'no_street' | 'island' | 'one_way'
export type PlaceOnStreets = { at: GraphPlace | null; cutOff: CutOff | null }

const mostMeters = 250
/** A place is taken to a street from which one gets anywhere, instead of to a nearer one that is cut off, up to so much farther away. */
const preferMainMeters = 60

/** Where each of the places is on the streets, and which of them most streets do not lead to. */
export function placesOnStreets(graph: StreetGraph, places: readonly LngLat[]): PlaceOnStreets[] {
  const mainPart = graph.part[graph.strongPart.indexOf(0)]
  return places.map((place) => {
    const at = snapToGraph(graph, place, { mostMeters, preferMainMeters })
    return { at, cutOff: at === null ? 'no_street' : at.strongPart === 0 ? null : at.part === mainPart ? 'one_way' : 'island' }
  })
}
