/** When presence was last recorded, by the parts of a map. Null: never on record, which is not the same as never. */
export type LastVisits = {
  at: string
  /** Up to here the sums are built; what changed since counts by whole hours. */
  builtAt: string | null
  dueSince: string | null
  level: 20
  /** Seconds since 1970 by cell. */
  cells: { x: number[]; y: number[]; last: number[] }
  /** Up to here tracks are matched to streets. Null: streets go by cells of about 33 m, so that a parallel street as near as that counts too. */
  matchedAt: string | null
  /** Half of a street's length was visited since then. */
  streets: { id: number; nameZh: string; nameEn: string; lastVisit: string | null; line: [number, number][] }[]
  zones: { id: number; lastVisit: string | null }[]
  hotspots: { id: string; name: string; lastVisit: string | null; lng: number; lat: number }[]
  truncated: boolean
}
