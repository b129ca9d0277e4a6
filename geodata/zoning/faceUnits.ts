import type { PlanBuilding } from '../model/zonePlan.ts'
import { disjointSets } from './disjointSets.ts'
import type { Covers } from './faceCovers.ts'
import { gapLine } from './groundLines.ts'
import type { Noded } from './nodeLines.ts'
import type { Faces } from './planarFaces.ts'

/** `walk`: faces that people reach without crossing a barrier have one number; `region`: nor leaving a zone that is told apart. `barrier` (its place among barriers from the weakest, 0 for none) and `meters` by edge. */
export type Cut = { noded: Noded; faces: Faces; covers: Covers; barrier: Uint8Array; meters: Float64Array; walk: Int32Array; region: Int32Array; /** Square metres of a lattice square. */ squareMeters: number }
/** What is kept together: the buildings of an estate in one region, or one building, or open ground (no building). */
export type UnitOfGround = { buildings: number[]; estate: number | null; /** The region that it stands in. */ home: number; walk: number; /** Of those told apart. */ zone: number }

/** Open ground that is a place of its own: larger than a front garden, wider than a strip beside a road. */
const openSquareMeters = 2_500
const openRoundness = 0.15
/** Empty ground as large as this along the border of the area is no place either: it goes with those who live nearest. */
const rimSquareMeters = 20_000
const rimShare = 0.15
/** Smaller strips are not worth a line. */
const stripSquareMeters = 400
/** Two footprints over each other by more are one house. */
const overlapSquareMeters = 1

const edgeUses = ({ noded }: Cut, edge: number, use: (by: number) => boolean) => {
  for (let k = noded.from[edge] as number; k < (noded.from[edge + 1] as number); k++) if (use(noded.drawnBy[k] as number)) return true
  return false
}

export function regionsOf({ count, face }: Faces, { inside, zone }: Covers, barrier: Uint8Array, withZones: boolean): Int32Array {
  const sets = disjointSets(count)
  barrier.forEach((blocked, e) => {
    const [f, g] = [face[2 * e] as number, face[2 * e + 1] as number]
    if (!blocked && f > 0 && g > 0 && inside[f] && inside[g] && !(withZones && zone[f] !== zone[g])) sets.join(f, g)
  })
  return Int32Array.from({ length: count }, (_, f) => sets.of(f))
}

/** Buildings that stand partly on each other, by the first of them. */
export function overlappingBuildings({ buildings, area }: Covers, count: number, squareMeters: number): (building: number) => number {
  const sets = disjointSets(count)
  buildings.forEach((standing, f) => {
    if (standing.length > 1 && (area[f] as number) * squareMeters > overlapSquareMeters) for (const other of standing.slice(1)) sets.join(standing[0] as number, other)
  })
  return sets.of
}

/** The region where most of each building stands, that of its whole house. */
function homesOf({ covers, region }: Cut, houseOf: (building: number) => number): Map<number, number> {
  const area = new Map<number, Map<number, number>>()
  covers.buildings.forEach((standing, f) => {
    if (!covers.inside[f] || !standing.length) return
    const house = houseOf(standing[0] as number)
    const found = area.get(house) ?? new Map<number, number>()
    found.set(region[f] as number, (found.get(region[f] as number) ?? 0) + (covers.area[f] as number))
    area.set(house, found)
  })
  return new Map([...area].map(([house, found]) => [house, ([...found].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0] as [number, number])[0]]))
}

/** Estates whole within a region, other buildings alone. */
function makeUnits(cut: Cut, buildings: readonly PlanBuilding[], houseOf: (building: number) => number): { units: UnitOfGround[]; unitOfHouse: Map<number, number> } {
  const estateOfHouse = new Map<number, number>()
  buildings.forEach(({ estateId }, b) => { if (estateId !== null && !estateOfHouse.has(houseOf(b))) estateOfHouse.set(houseOf(b), estateId) })
  const units: UnitOfGround[] = []
  const known = new Map<string, number>()
  const unitOfHouse = new Map<number, number>()
  for (const [house, home] of [...homesOf(cut, houseOf)].toSorted((a, b) => a[0] - b[0])) {
    const estate = estateOfHouse.get(house) ?? null
    const key = estate === null ? `b${house}` : `e${estate} ${home}`
    if (!known.has(key)) known.set(key, units.push({ buildings: [], estate, home, walk: cut.walk[home] as number, zone: cut.covers.zone[home] as number }) - 1)
    unitOfHouse.set(house, known.get(key) as number)
  }
  buildings.forEach((_, b) => { const unit = unitOfHouse.get(houseOf(b)); if (unit !== undefined) units[unit]?.buildings.push(b) })
  return { units, unitOfHouse }
}

