import type { ZoneOf, ZoningUnits } from './units.ts'

/** The centre of mass of each zone, in metres; what has no ground has none. */
export function zoneMiddles({ squareMeters, xMeters, yMeters }: ZoningUnits, zoneOf: ZoneOf, zones: number): [number, number][] {
  const sums = Array.from({ length: zones }, () => [0, 0, 0] as [number, number, number])
  zoneOf.forEach((zone, unit) => {
    const sum = sums[zone]
    if (!sum) return
    const area = squareMeters[unit] as number
    sum[0] += area * (xMeters[unit] as number)
    sum[1] += area * (yMeters[unit] as number)
    sum[2] += area
  })
  return sums.map(([x, y, area]) => [x / (area || 1), y / (area || 1)])
}
