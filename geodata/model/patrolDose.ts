/** Minutes between two bounds: nobody stayed shorter than `low`, and longer than `high` only where no device was on. `likely` counts half of each known interval to either of its fixes. */
export type MinuteSpan = { low: number; likely: number; high: number }

/** 剂量台账: minutes and visits at a hotspot, promised and delivered. Need is `dwell` in every `revisit` of the hours that the hotspot was found for. Of places and needs: who was there is not told. */
export type PatrolDose = {
  hotspotId: string
  areaId: number
  name: string
  lng: number
  lat: number
  /** As the hotspot was kept: its incidents over its own period. */
  incidentsPerWeek: number
  needMinutes: number
  planned: { minutes: number; visits: number }
  delivered: MinuteSpan & { visits: number; /** Visits that a check-in confirms, or that it alone tells of. */ checkedIn: number; lastVisit: string | null }
  /** Need that was surely not met (against `high`), and that perhaps was not (against `low`). */
  openMinutes: { low: number; high: number }
}
export type PatrolDoses = { period: { from: string; to: string }; dwellMinutes: number; revisitMinutes: number; rows: PatrolDose[] }
