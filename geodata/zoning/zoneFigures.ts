import type { ZoneOf, ZoningUnits } from './units.ts'

/** The figures a plan is defended with, of any plan over units. */
export type ZoneFigures = {
  zones: number
  minHouseholds: number
  maxHouseholds: number
  /** Households beyond the bounds, over all zones. */
  excessHouseholds: number
  meanLoad: number
  /** Largest distance of a zone's load from the mean, as a share of the mean. */
  deviation: number
  /** Mean of 4 pi area / perimeter squared over the zones; 1 is a circle. */
  compactness: number
  /** Open borders between zones, each once; borders along barriers are not counted, that is where zones should end. */
  cutMeters: number
  /** Barriers with one zone on both sides. */
  barrierCrossings: number
  /** Estates in more than one zone. */
  cutEstates: number
  withinBounds: boolean
  /** Every zone is one piece over borders that are not blocked. */
  contiguous: boolean
  /** By zone. */
  households: Float64Array
  load: Float64Array
  squareMeters: Float64Array
  perimeterMeters: Float64Array
  units: Int32Array
}

/** Numbers of zones may have gaps; a number without a unit is no zone. A unit in zone -1 is in none and makes the plan not contiguous. */
export function zoneFigures(units: ZoningUnits, zoneOf: ZoneOf, bounds: { min: number; max: number }): ZoneFigures {
  const sums = sumsOf(units, zoneOf)
  const used = [...sums.units.keys()].filter((zone) => sums.units[zone]! > 0)
  const households = used.map((zone) => sums.households[zone]!)
  const excessHouseholds = households.reduce((sum, each) => sum + Math.max(0, bounds.min - each, each - bounds.max), 0)
  const meanLoad = used.length > 0 ? used.reduce((sum, zone) => sum + sums.load[zone]!, 0) / used.length : 0
  const farthest = used.reduce((most, zone) => Math.max(most, Math.abs(sums.load[zone]! - meanLoad)), 0)
  const round = used.map((zone) => (sums.perimeterMeters[zone]! > 0 ? (4 * Math.PI * sums.squareMeters[zone]!) / sums.perimeterMeters[zone]! ** 2 : 0))
  const { cutMeters, barrierCrossings, ...byZone } = sums
  return {
    zones: used.length,
    minHouseholds: households.reduce((least, each) => Math.min(least, each), Infinity),
    maxHouseholds: households.reduce((most, each) => Math.max(most, each), 0),
    excessHouseholds,
    meanLoad,
    deviation: meanLoad > 0 ? farthest / meanLoad : 0,
    compactness: used.length > 0 ? round.reduce((sum, each) => sum + each, 0) / used.length : 0,
    cutMeters,
    barrierCrossings,
    cutEstates: cutEstatesOf(units, zoneOf),
    withinBounds: excessHouseholds === 0,
    contiguous: isContiguous(units, zoneOf),
    ...byZone,
  }
}

type Sums = Pick<ZoneFigures, 'households' | 'load' | 'squareMeters' | 'perimeterMeters' | 'units' | 'cutMeters' | 'barrierCrossings'>

function sumsOf(units: ZoningUnits, zoneOf: ZoneOf): Sums {
  const zones = zoneOf.reduce((most, zone) => Math.max(most, zone), -1) + 1
  const sums: Sums = { households: new Float64Array(zones), load: new Float64Array(zones), squareMeters: new Float64Array(zones), perimeterMeters: new Float64Array(zones), units: new Int32Array(zones), cutMeters: 0, barrierCrossings: 0 }
  zoneOf.forEach((zone, unit) => {
    if (zone < 0) return
    sums.households[zone]! += units.households[unit]!
    sums.load[zone]! += units.load[unit]!
    sums.squareMeters[zone]! += units.squareMeters[unit]!
    sums.perimeterMeters[zone]! += units.perimeterMeters[unit]!
    sums.units[zone]!++
    for (let edge = units.start[unit]!; edge < units.start[unit + 1]!; edge++) {
      const other = units.neighbour[edge]!
      const inside = zoneOf[other] === zone
      if (inside) sums.perimeterMeters[zone]! -= units.borderMeters[edge]!
      if (other <= unit) continue // each pair once
      if (inside && units.blocked[edge]) sums.barrierCrossings++
      if (!inside && !units.blocked[edge]) sums.cutMeters += units.borderMeters[edge]!
    }
  })
  return sums
}

function cutEstatesOf(units: ZoningUnits, zoneOf: ZoneOf): number {
  const zoneOfEstate = new Map<number, number>()
  const cut = new Set<number>()
  units.estate.forEach((estate, unit) => {
    if (estate < 0) return
    const known = zoneOfEstate.get(estate)
    if (known === undefined) zoneOfEstate.set(estate, zoneOf[unit]!)
    else if (known !== zoneOf[unit]) cut.add(estate)
  })
  return cut.size
}

/** Pieces by zone over borders that are not blocked: number of the piece of each unit, and how many there are. */
export function piecesOf(units: ZoningUnits, zoneOf: ZoneOf): { piece: Int32Array; pieces: number } {
  const piece = new Int32Array(zoneOf.length).fill(-1)
  const stack: number[] = []
  let pieces = 0
  for (let first = 0; first < zoneOf.length; first++) {
    if (piece[first]! >= 0) continue
    piece[first] = pieces
    stack.push(first)
    while (stack.length > 0) {
      const unit = stack.pop()!
      for (let edge = units.start[unit]!; edge < units.start[unit + 1]!; edge++) {
        const next = units.neighbour[edge]!
        if (units.blocked[edge] || piece[next]! >= 0 || zoneOf[next] !== zoneOf[first]) continue
        piece[next] = pieces
        stack.push(next)
      }
    }
    pieces++
  }
  return { piece, pieces }
}

export function isContiguous(units: ZoningUnits, zoneOf: ZoneOf): boolean {
  if (zoneOf.some((zone) => zone < 0)) return false
  return piecesOf(units, zoneOf).pieces === new Set(zoneOf).size
}
