import type { Random } from '../random.ts'
import type { RankGoal } from './bestPlan.ts'
import { moveUnit, type PlanState } from './planState.ts'
import { bestCut, drawTree, markBranch, type TreeRoom } from './treeCut.ts'

/** Zones that were made anew, and the units that changed between them, good until the next one. */
export type Recombined = { a: number; b: number; moved: Int32Array }

/**
 * Two neighbouring zones are made one and cut anew along a random tree (ReCom: DeFord, Duchin & Solomon 2021), where it parts them best. The pair is drawn by
 * the length of its border in units.
 * @param noise how much chance decides where to cut; 0 takes the best balance.
 * @param mostExcess households that may lie beyond the bounds in both together: a tree that cannot be cut like that changes nothing
 * @returns null when nothing could be cut
 */
export function recombine(state: PlanState, room: TreeRoom, goal: RankGoal, random: Random, noise: number, mostExcess = Infinity): Recombined | null {
  const { graph, zoneOf } = state
  if (state.rimCount === 0) return null
  const first = state.rim[Math.floor(random() * state.rimCount)]!
  let edge = graph.start[first]!
  while (zoneOf[graph.to[edge]!] === zoneOf[first]) edge++
  const [a, b] = [zoneOf[first]!, zoneOf[graph.to[edge]!]!]
  const count = gather(state, room, first, a, b)
  drawTree(graph, room, room.members, count, random, true)
  const cut = bestCut(state.units, room, count, { zones: 2, min: goal.min, max: goal.max, meanLoad: goal.meanLoad, noise }, random)
  if (!cut || cut.excess > mostExcess) return null
  const below = markBranch(room, count, cut.place)
  const { order, place, members } = room
  let belowOfA = 0
  for (let i = cut.place; i < count; i++) if (place[i] === 1 && zoneOf[order[i]!] === a) belowOfA++
  // The part keeps the number of the zone that it has more of, so that fewer units move.
  const branchIsA = belowOfA * (count - below) >= (state.size[a]! - belowOfA) * below
  const [inBranch, inRest] = branchIsA ? [a, b] : [b, a]
  let moved = 0
  for (let i = 0; i < count; i++) {
    const unit = order[i]!
    if (zoneOf[unit] !== (place[i] === 1 ? inBranch : inRest)) members[moved++] = unit
  }
  for (let i = 0; i < moved; i++) moveUnit(state, members[i]!, zoneOf[members[i]!] === a ? b : a)
  return { a, b, moved: members.subarray(0, moved) }
}

/** Units of two zones that touch, reached from one of them, into `room.members` and marked as the region at hand; how many they are. */
function gather({ graph: { start, to }, zoneOf }: PlanState, room: TreeRoom, first: number, a: number, b: number): number {
  const { members, inside } = room
  const region = ++room.region
  inside[first] = region
  members[0] = first
  let reached = 1
  for (let i = 0; i < reached; i++) {
    const unit = members[i]!
    for (let edge = start[unit]!, end = start[unit + 1]!; edge < end; edge++) {
      const next = to[edge]!
      if (inside[next] === region) continue
      const zone = zoneOf[next]!
      if (zone !== a && zone !== b) continue
      inside[next] = region
      members[reached++] = next
    }
  }
  return reached
}
