import type { StreetGraph } from './graph.ts'
import type { StreetSearch } from './search.ts'
import { shortestPath, type WayPiece } from './shortestPath.ts'
import type { GraphPlace } from './snapToGraph.ts'

/**
 * A stretch of one street and when it was travelled, in the order of going; both offsets are metres along the street from its first vertex and equal while
 * somebody stands. `certain`: no other street explains the fixes at both ends as well, and between them was no time for another way.
 */
export type MatchedPiece = { edge: number; streetId: string; fromOffsetMeters: number; toOffsetMeters: number; fromMs: number; toMs: number; certain: boolean }
type Span = { fromMs: number; toMs: number }

const piece = (graph: StreetGraph, { edge, fromMeters, toMeters }: WayPiece, fromMs: number, toMs: number, certain: boolean): MatchedPiece => ({
  edge, streetId: graph.streets[graph.edgeStreet[edge]!]!.id, fromOffsetMeters: graph.edgeAlong[edge]! + fromMeters, toOffsetMeters: graph.edgeAlong[edge]! + toMeters, fromMs, toMs, certain,
})

export const stayPiece = (graph: StreetGraph, { edge, offsetMeters }: GraphPlace, { fromMs, toMs }: Span, certain: boolean): MatchedPiece => piece(graph, { edge, fromMeters: offsetMeters, toMeters: offsetMeters }, fromMs, toMs, certain)

/** The way between two matched places, at an even pace over the time between them. */
export function piecesBetween(search: StreetSearch, from: GraphPlace, to: GraphPlace, { fromMs, toMs }: Span, certain: boolean): MatchedPiece[] {
  const { graph } = search
  const way = shortestPath(graph, from, to, { speedMetersPerSecond: 1, search })
  // Set back in a one-way by noise: it stood there.
  const backwards = from.edge === to.edge && to.offsetMeters < from.offsetMeters && graph.edgeWays[from.edge] === 1
  if (!way || way.meters === 0 || backwards) return toMs > fromMs ? [stayPiece(graph, to, { fromMs, toMs }, certain)] : []
  let gone = 0
  const timeAt = (meters: number) => Math.round(fromMs + ((toMs - fromMs) * meters) / way.meters)
  return way.pieces.map((part) => {
    const start = gone
    gone += Math.abs(part.toMeters - part.fromMeters)
    return piece(graph, part, timeAt(start), timeAt(gone), certain)
  })
}
