import type { Random } from '../random.ts'
import type { RankGoal } from './bestPlan.ts'
import { moveUnit, type PlanState } from './planState.ts'
import { bestCut, drawTree, markBranch, type TreeRoom } from './treeCut.ts'

/** Zones that were made anew, and the units that changed between them. */
export type Recombined = { a: number; b: number; moved: number[] }

/**
 * Two neighbouring zones are made one and cut anew along a random tree (ReCom: DeFord, Duchin & Solomon 2021), where it parts them best. The pair is drawn by
 * the length of its border in units.
 * @param noise how much chance decides where to cut; 0 takes the best balance. @returns null when nothing could be cut
 */
export function recombine(state: PlanState, room: TreeRoom, goal: RankGoal, random: Random, noise: number): Recombined | null {
  const { graph, zoneOf } = state
  if (state.rimCount === 0) return null
  const first = state.rim[Math.floor(random() * state.rimCount)]!
  let edge = graph.start[first]!
  while (zoneOf[graph.to[edge]!] === zoneOf[first]) edge++
  const [a, b] = [zoneOf[first]!, zoneOf[graph.to[edge]!]!]
  const count = gather(state, room, first, a, b)
  drawTree(graph, room, room.members, count, random)
  const cut = bestCut(state.units, room, count, { zones: 2, min: goal.min, max: goal.max, meanLoad: goal.meanLoad, noise }, random)
  if (!cut) return null
  const below = markBranch(room, count, cut.place)
  let belowOfA = 0
  for (let i = 0; i < count; i++) if (room.place[i] === 1 && zoneOf[room.order[i]!] === a) belowOfA++
  // The part keeps the number of the zone that it has more of, so that fewer units move.
  const branchIsA = belowOfA * (count - below) >= (state.size[a]! - belowOfA) * below
  const moved: number[] = []
  for (let i = 0; i < count; i++) {
    const unit = room.order[i]!
    const zone = (room.place[i] === 1) === branchIsA ? a : b
    if (zoneOf[unit] !== zone) moved.push(unit)
  }
  for (const unit of moved) moveUnit(state, unit, zoneOf[unit] === a ? b : a)
  return { a, b, moved }
}

/** Units of two zones that touch, reached from one of them, into `room.members`; how many they are. */
function gather({ graph, zoneOf }: PlanState, room: TreeRoom, first: number, a: number, b: number): number {
  const { members, inside } = room
  const region = ++room.region
  inside[first] = region
  members[0] = first
  let reached = 1
  for (let i = 0; i < reached; i++) {
    const unit = members[i]!
    for (let edge = graph.start[unit]!, end = graph.start[unit + 1]!; edge < end; edge++) {
      const next = graph.to[edge]!
      if (inside[next] === region || (zoneOf[next] !== a && zoneOf[next] !== b)) continue
      inside[next] = region
      members[reached++] = next
    }
  }
  return reached
}
