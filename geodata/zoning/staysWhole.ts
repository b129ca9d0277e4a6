import type { PlanState } from './planState.ts'

/** Room for the walk, made once for a graph. */
export type Walk = { mark: Int32Array; base: number; queue: Int32Array; root: Int32Array; open: Int32Array }

export function createWalk(count: number, maxDegree: number): Walk {
  return { mark: new Int32Array(count), base: 1, queue: new Int32Array(count), root: new Int32Array(maxDegree + 1), open: new Int32Array(maxDegree + 1) }
}

/**
 * Whether the zone of a unit is still one piece, and not empty, without it. Walks start at all its neighbours in the zone at once and merge where
 * they meet: yes when one is left, no when one ends before. Most answers come from the ring around the unit, and a piece that would be cut off is
 * found at the cost of the smaller part.
 */
export function staysWhole(state: PlanState, unit: number, walk: Walk): boolean {
  const { graph, zoneOf } = state
  const { start, to } = graph
  const zone = zoneOf[unit]!
  const { mark, queue, root, open } = walk
  if (walk.base > 2_000_000_000) {
    mark.fill(0)
    walk.base = 1
  }
  const base = walk.base
  let [groups, last] = [0, 0]
  for (let edge = start[unit]!, end = start[unit + 1]!; edge < end; edge++) {
    const near = to[edge]!
    if (zoneOf[near] !== zone) continue
    mark[near] = base + groups
    root[groups] = groups
    open[groups++] = 1
    queue[last++] = near
  }
  if (groups === 0) return false
  walk.base = base + groups
  for (let first = 0; groups > 1; first++) {
    const at = queue[first]!
    let own = mark[at]! - base
    while (root[own] !== own) own = root[own]!
    for (let edge = start[at]!, end = start[at + 1]!; edge < end; edge++) {
      const next = to[edge]!
      if (zoneOf[next] !== zone || next === unit) continue
      if (mark[next]! < base) {
        mark[next] = base + own
        open[own]!++
        queue[last++] = next
        continue
      }
      let other = mark[next]! - base
      while (root[other] !== other) other = root[other]!
      if (other === own) continue
      root[other] = own
      open[own]! += open[other]!
      if (--groups === 1) return true
    }
    if (--open[own]! === 0) return false // this group has nowhere to go and others are left
  }
  return true
}