type Beside = Map<number, Map<number, number>>
type Giving = { unitOf: Int32Array; groupOf: Int32Array; units: readonly UnitOfGround[] }
/** To whom a face may go. */
type Fits = (face: number, unit: UnitOfGround) => boolean

/** For groups of faces not given yet: metres along each unit beside them that they may go to. */
function besides({ faces: { face }, meters, covers }: Cut, { unitOf, groupOf, units }: Giving, counts: (edge: number) => boolean, fits: Fits): Beside {
  const found: Beside = new Map()
  const add = (f: number, g: number, edge: number) => {
    if (f <= 0 || g <= 0 || !covers.inside[f] || unitOf[f] !== -1 || unitOf[g] === -1) return
    const unit = unitOf[g] as number
    if (!fits(f, units[unit] as UnitOfGround)) return
    const beside = found.get(groupOf[f] as number) ?? new Map<number, number>()
    beside.set(unit, (beside.get(unit) ?? 0) + (meters[edge] as number))
    found.set(groupOf[f] as number, beside)
  }
  meters.forEach((_, e) => {
    const [f, g] = [face[2 * e] as number, face[2 * e + 1] as number]
    if (f < 0 || g < 0 || unitOf[f] === unitOf[g] || !counts(e)) return
    add(f, g, e)
    add(g, f, e)
  })
  return found
}

/** Gives groups to the unit that they share the longest border with; those that touch none wait for their neighbours, or get none where there is no further `round`. */
function attach(cut: Cut, giving: Giving, counts: (edge: number) => boolean, fits: Fits, rounds = Infinity): void {
  const { unitOf, groupOf } = giving
  for (let round = 0, given = true; given && round < rounds; round++) {
    const best = new Map([...besides(cut, giving, counts, fits)].map(([group, beside]) => [group, ([...beside].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0] as [number, number])[0]]))
    given = best.size > 0
    if (given) unitOf.forEach((unit, f) => { if (unit === -1 && cut.covers.inside[f]) unitOf[f] = best.get(groupOf[f] as number) ?? -1 })
  }
}

/** Open ground of a region with homes that is large and wide enough becomes a unit without weight, unless it is the empty rim of the area. */
function openGround({ faces, covers, meters, region, walk, squareMeters }: Cut, unitOf: Int32Array, units: UnitOfGround[], lived: Set<number>): void {
  const [around, outer] = [new Float64Array(faces.count), new Float64Array(faces.count)]
  meters.forEach((length, e) => {
    const sides = [faces.face[2 * e] as number, faces.face[2 * e + 1] as number]
    const isOuter = sides.some((f) => f <= 0 || !covers.inside[f])
    for (const f of sides) {
      if (f <= 0) continue
      around[f] = (around[f] as number) + length
      if (isOuter) outer[f] = (outer[f] as number) + length
    }
  })
  for (let f = 1; f < faces.count; f++) {
    if (!covers.inside[f] || covers.water[f] || unitOf[f] !== -1 || !lived.has(walk[f] as number)) continue
    const area = (covers.area[f] as number) * squareMeters
    if (area < openSquareMeters || (4 * Math.PI * area) / (around[f] as number) ** 2 < openRoundness) continue
    if (area > rimSquareMeters && (outer[f] as number) > rimShare * (around[f] as number)) continue
    unitOf[f] = units.push({ buildings: [], estate: null, home: region[f] as number, walk: walk[f] as number, zone: covers.zone[f] as number }) - 1
  }
}

/** Where anybody lives that can be reached. */
function livedGround(units: readonly UnitOfGround[], buildings: readonly PlanBuilding[]): Set<number> {
  return new Set(units.flatMap((unit) => (unit.buildings.some((b) => (buildings[b] as PlanBuilding).households > 0) ? [unit.walk] : [])))
}

