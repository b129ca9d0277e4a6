/** What cells are made of, lists beside those of the cells: how many are not closed, the highest severity, the middle of their places in cells of level 20, and for each category how many are of it. */
export type GridDetail = { open: number[]; severity: number[]; middleX: number[]; middleY: number[]; categoryIds: number[]; byCategory: number[][] }

/**
 * Incidents of a window as counts on cells, for windows that hold too many to send each. Level n has 2^n cells a side of the mercator square, x from the west and y from the
 * north, as tiles count; a cell is in the answer where it holds one at least. The three lists stand beside each other.
 */
export type IncidentGrid = {
  /** `rows`: from all incidents in memory, to the second. `days`: from counts by day where memory does not hold them; whole days, and `level` may be coarser than was asked. */
  source: 'rows' | 'days'
  level: number
  x: number[]
  y: number[]
  count: number[]
  total: number
  /** Only when totals are asked for. Days and hours are those of the deployment's clock; hour 0 is Monday 00:00, of 168; null by hour of week where the source is days. */
  totals: { byCategory: Record<string, number>; byDay: { first: string; counts: number[] }; byHourOfWeek: number[] | null } | null
  /** Only when it is asked for; never where the source is days. */
  detail?: GridDetail
}
