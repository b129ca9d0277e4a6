import Flatbush from 'flatbush'
import type { MetersXY } from '../geometry/lngLat.ts'
import type { PolygonXY } from './method.ts'
import { tableOf, type NeighbourTable } from './neighbourTable.ts'

export type Edges = { count: number; ends: Float64Array; owner: Uint32Array; index: Flatbush }

/**
 * Polygons that meet: under the queen's rule at a corner or along a border, under the rook's along a border longer than the tolerance. Borders
 * meet where they come within the tolerance of each other, whether or not both have a corner there, so that a border drawn with other corners
 * on either side is still one. Every pair of edges that are near is looked at once, found by an index of boxes.
 * @param toleranceMeters how far apart two drawings of one border may lie, >= 0
 */
export function contiguity(polygons: readonly PolygonXY[], rule: 'queen' | 'rook', toleranceMeters: number): NeighbourTable {
  const lists = polygons.map(() => new Set<number>())
  const edges = edgesOf(polygons)
  if (edges.count === 0) return tableOf(lists.map(() => []))
  const { ends, owner, index, count } = edges
  for (let a = 0; a < count; a++) {
    const [x0, y0, x1, y1] = [ends[4 * a], ends[4 * a + 1], ends[4 * a + 2], ends[4 * a + 3]] as [number, number, number, number]
    const own = owner[a] as number
    const known = lists[own] as Set<number>
    index.search(Math.min(x0, x1) - toleranceMeters, Math.min(y0, y1) - toleranceMeters, Math.max(x0, x1) + toleranceMeters, Math.max(y0, y1) + toleranceMeters, (b) => {
      const other = owner[b] as number
      if (b <= a || other === own || known.has(other)) return false // each pair of edges once
      const meters = contactMeters(ends, 4 * a, 4 * b, toleranceMeters)
      if (rule === 'queen' ? meters >= 0 : meters > toleranceMeters) {
        known.add(other)
        lists[other]?.add(own)
      }
      return false
    })
  }
  return tableOf(lists.map((set) => [...set]))
}

/** All edges of polygons with the polygon each is of, indexed by their boxes. */
export function edgesOf(polygons: readonly PolygonXY[]): Edges {
  const rings = polygons.map((polygon) => polygon.flat())
  const count = rings.reduce((sum, list) => sum + list.reduce((edges, ring) => edges + Math.max(0, ring.length - 1), 0), 0)
  const ends = new Float64Array(4 * count)
  const owner = new Uint32Array(count)
  const index = new Flatbush(Math.max(1, count))
  let edge = 0
  rings.forEach((list, number) => {
    for (const ring of list)
      for (let i = 1; i < ring.length; i++) {
        const [[x0, y0], [x1, y1]] = [ring[i - 1] as MetersXY, ring[i] as MetersXY]
        ends.set([x0, y0, x1, y1], 4 * edge)
        owner[edge++] = number
        index.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1))
      }
  })
  if (count > 0) index.finish()
  return { count, ends, owner, index }
}

/** How long two edges run together: 0 where they only touch, -1 where they do not meet. Where they run together the ends of the stretch are ends of an edge. */
function contactMeters(ends: Float64Array, a: number, b: number, tolerance: number): number {
  let [low, high] = [Infinity, -Infinity]
  const touch = (at: number) => {
    low = Math.min(low, at)
    high = Math.max(high, at)
  }
  const length = Math.hypot((ends[a + 2] as number) - (ends[a] as number), (ends[a + 3] as number) - (ends[a + 1] as number))
  for (const end of [0, 2]) {
    const along = footOf(ends[b + end] as number, ends[b + end + 1] as number, ends, a, tolerance)
    if (along >= 0) touch(along * length)
    if (footOf(ends[a + end] as number, ends[a + end + 1] as number, ends, b, tolerance) >= 0) touch(end === 0 ? 0 : length)
  }
  return high - low >= 0 ? high - low : -1
}

/** Where on an edge, 0 to 1, a point lies within the tolerance; -1 if it does not. */
export function footOf(x: number, y: number, ends: Float64Array, edge: number, tolerance: number): number {
  const [x0, y0] = [ends[edge] as number, ends[edge + 1] as number]
  const [dx, dy] = [(ends[edge + 2] as number) - x0, (ends[edge + 3] as number) - y0]
  const squared = dx * dx + dy * dy
  const share = squared > 0 ? Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / squared)) : 0
  return (x - x0 - share * dx) ** 2 + (y - y0 - share * dy) ** 2 <= tolerance * tolerance ? share : -1
}
