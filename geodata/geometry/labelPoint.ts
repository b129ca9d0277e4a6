import type { LngLat, MultiPolygon } from '../model/geometry.ts'

/** How finely the rows of a polygon are tried; a label needs room and not the very best of it. */
const rows = 24

/**
 * A place inside a polygon with room to both sides and above and below: of the pieces inside evenly spaced rows the middle of the one with most room, counted to the border above and below that middle.
 * Degrees of longitude are shortened by the cosine of the latitude.
 */
export function labelPoint({ coordinates }: MultiPolygon): LngLat {
  let best: { score: number; at: LngLat } | null = null
  for (const rings of coordinates) {
    const lats = rings[0]!.map(([, lat]) => lat)
    const [south, north] = [Math.min(...lats), Math.max(...lats)]
    for (let row = 1; row < rows; row++) {
      const lat = south + ((north - south) * row) / rows
      const crossings = crossingsAt(rings, lat, 1)
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const width = (crossings[i + 1]! - crossings[i]!) * Math.cos((lat * Math.PI) / 180)
        const lng = (crossings[i]! + crossings[i + 1]!) / 2
        const room = Math.min(...crossingsAt(rings, lng, 0).map((edge) => Math.abs(edge - lat)))
        const score = Math.min(width, room * 3) + room / 4
        if (!best || score > best.score) best = { score, at: [lng, lat] }
      }
    }
  }
  return best?.at ?? (coordinates[0]![0]![0] as LngLat)
}

/** Where the rings cut a parallel from west to east (axis 1), or a meridian from south to north (axis 0); inside lies between the first and the second, the third and the fourth... */
function crossingsAt(rings: readonly (readonly (readonly [number, number])[])[], line: number, axis: 0 | 1): number[] {
  const other = axis === 1 ? 0 : 1
  const found: number[] = []
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [a, b] = [ring[i]!, ring[i + 1]!]
      if (a[axis] > line !== b[axis] > line) found.push(a[other] + ((line - a[axis]) / (b[axis] - a[axis])) * (b[other] - a[other]))
    }
  }
  return found.toSorted((a, b) => a - b)
}
