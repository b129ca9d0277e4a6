import type { StreetGraph } from './graph.ts'
import type { MatchedTrack } from './matchTrack.ts'

/** Presence on a piece of street, from crossing to crossing: seconds surely there, likely there (matched), and perhaps there. */
export type StreetPresence = { streetId: string; alongMeters: number; lengthMeters: number; low: number; seconds: number; high: number; visits: number; lastMs: number }

/** Up to so long nobody knows where a device was, it may have stayed where it was seen before or after. */
const longestDoubtMs = 900_000
/** Back after less than this, it is the same visit. */
const sameVisitMs = 600_000

/**
 * Presence by piece of street from the matched tracks of devices; order of the tracks does not matter. What was matched for certain is `low`; a gap of up to a quarter of an hour
 * may have been spent on the last piece before it, or on the first after it. The sum of `seconds` is the matched time.
 */
export function streetPresence(graph: StreetGraph, tracks: readonly MatchedTrack[]): StreetPresence[] {
  const byEdge = new Map<number, StreetPresence>()
  const at = (edge: number): StreetPresence => {
    const known = byEdge.get(edge) ?? { streetId: graph.streets[graph.edgeStreet[edge]!]!.id, alongMeters: Math.round(graph.edgeAlong[edge]!), lengthMeters: graph.edgeMeters[edge]!, low: 0, seconds: 0, high: 0, visits: 0, lastMs: 0 }
    byEdge.set(edge, known)
    return known
  }
  for (const { pieces, gaps } of tracks) {
    const seen = new Map<number, number>()
    for (const { edge, fromMs, toMs, certain } of pieces) {
      const piece = at(edge)
      const seconds = (toMs - fromMs) / 1000
      piece.seconds += seconds
      piece.high += seconds
      if (certain) piece.low += seconds
      if (fromMs - (seen.get(edge) ?? -Infinity) > sameVisitMs) piece.visits++
      seen.set(edge, toMs)
      piece.lastMs = Math.max(piece.lastMs, toMs)
    }
    for (const { fromMs, toMs } of gaps) {
      if (toMs - fromMs > longestDoubtMs) continue
      const around = new Set([pieces.findLast((piece) => piece.toMs <= fromMs)?.edge, pieces.find((piece) => piece.fromMs >= toMs)?.edge])
      for (const edge of around) if (edge !== undefined) at(edge).high += (toMs - fromMs) / 1000
    }
  }
  return [...byEdge.values()].toSorted((a, b) => Number(a.streetId) - Number(b.streetId) || a.alongMeters - b.alongMeters)
}
