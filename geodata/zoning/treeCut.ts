import type { Random } from '../random.ts'
import type { OpenGraph } from './openGraph.ts'
import type { ZoningUnits } from './units.ts'

/** Room for trees, made once for a graph. A unit is in the region at hand where `inside` holds the number of the region. */
export type TreeRoom = { inside: Int32Array; region: number; members: Int32Array; order: Int32Array; parent: Int32Array; place: Int32Array; edgeFrom: Int32Array; edgeTo: Int32Array; size: Int32Array; households: Float64Array; load: Float64Array }

export function createTreeRoom(graph: OpenGraph): TreeRoom {
  const { count } = graph
  const edges = graph.to.length + 1
  return {
    inside: new Int32Array(count), region: 0, members: new Int32Array(count), order: new Int32Array(count), parent: new Int32Array(count), place: new Int32Array(count).fill(-1),
    edgeFrom: new Int32Array(edges), edgeTo: new Int32Array(edges), size: new Int32Array(count), households: new Float64Array(count), load: new Float64Array(count),
  }
}

/**
 * A random spanning tree of the units of a region that must be connected, grown from a random unit by a random border at a time, which gives
 * rounder halves than a walk would. Fills `order` (a unit comes after its parent) and `parent` (place in the order).
 */
export function drawTree(graph: OpenGraph, room: TreeRoom, members: Int32Array, count: number, random: Random): void {
  const { inside, order, parent, edgeFrom, edgeTo } = room
  const region = ++room.region
  for (let i = 0; i < count; i++) inside[members[i]!] = region
  let [reached, edges] = [0, 0]
  const enter = (unit: number, from: number) => {
    inside[unit] = -region // reached
    order[reached] = unit
    parent[reached] = from
    for (let edge = graph.start[unit]!, end = graph.start[unit + 1]!; edge < end; edge++) {
      if (inside[graph.to[edge]!] !== region) continue
      edgeFrom[edges] = reached
      edgeTo[edges++] = graph.to[edge]!
    }
    reached++
  }
  enter(members[Math.floor(random() * count)]!, -1)
  while (edges > 0) {
    const drawn = Math.floor(random() * edges)
    const [unit, from] = [edgeTo[drawn]!, edgeFrom[drawn]!]
    edges--
    edgeTo[drawn] = edgeTo[edges]!
    edgeFrom[drawn] = edgeFrom[edges]!
    if (inside[unit] === region) enter(unit, from)
  }
}

/** `noise`: how much chance decides beside balance, as a share of the mean; 0 takes the best. */
export type CutGoal = { zones: number; min: number; max: number; meanLoad: number; noise?: number }
/** `place`: of the unit below which the tree is cut; `zones`: how many zones the branch becomes; `excess`, `off`: households beyond the bounds, and distance from the mean of a zone. */
export type TreeCut = { place: number; zones: number; excess: number; off: number }

/** The cut of the drawn tree that parts it best into a branch of j zones and a rest of the others: bounds first, then loads, then even halves. */
export function bestCut(units: ZoningUnits, room: TreeRoom, count: number, goal: CutGoal, random: Random): TreeCut | null {
  const noise = goal.noise ?? 0
  const { order, parent, size, households, load } = room
  for (let i = 0; i < count; i++) {
    size[i] = 1
    households[i] = units.households[order[i]!]!
    load[i] = units.load[order[i]!]!
  }
  for (let i = count - 1; i > 0; i--) {
    size[parent[i]!]! += size[i]!
    households[parent[i]!]! += households[i]!
    load[parent[i]!]! += load[i]!
  }
  const best: TreeCut = { place: -1, zones: 0, excess: Infinity, off: Infinity }
  let bestRank = Infinity
  const share = Math.max(load[0]! / goal.zones, 1e-12)
  for (let i = 1; i < count; i++) {
    // Each side needs as many units as zones.
    const least = Math.max(1, goal.zones - (count - size[i]!))
    const wanted = goal.zones === 2 ? 1 : Math.max(least, Math.min(goal.zones - 1, size[i]!, Math.round(load[i]! / goal.meanLoad)))
    const excess = outside(households[i]!, wanted, goal) + outside(households[0]! - households[i]!, goal.zones - wanted, goal)
        const off = Math.abs(load[i]! - wanted * share) / (share * Math.min(wanted, goal.zones - wanted))
    const rank = off + (goal.zones > 2 ? (0.1 * Math.abs(2 * wanted - goal.zones)) / goal.zones : 0) + (noise > 0 ? noise * random() : 0)
    if (excess > best.excess || (excess === best.excess && rank >= bestRank)) continue
    bestRank = rank
    best.place = i
    best.zones = wanted
    best.excess = excess
    best.off = off
  }
  return best.place < 0 ? null : best
}

const outside = (households: number, zones: number, { min, max }: CutGoal) => Math.max(0, zones * min - households, households - zones * max)

/** Marks the branch below a place of the tree, in `room.place` by place in the order: 1 in it, 0 in the rest. How many units it has. */
export function markBranch({ parent, place: branch, size }: TreeRoom, count: number, place: number): number {
  for (let i = 0; i < count; i++) branch[i] = i === place || (i > place && branch[parent[i]!] === 1) ? 1 : 0
  return size[place]!
}

/** The units of the branch and of the rest. */
export function partsOfCut(room: TreeRoom, count: number, place: number): [Int32Array, Int32Array] {
  const below = new Int32Array(markBranch(room, count, place))
  const above = new Int32Array(count - below.length)
  let [inBranch, inRest] = [0, 0]
  for (let i = 0; i < count; i++) {
    if (room.place[i] === 1) below[inBranch++] = room.order[i]!
    else above[inRest++] = room.order[i]!
  }
  return [below, above]
}
