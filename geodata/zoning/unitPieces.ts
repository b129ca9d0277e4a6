import { disjointSets } from './disjointSets.ts'
import type { Cut, UnitOfGround } from './faceUnits.ts'

/** The largest face of each building: not the corner that stands on another. */
function mainFaces({ inside, buildings, area }: Cut['covers']): Map<number, number> {
  const found = new Map<number, number>()
  buildings.forEach((standing, f) => {
    if (!inside[f]) return
    for (const b of standing) if (!found.has(b) || (area[f] as number) > (area[found.get(b) as number] as number)) found.set(b, f)
  })
  return found
}

/**
 * Units that hang together, numbered from 0 in the order of their faces: an estate with others in between becomes several, a building stays one whatever its shape.
 * @returns faces of units; `pieces` counts the units that had to be parted
 */
export function unitPieces({ faces, covers, meters }: Cut, unitOf: Int32Array, units: readonly UnitOfGround[]): { unitOf: Int32Array; units: UnitOfGround[]; parted: number } {
  const sets = disjointSets(faces.count)
  meters.forEach((_, e) => {
    const [f, g] = [faces.face[2 * e] as number, faces.face[2 * e + 1] as number]
    if (f > 0 && g > 0 && covers.inside[f] && covers.inside[g] && unitOf[f] === unitOf[g]) sets.join(f, g)
  })
  const mainFace = mainFaces(covers)
  covers.buildings.forEach((standing, f) => {
    for (const b of standing) {
      const main = mainFace.get(b)
      if (covers.inside[f] && main !== undefined && unitOf[main] === unitOf[f]) sets.join(main, f)
    }
  })
  const known = new Map<number, number>()
  const found: UnitOfGround[] = []
  const piecesOf = new Map<number, number>()
  const newUnitOf = unitOf.map((unit, f) => {
    if (unit === -1 || !covers.inside[f]) return -1
    const piece = sets.of(f)
    if (!known.has(piece)) {
      known.set(piece, found.push({ ...(units[unit] as UnitOfGround), buildings: [] }) - 1)
      piecesOf.set(unit, (piecesOf.get(unit) ?? 0) + 1)
    }
    return known.get(piece) as number
  })
  units.forEach((unit) => {
    for (const b of unit.buildings) {
      const face = mainFace.get(b)
      if (face !== undefined) found[newUnitOf[face] as number]?.buildings.push(b)
    }
  })
  return { unitOf: newUnitOf, units: found, parted: [...piecesOf.values()].filter((count) => count > 1).length }
}
