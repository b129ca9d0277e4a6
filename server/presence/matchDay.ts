import { buildStreetGraph } from '../../geodata/graph/buildStreetGraph.ts'
import { matchTrack } from '../../geodata/graph/matchTrack.ts'
import type { TrackFix } from '../../geodata/graph/observations.ts'
import type { StreetLine } from '../../geodata/graph/street.ts'
import { streetPresence, type StreetPresence } from '../../geodata/graph/streetPresence.ts'
import type { Vehicle } from '../../geodata/model/patrolPlan.ts'

export type DayTask = { streets: StreetLine[]; tracks: { vehicle: Vehicle; fixes: TrackFix[] }[] }

/** Presence on pieces of streets of all tracks of a day. Barriers stop nobody who was seen beyond them. A street that several vehicles use is cut alike for each of them only where they meet the same crossings, so pieces that begin alike are one. */
export function matchDay({ streets, tracks }: DayTask): StreetPresence[] {
  const pieces = new Map<string, StreetPresence>()
  for (const profile of new Set(tracks.map(({ vehicle }) => vehicle))) {
    const graph = buildStreetGraph(streets, [], { profile })
    const matched = tracks.filter(({ vehicle }) => vehicle === profile).map(({ fixes }) => matchTrack(graph, fixes, { gapSeconds: 120 }))
    for (const piece of streetPresence(graph, matched)) {
      const key = `${piece.streetId} ${piece.alongMeters}`
      const known = pieces.get(key)
      if (!known) pieces.set(key, piece)
      else pieces.set(key, { ...known, lengthMeters: Math.max(known.lengthMeters, piece.lengthMeters), low: known.low + piece.low, seconds: known.seconds + piece.seconds, high: known.high + piece.high, visits: known.visits + piece.visits, lastMs: Math.max(known.lastMs, piece.lastMs) })
    }
  }
  return [...pieces.values()]
}
