import type { PlanBuilding, ZoneDesignQuestion } from '../model/zonePlan.ts'
import type { UnitOfGround } from './faceUnits.ts'
import type { ZoneMesh } from './mesh.ts'
import type { ZoningUnits } from './units.ts'

export type Weights = ZoneDesignQuestion['weights']
/** Who only touches in a doorway's width does not hang together. */
const contactMeters = 0.5
/** A metre of border between parcels is worth this many along streets, banks and borders of today to whoever chooses where zones end. */
const parcelMeters = 2.5

type Border = { all: number; open: number; parcels: number }
type Sums = { squareMeters: Float64Array; perimeter: Float64Array; x: Float64Array; y: Float64Array; borders: Map<number, Border> }

function sumsOf({ chains, lattice, unitCount }: ZoneMesh): Sums {
  const [squareMeters, perimeter, x, y] = [new Float64Array(unitCount), new Float64Array(unitCount), new Float64Array(unitCount), new Float64Array(unitCount)]
  const borders: Sums['borders'] = new Map()
  for (const { left, right, xs, ys, blocked, fixed } of chains) {
    const points = xs.map((at, i) => lattice.toMeters(at, ys[i] as number))
    let length = 0
    for (let i = 1; i < points.length; i++) {
      const [[ax, ay], [bx, by]] = [points[i - 1] as readonly [number, number], points[i] as readonly [number, number]]
      length += Math.hypot(bx - ax, by - ay)
      const twice = ax * by - bx * ay
      for (const [unit, sign] of [[left, 1], [right, -1]] as const) {
        if (unit < 0) continue
        squareMeters[unit] = (squareMeters[unit] as number) + (sign * twice) / 2
        x[unit] = (x[unit] as number) + (sign * twice * (ax + bx)) / 6
        y[unit] = (y[unit] as number) + (sign * twice * (ay + by)) / 6
      }
    }
    for (const unit of [left, right]) if (unit >= 0) perimeter[unit] = (perimeter[unit] as number) + length
    if (left < 0 || right < 0) continue
    const key = Math.min(left, right) * unitCount + Math.max(left, right)
    const border = borders.get(key) ?? { all: 0, open: 0, parcels: 0 }
    borders.set(key, { all: border.all + length, open: border.open + (blocked ? 0 : length), parcels: border.parcels + (fixed ? 0 : length) })
  }
  return { squareMeters, perimeter, x: x.map((sum, u) => sum / (squareMeters[u] || 1)), y: y.map((sum, u) => sum / (squareMeters[u] || 1)), borders }
}

function neighboursOf(borders: Sums['borders'], unitCount: number): Pick<ZoningUnits, 'start' | 'neighbour' | 'borderMeters' | 'blocked'> & { choiceMeters: Float64Array } {
  const beside: [number, number, number, number][][] = Array.from({ length: unitCount }, () => [])
  for (const [key, { all, open, parcels }] of borders) {
    if (all < contactMeters) continue
    const [low, high] = [Math.floor(key / unitCount), key % unitCount]
    const blocked = open < contactMeters ? 1 : 0
    const choice = all + (parcelMeters - 1) * parcels
    beside[low]?.push([high, all, blocked, choice])
    beside[high]?.push([low, all, blocked, choice])
  }
  const start = new Uint32Array(unitCount + 1)
  beside.forEach((list, u) => (start[u + 1] = (start[u] as number) + list.sort((a, b) => a[0] - b[0]).length))
  const flat = beside.flat()
  return { start, neighbour: Uint32Array.from(flat, ([unit]) => unit), borderMeters: Float64Array.from(flat, ([, meters]) => meters), blocked: Uint8Array.from(flat, ([, , blocked]) => blocked), choiceMeters: Float64Array.from(flat, ([, , , choice]) => choice) }
}

/** Shares of several things that are balanced, in households: each thing counts as much of its own total as its weight says. */
export function loadOf(weights: Weights, amounts: Record<keyof Weights, Float64Array>): Float64Array {
  const total = (list: Float64Array) => list.reduce((sum, each) => sum + each, 0)
  const counted = (Object.keys(weights) as (keyof Weights)[]).filter((key) => weights[key] > 0 && total(amounts[key]) > 0)
  const sum = counted.reduce((all, key) => all + weights[key], 0)
  if (counted.length === 0 || (counted.length === 1 && counted[0] === 'households')) return amounts.households.slice()
  const households = total(amounts.households) || 1
  const load = new Float64Array(amounts.households.length)
  for (const key of counted) amounts[key].forEach((amount, u) => (load[u] = (load[u] as number) + (weights[key] / sum) * (amount / total(amounts[key])) * households))
  return load
}

/** Figures of the units, taken from the borders as they are drawn. `choiceMeters` stands beside `borderMeters`: what a border costs, so that zones rather end at streets than between parcels. */
export function unitsOfMesh(mesh: ZoneMesh, units: readonly UnitOfGround[], buildings: readonly PlanBuilding[], weights: Weights): { units: ZoningUnits; choiceMeters: Float64Array } {
  const { squareMeters, perimeter, x, y, borders } = sumsOf(mesh)
  const sum = (of: (building: PlanBuilding) => number) => Float64Array.from(units, (unit) => unit.buildings.reduce((all, b) => all + of(buildings[b] as PlanBuilding), 0))
  const households = sum((building) => building.households)
  const load = loadOf(weights, { households, incidents: sum((building) => building.incidents), shops: sum((building) => building.shops), area: squareMeters })
  const ids = units.map(({ estate, buildings: [first] }, u) => (first === undefined ? `ground-${u}` : estate === null ? `building-${buildings[first]?.id}` : `estate-${estate}-${buildings[first]?.id}`))
  const { choiceMeters, ...neighbours } = neighboursOf(borders, units.length)
  return { choiceMeters, units: { ids, households, load, squareMeters, perimeterMeters: perimeter, xMeters: x, yMeters: y, estate: Int32Array.from(units, ({ estate }) => estate ?? -1), ...neighbours } }
}
