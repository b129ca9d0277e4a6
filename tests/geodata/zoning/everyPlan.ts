import type { ZoningUnits } from '../../../geodata/zoning/units.ts'

export type Ranked = { excess: number; deviation: number; shape: number }

/** Every way to part units into connected zones: for the first unit that is in none, every connected set of others that are in none, by bit masks. For up to 16 units. */
export function everyPlan(units: ZoningUnits, zones: number, take: (masks: readonly number[]) => void): void {
  const count = units.ids.length
  const near = Array.from({ length: count }, (_, unit) => {
    let mask = 0
    for (let edge = units.start[unit]!; edge < units.start[unit + 1]!; edge++) if (!units.blocked[edge]) mask |= 1 << units.neighbour[edge]!
    return mask
  })
  const chosen: number[] = []
  const part = (left: number) => {
    if (chosen.length === zones) {
      if (left === 0) take(chosen)
      return
    }
    const first = left & -left
    if (first === 0) return
    // A set grows by one neighbour at a time; one that was passed over is not taken later, so that each set comes once.
    const grow = (set: number, passed: number) => {
      chosen.push(set)
      part(left & ~set)
      chosen.pop()
      let open = 0
      for (let unit = 0; unit < count; unit++) if (set & (1 << unit)) open |= near[unit]!
      open &= left & ~set & ~passed
      for (let gone = passed; open !== 0; ) {
        const next = open & -open
        open &= ~next
        grow(set | next, gone)
        gone |= next
      }
    }
    grow(first, 0)
  }
  part((1 << count) - 1)
}

export function rankOfMasks(units: ZoningUnits, masks: readonly number[], { min, max, fineMeters, tolerance = 0 }: { min: number; max: number; fineMeters: number; tolerance?: number }): Ranked {
  const zoneOf = units.ids.map((_, unit) => masks.findIndex((mask) => mask & (1 << unit)))
  const sum = (values: Float64Array, mask: number) => values.reduce((total, value, unit) => total + (mask & (1 << unit) ? value : 0), 0)
  const households = masks.map((mask) => sum(units.households, mask))
  const loads = masks.map((mask) => sum(units.load, mask))
  const mean = loads.reduce((a, b) => a + b, 0) / masks.length
  let [cut, crossings] = [0, 0]
  const estates = new Map<number, Set<number>>()
  zoneOf.forEach((zone, unit) => {
    if (units.estate[unit]! >= 0) estates.set(units.estate[unit]!, (estates.get(units.estate[unit]!) ?? new Set()).add(zone))
    for (let edge = units.start[unit]!; edge < units.start[unit + 1]!; edge++) {
      const same = zoneOf[units.neighbour[edge]!] === zone
      if (units.blocked[edge] && same) crossings += 0.5
      if (!units.blocked[edge] && !same) cut += units.borderMeters[edge]! / 2
    }
  })
  const cutEstates = [...estates.values()].filter(({ size }) => size > 1).length
  return {
    excess: households.reduce((total, each) => total + Math.max(0, min - each, each - max), 0),
    deviation: Math.max(0, Math.max(...loads.map((load) => Math.abs(load - mean))) / mean - tolerance),
    shape: cut + fineMeters * (crossings + cutEstates),
  }
}

export const compare = (a: Ranked, b: Ranked): number => (Math.abs(a.excess - b.excess) > 1e-9 ? a.excess - b.excess : Math.abs(a.deviation - b.deviation) > 1e-9 ? a.deviation - b.deviation : a.shape - b.shape)
