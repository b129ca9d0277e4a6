import { BACKWARD, FORWARD, type StreetGraph, secondsAMeter } from './graph.ts'
import type { StreetSearch } from './search.ts'
import type { GraphPlace } from './snapToGraph.ts'

/** A node through which a place on an edge is left or come to: metres between them, on an arc. */
export type Entry = { node: number; meters: number; arc: number }

function exitsOf(graph: StreetGraph, { edge, offsetMeters }: GraphPlace): Entry[] {
  const ways = graph.edgeWays[edge]!
  const exits: Entry[] = []
  if (ways & FORWARD) exits.push({ node: graph.edgeTo[edge]!, meters: graph.edgeMeters[edge]! - offsetMeters, arc: edge * 2 })
  if (ways & BACKWARD) exits.push({ node: graph.edgeFrom[edge]!, meters: offsetMeters, arc: edge * 2 + 1 })
  return exits
}

export function entriesOf(graph: StreetGraph, { edge, offsetMeters }: GraphPlace): Entry[] {
  const ways = graph.edgeWays[edge]!
  const entries: Entry[] = []
  if (ways & FORWARD) entries.push({ node: graph.edgeFrom[edge]!, meters: offsetMeters, arc: edge * 2 })
  if (ways & BACKWARD) entries.push({ node: graph.edgeTo[edge]!, meters: graph.edgeMeters[edge]! - offsetMeters, arc: edge * 2 + 1 })
  return entries
}

/** Metres from one place to another along the edge that both are on, where its direction allows; infinite otherwise. */
export function alongOneEdge(graph: StreetGraph, from: GraphPlace, to: GraphPlace): number {
  if (from.edge !== to.edge) return Infinity
  const ahead = to.offsetMeters - from.offsetMeters
  const way = ahead >= 0 ? FORWARD : BACKWARD
  return ahead === 0 || graph.edgeWays[from.edge]! & way ? Math.abs(ahead) : Infinity
}

export function beginAt(search: StreetSearch, place: GraphPlace, speedMetersPerSecond: number): void {
  const rate = secondsAMeter(search.graph, place.edge, speedMetersPerSecond)
  for (const { node, meters, arc } of exitsOf(search.graph, place)) search.begin(node, meters * rate, meters, arc)
}
