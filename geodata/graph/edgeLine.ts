import type { LngLat } from '../geometry/lngLat.ts'
import type { StreetGraph } from './graph.ts'

/** The place so many metres from an edge's first vertex. */
export function placeOnEdge(graph: StreetGraph, edge: number, offsetMeters: number): LngLat {
  const { coordinates: c, vertexAlong } = graph
  let vertex = graph.vertexStart[edge]!
  const last = graph.vertexStart[edge + 1]! - 2
  while (vertex < last && vertexAlong[vertex + 1]! <= offsetMeters) vertex++
  const share = Math.max(0, Math.min(1, (offsetMeters - vertexAlong[vertex]!) / (vertexAlong[vertex + 1]! - vertexAlong[vertex]!)))
  return [c[vertex * 2]! + (c[vertex * 2 + 2]! - c[vertex * 2]!) * share, c[vertex * 2 + 1]! + (c[vertex * 2 + 3]! - c[vertex * 2 + 1]!) * share]
}

/** An edge from one offset to another, in that order, with the vertices between. */
export function lineOfEdge(graph: StreetGraph, edge: number, fromMeters: number, toMeters: number): LngLat[] {
  const [low, high] = fromMeters <= toMeters ? [fromMeters, toMeters] : [toMeters, fromMeters]
  const line = [placeOnEdge(graph, edge, low)]
  for (let vertex = graph.vertexStart[edge]!; vertex < graph.vertexStart[edge + 1]!; vertex++) {
    const along = graph.vertexAlong[vertex]!
    if (along > low && along < high) line.push([graph.coordinates[vertex * 2]!, graph.coordinates[vertex * 2 + 1]!])
  }
  line.push(placeOnEdge(graph, edge, high))
  return fromMeters <= toMeters ? line : line.toReversed()
}
