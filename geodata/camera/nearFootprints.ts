import Flatbush from 'flatbush'
import type { Footprints } from './standOff.ts'

export type FootprintIndex = { /** Those whose box comes within `radiusMeters`. */ near(xMeters: number, yMeters: number, radiusMeters: number): Footprints; count: number }

/** Finds the footprints around a place: a view costs what is near it, whatever the size of the city. */
export function indexFootprints(footprints: Footprints): FootprintIndex {
  if (footprints.length === 0) return { count: 0, near: () => [] }
  const tree = new Flatbush(footprints.length)
  for (const rings of footprints) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const ring of rings) for (let i = 0; i < ring.length; i += 2) {
      west = Math.min(west, ring[i]!)
      east = Math.max(east, ring[i]!)
      south = Math.min(south, ring[i + 1]!)
      north = Math.max(north, ring[i + 1]!)
    }
    tree.add(west, south, east, north)
  }
  tree.finish()
  return { count: footprints.length, near: (x, y, radius) => tree.search(x - radius, y - radius, x + radius, y + radius).map((i) => footprints[i]!) }
}

/** Both ends of every wall, four numbers each. */
export function wallsOf(footprints: Footprints): Float64Array {
  const walls: number[] = []
  for (const rings of footprints) for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) walls.push(ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!)
  return Float64Array.from(walls)
}
