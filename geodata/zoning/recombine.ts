import type { Random } from '../random.ts'
import type { RankGoal } from './bestPlan.ts'
import { moveUnit, type PlanState } from './planState.ts'
import { bestCut, drawTree, partsOfCut, type TreeRoom } from './treeCut.ts'

/**
 * Two neighbouring zones are made one and cut anew along a random tree (ReCom: DeFord, Duchin & Solomon 2021), where it parts them best. The pair is drawn by
 * the length of its border in units.
 * @param worst the cut may leave so many households beyond the bounds and be so far from the mean, as a share of it
 * @returns the units that changed zone, or null when the cut was worse
 */
export function recombine(state: PlanState, room: TreeRoom, goal: RankGoal, random: Random, worst: { excess: number; off: number; noise?: number }): number[] | null {
  const { graph, zoneOf } = state
  if (state.rimCount === 0) return null
  const first = state.rim[Math.floor(random() * state.rimCount)]!
  let edge = graph.start[first]!
  while (zoneOf[graph.to[edge]!] === zoneOf[first]) edge++
  const [a, b] = [zoneOf[first]!, zoneOf[graph.to[edge]!]!]
  const members = membersOf(state, room, first, a, b)
  drawTree(graph, room, members, random)
  const cut = bestCut(state.units, room, members.length, { zones: 2, min: goal.min, max: goal.max, meanLoad: goal.meanLoad, noise: worst.noise ?? 0 }, random)
  if (!cut || cut.excess > worst.excess || cut.off > worst.off) return null
  const [below, above] = partsOfCut(room, members.length, cut.place)
  // The part keeps the number of the zone that it has more of, so that fewer units move.
  const ofA = (part: Int32Array) => part.reduce((sum, unit) => sum + (zoneOf[unit] === a ? 1 : 0), 0)
  const [partA, partB] = ofA(below) / below.length >= ofA(above) / above.length ? [below, above] : [above, below]
  const list: number[] = []
  for (const [part, zone] of [[partA, a], [partB, b]] as const) {
    for (const unit of part) {
      if (zoneOf[unit] === zone) continue
      list.push(unit)
      moveUnit(state, unit, zone)
    }
  }
  return list
}

/** Units of two zones that touch, reached from one of them. */
function membersOf({ graph, zoneOf, size }: PlanState, room: TreeRoom, first: number, a: number, b: number): Int32Array {
  const members = new Int32Array(size[a]! + size[b]!)
  const region = ++room.region
  room.inside[first] = region
  members[0] = first
  let reached = 1
  for (let i = 0; i < reached; i++) {
    const unit = members[i]!
    for (let edge = graph.start[unit]!; edge < graph.start[unit + 1]!; edge++) {
      const next = graph.to[edge]!
      if (room.inside[next] === region || (zoneOf[next] !== a && zoneOf[next] !== b)) continue
      room.inside[next] = region
      members[reached++] = next
    }
  }
  return members
}
