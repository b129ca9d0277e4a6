import { globalEmpiricalBayes } from '../../geodata/analysis/empiricalBayes.ts'
import { IndicatorId } from '../../geodata/model/indicator.ts'
import type { ZoneFigure, ZoneStyle } from '../../geodata/model/view.ts'
import type { ZoneFigureRow, ZoneIndicator, ZonePlace } from './sceneData.ts'

export type ShownFigure = Exclude<ZoneFigure, 'none'>
/** What zones are coloured by: the value of each zone that has one, how many have none, and what smoothing did. */
export type ZoneValues = { values: Map<number, number>; leftOut: number; smoothing: Smoothing | null }
/** The rate that small zones are drawn towards, and how far the farthest was moved, both per 1,000 households. */
export type Smoothing = { mean: number; farthest: number }

/** Zones with fewer households have no rate of their own: one matter more or less would decide the colour. */
export const smallestHouseholdsForRate = 50
/** The same of a share. */
export const smallestDenominator = 5

/** The indicator that a figure is, if it is one. */
export const indicatorIn = (figure: ZoneFigure): IndicatorId | null => IndicatorId.safeParse(figure).data ?? null
export const isChange = (figure: ZoneFigure) => figure === 'change_on_year'

const plain: Partial<Record<ShownFigure, (row: ZoneFigureRow) => number | null>> = {
  households: (row) => row.households,
  householdsPerHectare: (row) => (row.squareMeters > 0 ? row.households / (row.squareMeters / 10_000) : null),
  incidents: (row) => row.incidents,
  incidentsPerSquareKilometer: (row) => (row.squareMeters > 0 ? row.incidents / (row.squareMeters / 1_000_000) : null),
  incidentsPer1000Households: (row) => (row.households < smallestHouseholdsForRate ? null : (row.incidents / row.households) * 1000),
  cameras: (row) => row.cameras,
  coverageMinutes: (row) => row.coverageMinutes,
  vacancies: (row) => row.vacancies,
  cameraCover: (row) => (row.cameraCover == null ? null : row.cameraCover * 100),
}

/** @param rows null while unknown @param indicator the figure's own rows where it is an indicator */
export function zoneValues(zones: readonly ZonePlace[], rows: readonly ZoneFigureRow[] | null, indicator: ZoneIndicator | null, figure: ShownFigure, { smoothed }: Pick<ZoneStyle, 'smoothed'>): ZoneValues | null {
  const id = indicatorIn(figure)
  if (id) return indicator?.id === id ? shares(zones, indicator) : null
  // Households are known with the zones, before any figure is.
  if (!rows) return figure === 'households' ? told(zones.length, zones.map((zone) => [zone.id, zone.households])) : null
  if (figure === 'incidentsPer1000Households' && smoothed) return smoothedRates(rows)
  const valueOf = plain[figure]!
  return told(rows.length, rows.map((row) => [row.zoneId, valueOf(row)]))
}

function told(zones: number, pairs: readonly (readonly [zoneId: number, value: number | null])[], smoothing: Smoothing | null = null): ZoneValues {
  const values = new Map<number, number>()
  for (const [zoneId, value] of pairs) if (value !== null) values.set(zoneId, value)
  return { values, leftOut: zones - values.size, smoothing }
}

function smoothedRates(rows: readonly ZoneFigureRow[]): ZoneValues {
  const lived = rows.filter(({ households }) => households > 0)
  if (lived.length === 0) return told(rows.length, [])
  const { rate, smoothed, mean } = globalEmpiricalBayes(Float64Array.from(lived, ({ incidents }) => incidents), Float64Array.from(lived, ({ households }) => households))
  const farthest = lived.reduce((most, _, i) => Math.max(most, Math.abs(smoothed[i]! - rate[i]!)), 0)
  return told(rows.length, lived.map(({ zoneId }, i) => [zoneId, smoothed[i]! * 1000]), { mean: mean * 1000, farthest: farthest * 1000 })
}

/** In per cent. A hidden figure has no value, and one of very few says nothing. */
function shares(zones: readonly ZonePlace[], { rows }: ZoneIndicator): ZoneValues {
  const known = new Set(zones.map(({ id }) => id))
  const own = rows.filter(({ zoneId }) => known.has(zoneId))
  return told(zones.length, own.map(({ zoneId, value, denominator }) => [zoneId, value === null || (denominator ?? 0) < smallestDenominator ? null : value * 100]))
}
