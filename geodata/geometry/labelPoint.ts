import type { LngLat, MultiPolygon } from '../model/geometry.ts'

/** How finely the rows of a polygon are tried; a label needs room and not the very best of it. */
const rows = 24

/**
 * A place inside a polygon with room to both sides and above and below: of evenly spaced rows the middle of the widest piece inside, rows near the middle of the whole first.
 * Degrees of longitude are shortened by the cosine of the latitude.
 */
export function labelPoint({ coordinates }: MultiPolygon): LngLat {
  let best: { score: number; at: LngLat } | null = null
  for (const rings of coordinates) {
    const lats = rings[0]!.map(([, lat]) => lat)
    const [south, north] = [Math.min(...lats), Math.max(...lats)]
    for (let row = 1; row < rows; row++) {
      const lat = south + ((north - south) * row) / rows
      const crossings = crossingsAt(rings, lat)
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const width = (crossings[i + 1]! - crossings[i]!) * Math.cos((lat * Math.PI) / 180)
        const room = Math.min(lat - south, north - lat)
        const score = Math.min(width, room * 3)
        if (!best || score > best.score) best = { score, at: [(crossings[i]! + crossings[i + 1]!) / 2, lat] }
      }
    }
  }
  return best?.at ?? (coordinates[0]![0]![0] as LngLat)
}

/** Where the rings cut a parallel, from west to east; inside lies between the first and the second, the third and the fourth... */
function crossingsAt(rings: readonly (readonly (readonly [number, number])[])[], lat: number): number[] {
  const found: number[] = []
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [a, b] = [ring[i]!, ring[i + 1]!]
      if (a[1] > lat !== b[1] > lat) found.push(a[0] + ((lat - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
    }
  }
  return found.toSorted((a, b) => a - b)
}
