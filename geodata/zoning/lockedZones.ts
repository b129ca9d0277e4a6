import { ZoningRefusal, type ZoneOf, type ZoningUnits } from './units.ts'

/** What zones that stay have in all. @throws ZoningRefusal when one of them is outside of the bounds */
export function lockedZones(units: ZoningUnits, { locked, min, max }: { locked?: Int32Array | null; min: number; max: number }): { zones: number; load: number } {
  const households = new Map<number, number>()
  let load = 0
  locked?.forEach((zone, unit) => {
    if (zone < 0) return
    households.set(zone, (households.get(zone) ?? 0) + units.households[unit]!)
    load += units.load[unit]!
  })
  for (const [zone, sum] of households) {
    if (sum < min || sum > max) throw new ZoningRefusal('locked_outside_bounds', `locked zone ${zone} has ${sum} households, outside of ${min} to ${max}`, 'locked', { zone, households: sum, min, max })
  }
  return { zones: households.size, load }
}

/** Locked zones keep their numbers, the others take what is left, from north-west to south-east. */
export function numberZones(units: ZoningUnits, zoneOf: ZoneOf, locked: Int32Array | null): ZoneOf {
  const taken = new Set(locked?.values())
  const middles = new Map<number, { x: number; y: number; units: number }>()
  zoneOf.forEach((zone, unit) => {
    if (zone < 0) return
    const middle = middles.get(zone) ?? { x: 0, y: 0, units: 0 }
    middle.x += units.xMeters[unit]!
    middle.y += units.yMeters[unit]!
    middle.units++
    middles.set(zone, middle)
  })
  const fromNorthWest = [...middles].map(([zone, { x, y, units: count }]) => ({ zone, along: (x - y) / count })).toSorted((a, b) => a.along - b.along || a.zone - b.zone)
  const numbers = new Map<number, number>()
  let next = 0
  for (const { zone } of fromNorthWest) {
    while (taken.has(next)) next++
    numbers.set(zone, next++)
  }
  return zoneOf.map((zone, unit) => (zone < 0 ? locked![unit]! : numbers.get(zone)!))
}
