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
 * @param isMarked whether `inside` holds the number of this region already
 */
export function drawTree(graph: OpenGraph, room: TreeRoom, members: Int32Array, count: number, random: Random, isMarked = false): void {
  const { inside, order, parent, edgeFrom, edgeTo } = room
  const { start, to } = graph
  if (!isMarked) {
    room.region++
    for (let i = 0; i < count; i++) inside[members[i]!] = room.region
  }
  const region = room.region
  // Xorshift (Marsaglia 2003) from one draw: a tree takes hundreds, and here that is most of the time.
  let bits = (random() * 4294967296) | 1
  let [reached, edges] = [0, 0]
  let [unit, from] = [members[Math.floor(random() * count)]!, -1]
  for (;;) {
    inside[unit] = -region // reached
    order[reached] = unit
    parent[reached] = from
    for (let edge = start[unit]!, end = start[unit + 1]!; edge < end; edge++) {
      const next = to[edge]!
      if (inside[next] !== region) continue
      edgeFrom[edges] = reached
      edgeTo[edges++] = next
    }
    reached++
    do {
      if (edges === 0) return
      bits ^= bits << 13
      bits ^= bits >>> 17
      bits ^= bits << 5
      const drawn = ((bits >>> 0) * edges * 2.3283064365386963e-10) | 0
      unit = edgeTo[drawn]!
      from = edgeFrom[drawn]!
      edges--
      edgeTo[drawn] = edgeTo[edges]!
      edgeFrom[drawn] = edgeFrom[edges]!
    } while (inside[unit] !== region)
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
  const { zones, meanLoad } = goal
  const all = households[0]!
  const share = Math.max(load[0]! / zones, 1e-12)
  for (let i = 1; i < count; i++) {
    // Each side needs as many units as zones.
    const wanted = zones === 2 ? 1 : Math.max(Math.max(1, zones - (count - size[i]!)), Math.min(zones - 1, size[i]!, Math.round(load[i]! / meanLoad)))
    const excess = outside(households[i]!, wanted, goal) + outside(all - households[i]!, zones - wanted, goal)
    if (excess > best.excess) continue
    const off = Math.abs(load[i]! - wanted * share) / (share * Math.min(wanted, zones - wanted))
    // Chance only makes a cut look worse, so that most need no draw.
    let rank = off + (zones > 2 ? (0.1 * Math.abs(2 * wanted - zones)) / zones : 0)
    if (excess === best.excess && rank >= bestRank) continue
    if (noise > 0) {
      rank += noise * random()
      if (excess === best.excess && rank >= bestRank) continue
    }
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
  branch.fill(0, 0, place)
  branch[place] = 1
  for (let i = place + 1; i < count; i++) branch[i] = branch[parent[i]!]!
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
