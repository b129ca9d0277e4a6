import type { BarrierKind, PlanBuilding, PlanGround } from '../model/zonePlan.ts'
import { cutParcels, withCuts } from './cutParcels.ts'
import { type Covers, faceCovers } from './faceCovers.ts'
import { besideStrips, type Cut, faceUnits, overlappingBuildings, regionsOf } from './faceUnits.ts'
import { barrierLines, type Drawn, type GroundLines, groundLines, isFixedLine, isKeptLine } from './groundLines.ts'
import { createLattice, type Lattice } from './lattice.ts'
import { meshOf, type ZoneMesh } from './mesh.ts'
import { type Noded, nodeLines, type Segments } from './nodeLines.ts'
import { type Faces, planarFaces } from './planarFaces.ts'
import { straightenBorders } from './straightenBorders.ts'
import { unitPieces } from './unitPieces.ts'
import type { ZoneOf, ZoningUnits } from './units.ts'
import { unitsOfMesh, type Weights } from './unitsOfMesh.ts'

export { outlinesOf } from './outlines.ts'

const straightMeters = [1.5, 0.75]

export type GroundQuestion = {
  barriers: readonly BarrierKind[]
  weights: Weights
  /** Zones of today whose borders stay borders of units, so that a zone that nothing moves from or to keeps its shape. */
  keepBorders?: readonly number[]
}
export type GroundUnits = {
  units: ZoningUnits
  /** Beside `units.borderMeters`: what a border costs whoever chooses where zones end. */
  choiceMeters: Float64Array
  mesh: ZoneMesh
  /** Indices into `buildings` of each unit. */
  buildingsOf: number[][]
  /** Those that count: in the area, each once. */
  buildings: PlanBuilding[]
  /** Of those in `keepBorders`, the zone of each unit by its place there; -1 for none. */
  keptZone: ZoneOf
  outside: PlanBuilding[]
  duplicates: GroundLines['duplicates']
  /** Buildings of which a part lies outside of the area. */
  onBorder: PlanBuilding[]
  /** Estates that other buildings or barriers cut in pieces. */
  partedEstates: number
}

type Drawing = { noded: Noded; faces: Faces; covers: Covers }

function draw(segments: Segments, drawn: Drawn): Drawing {
  const noded = nodeLines(segments)
  const faces = planarFaces(noded)
  return { noded, faces, covers: faceCovers(noded, faces, drawn) }
}

/** Those who share walls with free ground, by house or estate, so that no line is drawn within one. */
function ownersOf({ covers }: Drawing, buildings: readonly PlanBuilding[], houseOf: (building: number) => number): (face: number) => number {
  const estateOf = buildings.map(({ estateId }) => (estateId === null ? -1 : buildings.length + estateId))
  return (face) => {
    const first = covers.buildings[face]?.[0]
    if (first === undefined) return -1
    return estateOf[first] === -1 ? houseOf(first) : (estateOf[first] as number)
  }
}

function cutOf({ noded, faces, covers }: Drawing, barrierBy: (by: number) => number, lattice: Lattice): Cut {
  const barrier = new Uint8Array(noded.a.length)
  const meters = new Float64Array(noded.a.length)
  for (let e = 0; e < barrier.length; e++) {
    for (let k = noded.from[e] as number; k < (noded.from[e + 1] as number); k++) barrier[e] = Math.max(barrier[e] as number, barrierBy(noded.drawnBy[k] as number))
    const [a, b] = [noded.a[e] as number, noded.b[e] as number]
    meters[e] = Math.hypot(((noded.xs[a] as number) - (noded.xs[b] as number)) * lattice.eastMeters, ((noded.ys[a] as number) - (noded.ys[b] as number)) * lattice.northMeters)
  }
  const regions = (withZones: boolean) => regionsOf(faces, covers, barrier, withZones)
  return { noded, faces, covers, barrier, meters, walk: regions(false), region: regions(true), squareMeters: lattice.eastMeters * lattice.northMeters }
}

function standingOnBorder({ inside, buildings: standing }: Covers, buildings: readonly PlanBuilding[]): PlanBuilding[] {
  const out = new Set(standing.flatMap((list, f) => (inside[f] ? [] : list)))
  return buildings.filter((_, b) => out.has(b))
}

/** Strips along roads and banks, and then the water, are shared by those who lie along them, or one of them would have the whole bank. */
function shareStrips(drawing: Drawing, cut: Cut, buildings: readonly PlanBuilding[], houseOf: (building: number) => number, lattice: Lattice, drawn: Drawn, wet: boolean): Drawing {
  const { unitOf, isStrip } = besideStrips(cut, buildings, houseOf, wet)
  const cuts = cutParcels(drawing.noded, drawing.faces, drawing.covers, lattice, (face) => unitOf[face] as number, isStrip)
  return cuts.by.length ? draw(withCuts(drawing.noded, cuts), drawn) : drawing
}

/**
 * The ground of an area as units that are never cut: free ground is cut along street centre lines and barriers, and between buildings along the middle of the gaps.
 * The borders between units are drawn once for both, so that outlines of any zones share them; together the units are the area.
 */
export function unitsOfGround(ground: PlanGround, { barriers, weights, keepBorders = [] }: GroundQuestion): GroundUnits {
  const lattice = createLattice(ground.area.geometry)
  const kept = keepBorders.flatMap((id) => ground.zones.find((zone) => zone.id === id)?.geometry ?? [])
  const { segments, drawn, buildings, outside, duplicates } = groundLines(ground, kept, lattice, barriers)
  const first = draw(segments, drawn)
  // Before the ground is cut further, or an overlap would come in pieces too small to count.
  const houseOf = overlappingBuildings(first.covers, buildings.length, lattice.eastMeters * lattice.northMeters)
  const owners = ownersOf(first, buildings, houseOf)
  const isFree = (face: number) => !first.covers.water[face] && first.covers.buildings[face]?.length === 0
  const second = draw(withCuts(first.noded, cutParcels(first.noded, first.faces, first.covers, lattice, owners, isFree)), drawn)
  const barrierBy = barrierLines(barriers, drawn)
  const share = (drawing: Drawing, wet: boolean) => shareStrips(drawing, cutOf(drawing, barrierBy, lattice), buildings, houseOf, lattice, drawn, wet)
  const third = share(second, false)
  const drawing = drawn.water ? share(third, true) : third
  const cut = cutOf(drawing, barrierBy, lattice)
  const given = faceUnits(cut, buildings, houseOf)
  const { unitOf, units, parted } = unitPieces(cut, given.unitOf, given.units)
  const mesh = straightenBorders(meshOf(cut, unitOf, units.map(({ walk }) => walk), { isFixed: isFixedLine(drawn), isKept: isKeptLine(drawn) }, lattice), straightMeters)
  return {
    ...unitsOfMesh(mesh, units, buildings, weights), mesh, buildings, buildingsOf: units.map((unit) => unit.buildings), keptZone: Int32Array.from(units, ({ zone }) => zone),
    outside, duplicates, onBorder: standingOnBorder(drawing.covers, buildings), partedEstates: parted,
  }
}
