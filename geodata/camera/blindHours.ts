import { type BlindSpots, weekHours } from '../model/blindSpot.ts'

/** Ground that nobody watched and nobody visited, for chosen hours of the week. */
export type BlindAt = {
  /** Of each cell: the share of its public ground, over the chosen hours, that was neither watched nor visited; 0 to 1. */
  share: Float64Array
  /** Square metres of it, as the mean over the chosen hours. */
  meters: Float64Array
  /** Incidents of the chosen hours in the cell, and the part of them that the blind share of its ground stands for. */
  incidents: Float64Array
  blindIncidents: Float64Array
  /** Metres of each piece of street, as the mean over the chosen hours. */
  streetMeters: Float64Array
}

/** Whether a patrol was in a cell, by hour of the week. */
export function visitedHours(visits: string): Uint8Array {
  const hours = new Uint8Array(weekHours)
  if (visits) for (let hour = 0; hour < weekHours; hour++) hours[hour] = (Number.parseInt(visits[visits.length - 1 - (hour >> 2)]!, 16) >> (hour & 3)) & 1
  return hours
}
/** The inverse of `visitedHours`: 42 hexadecimal digits. */
export function packVisits(hours: Iterable<number>): string {
  const digits = new Uint8Array(weekHours / 4)
  for (const hour of hours) digits[hour >> 2]! |= 1 << (hour & 3)
  return digits.toReversed().reduce((text, digit) => text + digit.toString(16), '')
}

/** @param hours hours of the week that count; null is all of them */
export function blindAt({ cells, incidents, streets }: Pick<BlindSpots, 'cells' | 'incidents' | 'streets'>, hours: readonly number[] | null): BlindAt {
  const chosen = hours ?? Array.from({ length: weekHours }, (_, hour) => hour)
  const n = cells.x.length
  const alone = Float64Array.from(cells.visits, (visits) => {
    if (!visits) return 1
    const visited = visitedHours(visits)
    return chosen.reduce((sum, hour) => sum + (visited[hour] ? 0 : 1), 0) / Math.max(1, chosen.length)
  })
  const blind: BlindAt = { share: new Float64Array(n), meters: new Float64Array(n), incidents: new Float64Array(n), blindIncidents: new Float64Array(n), streetMeters: new Float64Array(streets.length) }
  for (let i = 0; i < n; i++) {
    blind.meters[i] = cells.unwatchedMeters[i]! * alone[i]!
    blind.share[i] = cells.publicMeters[i]! > 0 ? blind.meters[i]! / cells.publicMeters[i]! : 0
  }
  const counts = hours === null ? null : new Set(hours)
  incidents.cell.forEach((cell, k) => {
    // Of which nobody knows the hour counts where all hours do.
    if (counts === null || counts.has(incidents.hour[k]!)) blind.incidents[cell]! += incidents.count[k]!
  })
  for (let i = 0; i < n; i++) blind.blindIncidents[i] = blind.incidents[i]! * blind.share[i]!
  streets.forEach((street, s) => { blind.streetMeters[s] = street.cells.reduce((sum, cell, k) => sum + street.unwatchedMeters[k]! * alone[cell]!, 0) })
  return blind
}

/** The share of all public ground that is blind, of each hour of the week. */
export function blindByHour({ cells }: Pick<BlindSpots, 'cells'>): Float64Array {
  const blind = new Float64Array(weekHours)
  let whole = 0
  cells.visits.forEach((visits, i) => {
    const [unwatched, visited] = [cells.unwatchedMeters[i]!, visitedHours(visits)]
    whole += cells.publicMeters[i]!
    for (let hour = 0; hour < weekHours; hour++) if (!visited[hour]) blind[hour]! += unwatched
  })
  return whole > 0 ? blind.map((meters) => meters / whole) : blind
}
