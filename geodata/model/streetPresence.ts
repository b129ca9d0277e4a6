/** Pieces of streets of a part of the map, over the whole days of a period, by each area's own clock. `alongMeters`: where on the street the piece begins. */
export type StreetPresenceAnswer = {
  matchedAt: string | null
  pieces: { streetId: number; alongMeters: number; lengthMeters: number; low: number; seconds: number; high: number; visits: number; lastVisit: string | null }[]
  truncated: boolean
}
