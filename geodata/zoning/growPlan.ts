import type { Random } from '../random.ts'
import type { OpenGraph } from './openGraph.ts'
import { bestCut, drawTree, partsOfCut, type CutGoal, type TreeCut, type TreeRoom } from './treeCut.ts'
import type { ZoningUnits } from './units.ts'
import type { ZoneCounts } from './zoneCounts.ts'

type Bounds = { min: number; max: number }

/**
 * A first plan: each connected part is halved by cutting random spanning trees (recombination, as in ReCom: DeFord, Duchin & Solomon 2021) until
 * pieces are zones. Zones are connected; bounds hold as far as the drawn trees allow.
 */
export function growPlan(units: ZoningUnits, graph: OpenGraph, room: TreeRoom, counts: ZoneCounts, bounds: Bounds, random: Random, { tries = 12, noise = 0 } = {}): Int32Array {
  const zoneOf = new Int32Array(graph.count).fill(-1)
  const members: number[][] = counts.perComponent.map(() => [])
  for (const unit of graph.free) members[graph.component[unit]!]!.push(unit)
  const waiting: Region[] = members.map((list, component) => ({ members: Int32Array.from(list), zones: counts.perComponent[component]! }))
  let next = 0
  while (waiting.length > 0) {
    const region = waiting.pop()!
    const parts = region.zones > 1 ? splitRegion(units, graph, room, region.members, { min: bounds.min, max: bounds.max, noise, zones: region.zones, meanLoad: counts.meanLoad }, random, region.members.length > 2_000 ? Math.min(4, tries) : tries) : null
    if (parts) waiting.push(...parts)
    else {
      for (const unit of region.members) zoneOf[unit] = next
      next += region.zones
    }
  }
  return zoneOf
}

export type Region = { members: Int32Array; zones: number }

/** Draws trees until a cut is within the bounds and near the mean, at most `tries`; else the best of them. Null when there is nothing to cut. */
export function splitRegion(units: ZoningUnits, graph: OpenGraph, room: TreeRoom, members: Int32Array, goal: CutGoal, random: Random, tries: number): [Region, Region] | null {
  let best: (TreeCut & { parts: [Int32Array, Int32Array] }) | null = null
  for (let drawn = 0; drawn < tries; drawn++) {
    drawTree(graph, room, members, members.length, random)
    const cut = bestCut(units, room, members.length, goal, random)
    if (!cut) return null
    if (!best || cut.excess < best.excess || (cut.excess === best.excess && cut.off < best.off)) best = { ...cut, parts: partsOfCut(room, members.length, cut.place) }
    if (best.excess === 0 && best.off < 0.02) break
  }
  if (!best) return null
  return [{ members: best.parts[0], zones: best.zones }, { members: best.parts[1], zones: goal.zones - best.zones }]
}
