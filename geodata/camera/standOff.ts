/** Footprints near a camera: rings of x, y in turn in metres of a local plane, closed or not; holes are rings of their own (even-odd). */
export type Footprints = readonly (readonly Float64Array[])[]

export type Stand = {
  xMeters: number
  yMeters: number
  /** `wall`: moved off a wall it hung on; `inside`: it stood inside of a footprint and was taken to hang on the nearest wall. */
  moved: 'wall' | 'inside' | null
}

/** A camera this near to a wall hangs on it; it is drawn off by as much, so that the wall it hangs on hides half the world and not all of it. */
export const wallMeters = 0.05
/** Farther from every outer wall than this a camera inside of a building is taken to look at the inside. */
export const deepestMeters = 12

/**
 * Where the eye of a camera is put so that it sees: mappers place cameras on walls and a little inside of buildings. Null: deep inside of a building, it watches nothing outdoors.
 * Of walls between houses that touch only those count whose other side is free.
 */
export function standOff(xMeters: number, yMeters: number, footprints: Footprints): Stand | null {
  const within = footprints.some((rings) => isInside(xMeters, yMeters, rings))
  const walls = wallsBy(xMeters, yMeters, footprints, within ? deepestMeters : wallMeters)
  if (!within && walls.length === 0) return { xMeters, yMeters, moved: null }
  for (const { footX, footY, normalX, normalY } of walls)
    for (const side of [1, -1]) {
      const [x, y] = [footX + side * normalX * wallMeters, footY + side * normalY * wallMeters]
      if (!footprints.some((rings) => isInside(x, y, rings))) return { xMeters: x, yMeters: y, moved: walls[0]!.distance <= wallMeters ? 'wall' : 'inside' }
    }
  return null
}

type Wall = { footX: number; footY: number; normalX: number; normalY: number; distance: number }

function wallsBy(x: number, y: number, footprints: Footprints, reach: number): Wall[] {
  const walls: Wall[] = []
  for (const rings of footprints) for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, dx, dy] = [ring[j]!, ring[j + 1]!, ring[i]! - ring[j]!, ring[i + 1]! - ring[j + 1]!]
      const length = Math.hypot(dx, dy)
      if (length === 0) continue
      // Not to the very corner: there the way off one wall may lead along the next.
      const inset = Math.min(0.5, wallMeters / length)
      const along = Math.min(1 - inset, Math.max(inset, ((x - ax) * dx + (y - ay) * dy) / (length * length)))
      const [footX, footY] = [ax + along * dx, ay + along * dy]
      const distance = Math.hypot(x - footX, y - footY)
      if (distance <= reach + wallMeters) walls.push({ footX, footY, normalX: dy / length, normalY: -dx / length, distance })
    }
  return walls.toSorted((a, b) => a.distance - b.distance)
}

export function isInside(x: number, y: number, rings: readonly Float64Array[]): boolean {
  let odd = false
  for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ay, by] = [ring[j + 1]!, ring[i + 1]!]
      if (ay > y !== by > y && x < ring[j]! + ((ring[i]! - ring[j]!) * (y - ay)) / (by - ay)) odd = !odd
    }
  return odd
}
