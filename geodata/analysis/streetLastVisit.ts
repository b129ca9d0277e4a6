import { distanceMeters } from '../geometry/distanceMeters.ts'
import type { LngLat } from '../geometry/lngLat.ts'
import { tileOf } from '../geometry/mercator.ts'

const stepMeters = 12

/** The same from pieces of a street that tracks were matched to; the rest of the street is not on record. */
export function piecesLastVisit(lengthMeters: number, pieces: readonly { meters: number; last: number }[]): number {
  let missing = lengthMeters / 2
  for (const { meters, last } of pieces.toSorted((a, b) => b.last - a.last)) if ((missing -= meters) <= 0) return last
  return 0
}

/**
 * The moment since which half of a line's length was visited; 0 where less than half is on record.
 * @param lastOf the last visit of a cell of `level`, 0 for none
 */
export function streetLastVisit(line: readonly LngLat[], lastOf: (x: number, y: number) => number, level = 20): number {
  const visits: number[] = []
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1] as LngLat, line[i] as LngLat]
    const steps = Math.max(1, Math.round(distanceMeters(from, to) / stepMeters))
    for (let k = 0; k < steps; k++) {
      const share = (k + 0.5) / steps
      const { x, y } = tileOf([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])], level)
      visits.push(lastOf(x, y))
    }
  }
  return visits.toSorted((a, b) => b - a)[Math.ceil(visits.length / 2) - 1] ?? 0
}
