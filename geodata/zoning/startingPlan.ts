import type { OpenGraph } from './openGraph.ts'
import type { ZoneOf, ZoningUnits } from './units.ts'
import type { ZoneCounts } from './zoneCounts.ts'

/**
 * A given plan as one to search from: zones of free units numbered from 0, each one piece. Of a zone in pieces the one with most households goes on; other pieces and
 * units of no zone go to a neighbour that is reached first, or become a zone where there is none.
 */
export function startingPlan(units: ZoningUnits, graph: OpenGraph, given: ZoneOf, locked: { zones: number; load: number }): { zoneOf: Int32Array; counts: ZoneCounts } {
  const pieces = freePieces(units, graph, given)
  const kept = new Map<number, number>()
  pieces.forEach(({ zone, households }, piece) => {
    if (zone >= 0 && (kept.get(zone) === undefined || households > pieces[kept.get(zone)!]!.households)) kept.set(zone, piece)
  })
  const zoneOf = new Int32Array(graph.count).fill(-1)
  const queue: number[] = []
  let zones = 0
  const take = (members: readonly number[]) => {
    for (const unit of members) zoneOf[unit] = zones
    queue.push(...members)
    zones++
  }
  for (const piece of kept.values()) take(pieces[piece]!.members)
  const spread = () => {
    for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
      for (let edge = graph.start[unit]!; edge < graph.start[unit + 1]!; edge++) {
        const next = graph.to[edge]!
        if (zoneOf[next]! >= 0) continue
        zoneOf[next] = zoneOf[unit]!
        queue.push(next)
      }
    }
  }
  spread()
  for (const { members } of pieces) {
    if (zoneOf[members[0]!]! >= 0) continue
    take(members)
    spread()
  }
  const perComponent = Array.from({ length: graph.components }, () => new Set<number>())
  for (const unit of graph.free) perComponent[graph.component[unit]!]!.add(zoneOf[unit]!)
  const load = graph.free.reduce((sum, unit) => sum + units.load[unit]!, locked.load)
  return { zoneOf, counts: { zones, perComponent: perComponent.map(({ size }) => size), meanLoad: load / (zones + locked.zones), deviation: 0 } }
}

function freePieces(units: ZoningUnits, graph: OpenGraph, given: ZoneOf): { zone: number; households: number; members: number[] }[] {
  const seen = new Uint8Array(graph.count)
  const pieces: { zone: number; households: number; members: number[] }[] = []
  for (const first of graph.free) {
    if (seen[first]) continue
    const members = [first]
    seen[first] = 1
    for (const unit of members) {
      for (let edge = graph.start[unit]!; edge < graph.start[unit + 1]!; edge++) {
        const next = graph.to[edge]!
        if (seen[next] || given[next] !== given[first]) continue
        seen[next] = 1
        members.push(next)
      }
    }
    pieces.push({ zone: given[first]!, households: members.reduce((sum, unit) => sum + units.households[unit]!, 0), members })
  }
  return pieces
}
