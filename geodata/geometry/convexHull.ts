import type { MetersXY } from './lngLat.ts'
import { orientation } from './orientation.ts'

/** The corners of the convex hull in a plane, anticlockwise from the leftmost, none on a straight edge (Andrew 1979). */
export function convexHull(points: readonly MetersXY[]): MetersXY[] {
  const sorted = points
    .toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
    .filter((p, i, all) => i === 0 || p[0] !== all[i - 1]?.[0] || p[1] !== all[i - 1]?.[1])
  if (sorted.length < 3) return sorted
  const lower = halfHull(sorted)
  const upper = halfHull(sorted.toReversed())
  return [...lower.slice(0, -1), ...upper.slice(0, -1)]
}

function halfHull(sorted: MetersXY[]): MetersXY[] {
  const chain: MetersXY[] = []
  for (const point of sorted) {
    while (chain.length >= 2) {
      const [a, b] = chain.slice(-2) as [MetersXY, MetersXY]
      if (orientation(a[0], a[1], b[0], b[1], point[0], point[1]) > 0) break
      chain.pop()
    }
    chain.push(point)
  }
  return chain
}
