import { facesOf, type Edges, type Faces } from './faces.ts'
import { cellKey } from './grid.ts'
import { nodeSegments } from './nodeSegments.ts'
import { outlineOf } from './outline.ts'

/** Ground that is not covered once: `times` is how often zones lie on it, less one inside of the area. Rings of cells without closing corner, a shell and its holes. */
export type StrayGround = { times: number; inArea: boolean; rings: [number, number][][] }
export type Borders = { ends: ArrayLike<number>; times: ArrayLike<number> }

/**
 * Where the borders of zones do not cancel out. Borders of zones, each with its ground on the left, and the border of the area taken backwards sum to nothing exactly
 * where every place of the area lies in one zone and no other place in any: the sum is the derivative of "zones on it, less one inside". What is left over bounds the rest.
 * @param left borders that were left over, and how often in their direction @param area the border of the area, ground on the left
 */
export function strayGround(left: Borders, area: Borders): StrayGround[] {
  if (left.times.length === 0) return []
  const { edges, turns, fence } = cancelled(left, area)
  if (turns.every((turn) => turn === 0)) return []
  const faces = facesOf(edges)
  const [level, inside] = [levels(faces, turns), levels(faces, fence)]
  const kinds = [...new Set(Array.from(level, (value, face) => `${value} ${inside[face]! > 0}`))].toSorted()
  return kinds.flatMap((kind) => {
    const [times, inArea] = [Number(kind.split(' ')[0]), kind.endsWith('true')]
    if (times === 0) return []
    return outlineOf(edges, faces, (face) => level[face] === times && inside[face]! > 0 === inArea)
      .map((rings) => ({ times, inArea, rings: rings.map((ring) => ring.map((node): [number, number] => [edges.x[node]!, edges.y[node]!])) }))
  })
}

/** After cutting at all meetings more of it cancels: borders along each other with corners at different places. */
function cancelled(left: Borders, area: Borders): { edges: Edges; turns: number[]; fence: number[] } {
  const nodes = new Map<string, number>()
  const [x, y]: [number[], number[]] = [[], []]
  const nodeOf = (px: number, py: number): number => {
    const key = cellKey(px, py)
    let node = nodes.get(key)
    if (node === undefined) {
      nodes.set(key, (node = x.length))
      x.push(px)
      y.push(py)
    }
    return node
  }
  const sums = new Map<string, { from: number; to: number; sum: number; fence: number }>()
  const own = left.times.length
  nodeSegments(Float64Array.from([...Array.from(left.ends), ...Array.from(area.ends)])).forEach((places, i) => {
    const [times, fence] = i < own ? [left.times[i]!, 0] : [0, area.times[i - own]!]
    for (let k = 2; k < places.length; k += 2) {
      const [a, b] = [nodeOf(places[k - 2]!, places[k - 1]!), nodeOf(places[k]!, places[k + 1]!)]
      if (a === b) continue
      const [from, to, sign] = a < b ? [a, b, 1] : [b, a, -1]
      const key = `${from} ${to}`
      let known = sums.get(key)
      if (!known) sums.set(key, (known = { from, to, sum: 0, fence: 0 }))
      known.sum += sign * times
      known.fence += sign * fence
    }
  })
  const kept = [...sums.values()].filter(({ sum, fence }) => sum !== 0 || fence !== 0)
  return { edges: { x, y, from: kept.map(({ from }) => from), to: kept.map(({ to }) => to) }, turns: kept.map(({ sum }) => sum), fence: kept.map(({ fence }) => fence) }
}

/** From the outside, which is covered as it should be, over every edge: its left is higher by what it counts. */
function levels({ count, left, right }: Faces, turns: readonly number[]): Int32Array {
  const level = new Int32Array(count)
  const around: number[][] = Array.from({ length: count }, () => [])
  turns.forEach((_, e) => {
    around[left[e]!]!.push(e)
    around[right[e]!]!.push(e)
  })
  const known = new Uint8Array(count)
  known[0] = 1
  const queue = [0]
  for (let face = queue.pop(); face !== undefined; face = queue.pop()) {
    for (const e of around[face]!) {
      const [other, by] = left[e] === face ? [right[e]!, -turns[e]!] : [left[e]!, turns[e]!]
      if (known[other]) continue
      known[other] = 1
      level[other] = level[face]! + by
      queue.push(other)
    }
  }
  return level
}
