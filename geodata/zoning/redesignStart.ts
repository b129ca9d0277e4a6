import type { ZoneOf, ZoningUnits } from './units.ts'
import { piecesOf } from './zoneFigures.ts'

/**
 * Where a redesign begins: today's zones, of each the piece with most households; other pieces, and ground of no zone, are zones of their own for
 * now, numbered from `named` on.
 * @param whole zones that may stay in pieces
 */
export function startOf(units: ZoningUnits, today: ZoneOf, named: number, whole: (zone: number) => boolean): { zoneOf: ZoneOf; pieces: number } {
  const { piece, pieces } = piecesOf(units, today)
  const households = new Float64Array(pieces)
  const size = new Uint32Array(pieces)
  piece.forEach((number, unit) => {
    households[number] = (households[number] as number) + (units.households[unit] as number)
    size[number] = (size[number] as number) + 1
  })
  const main = new Int32Array(named).fill(-1)
  piece.forEach((number, unit) => {
    const zone = today[unit] as number
    const best = zone < 0 ? -1 : (main[zone] as number)
    const isLarger = best === -1 || (households[number] as number) > (households[best] as number) || (households[number] === households[best] && (size[number] as number) > (size[best] as number))
    if (zone >= 0 && isLarger) main[zone] = number
  })
  const numberOf = new Map<number, number>()
  const zoneOf = Int32Array.from(today, (zone, unit) => {
    const own = piece[unit] as number
    if (zone >= 0 && (main[zone] === own || whole(zone))) return zone
    if (!numberOf.has(own)) numberOf.set(own, named + numberOf.size)
    return numberOf.get(own) as number
  })
  return { zoneOf, pieces: numberOf.size }
}