type Given = Giving & { units: UnitOfGround[]; unitOfHouse: Map<number, number>; lived: Set<number>; isLived: (unit: number) => boolean }

/** Edges on land that people can cross. */
const dryEdges = ({ barrier, covers, faces: { face } }: Cut) => (e: number) => !barrier[e] && !covers.water[face[2 * e] as number] && !covers.water[face[2 * e + 1] as number]

/** Faces of buildings that can be reached from where people live, and the free ground of their blocks. */
function ownGround(cut: Cut, buildings: readonly PlanBuilding[], houseOf: (building: number) => number): Given {
  const { faces, covers, region, walk } = cut
  const { units, unitOfHouse } = makeUnits(cut, buildings, houseOf)
  const lived = livedGround(units, buildings)
  const isLived = (unit: number) => lived.has((units[unit] as UnitOfGround).walk)
  const unitOf = new Int32Array(faces.count).fill(-1)
  const groupOf = Int32Array.from({ length: faces.count }, (_, f) => (covers.water[f] || lived.has(walk[f] as number) ? f : (region[f] as number)))
  covers.buildings.forEach((standing, f) => {
    const unit = standing.length && covers.inside[f] ? unitOfHouse.get(houseOf(standing[0] as number)) : undefined
    if (unit === undefined) return
    if (isLived(unit)) unitOf[f] = unit
    else groupOf[f] = (units[unit] as UnitOfGround).home
  })
  const given = { unitOf, groupOf, units, unitOfHouse, lived, isLived }
  const isOwn: Fits = (face, { home }) => home === region[face]
  const isDry = dryEdges(cut)
  attach(cut, given, (e) => isDry(e) && !edgeUses(cut, e, (by) => by <= gapLine), isOwn, 1)
  attach(cut, given, (e) => isDry(e) && edgeUses(cut, e, (by) => by === gapLine), isOwn)
  return given
}

/** Ground along units that is of none of them and no place of its own: strips of land too thin for one; with `wet` the water along all land. */
export function besideStrips(cut: Cut, buildings: readonly PlanBuilding[], houseOf: (building: number) => number, wet: boolean): { unitOf: Int32Array; isStrip: (face: number) => boolean } {
  const given = ownGround(cut, buildings, houseOf)
  const { unitOf, units, lived } = given
  const { covers, region, squareMeters } = cut
  openGround(cut, unitOf, units, lived)
  if (wet) attach(cut, given, dryEdges(cut), (face, { home }) => home === region[face])
  return { unitOf, isStrip: (face) => unitOf[face] === -1 && covers.water[face] === (wet ? 1 : 0) && covers.buildings[face]?.length === 0 && (covers.area[face] as number) * squareMeters > stripSquareMeters }
}

/**
 * The unit of every face of the area. What nobody stands on goes to the unit it shares most with: first along its walls, then within its block, then over streets,
 * last over barriers, which is also where ground without homes behind barriers goes, for no zone could reach it otherwise; within a zone that is told apart as long as it can.
 */
export function faceUnits(cut: Cut, buildings: readonly PlanBuilding[], houseOf: (building: number) => number): { unitOf: Int32Array; units: UnitOfGround[] } {
  const { covers, barrier, region } = cut
  const given = ownGround(cut, buildings, houseOf)
  const { unitOf, units, unitOfHouse, lived, isLived } = given
  openGround(cut, unitOf, units, lived)
  attach(cut, given, (e) => !barrier[e], (face, { home }) => home === region[face])
  attach(cut, given, () => true, (face, { zone }) => zone === covers.zone[face])
  attach(cut, given, () => true, () => true)
  for (const unit of units) if (!lived.has(unit.walk)) unit.buildings = []
  covers.buildings.forEach((standing, f) => {
    const unit = unitOf[f] === -1 || !covers.inside[f] ? undefined : units[unitOf[f] as number]
    for (const b of standing) if (unit && !isLived(unitOfHouse.get(houseOf(b)) as number) && !unit.buildings.includes(b)) unit.buildings.push(b)
  })
  return { unitOf, units }
}
