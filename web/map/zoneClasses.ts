import { householdBounds } from '../../geodata/model/zone.ts'
import type { ZoneFigure } from '../../geodata/model/view.ts'
import type { ZoneFigureRow, ZonePlace } from './sceneData.ts'

/** Half-open classes: class i holds values in [breaks[i-1], breaks[i]); one class more than breaks. */
export type ZoneClasses = { breaks: number[]; classOf: Map<number, number>; counts: number[]; known: number }

/** Zones with fewer households are left out of the rate: one matter more or less would decide the colour. */
export const smallestHouseholdsForRate = 50

/** The figure of one zone, `null` where it is not known or not meaningful. */
export function figureOf(row: ZoneFigureRow, figure: Exclude<ZoneFigure, 'none'>): number | null {
  if (figure !== 'incidentsPer1000Households') return row[figure]
  return row.households < smallestHouseholdsForRate ? null : (row.incidents / row.households) * 1000
}

/** Households follow the rule (250 and 500 are class edges); other figures are cut at quintiles, rounded to numbers people read easily. */
export function zoneClasses(zones: readonly ZonePlace[], rows: readonly ZoneFigureRow[] | null, figure: ZoneFigure): ZoneClasses | null {
  if (figure === 'none') return null
  const values = new Map<number, number>()
  if (rows) for (const row of rows) {
    const value = figureOf(row, figure)
    if (value !== null) values.set(row.zoneId, value)
  }
  else if (figure === 'households') for (const zone of zones) values.set(zone.id, zone.households)
  if (values.size === 0) return null
  const breaks = figure === 'households' ? [householdBounds.min, 330, 410, householdBounds.max + 1] : roundBreaks([...values.values()], 5)
  const counts = Array.from({ length: breaks.length + 1 }, () => 0)
  const classOf = new Map<number, number>()
  for (const [zoneId, value] of values) {
    const index = breaks.filter((edge) => value >= edge).length
    classOf.set(zoneId, index)
    counts[index]! += 1
  }
  return { breaks, classOf, counts, known: values.size }
}

const known = new WeakMap<object, Map<ZoneFigure, ZoneClasses | null>>()
/** `zoneClasses`, done once for the same rows: a city has tens of thousands of zones, and the scene is described at every movement. */
export function rememberedClasses(zones: readonly ZonePlace[], rows: readonly ZoneFigureRow[] | null, figure: ZoneFigure): ZoneClasses | null {
  const key = rows ?? zones
  const byFigure = known.get(key) ?? new Map<ZoneFigure, ZoneClasses | null>()
  known.set(key, byFigure)
  if (!byFigure.has(figure)) byFigure.set(figure, zoneClasses(zones, rows, figure))
  return byFigure.get(figure) ?? null
}

/** Quantile edges rounded to two digits, rising strictly; fewer where values repeat. */
export function roundBreaks(values: readonly number[], classes: number): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  const breaks: number[] = []
  for (let i = 1; i < classes; i++) {
    const edge = roundTwoDigits(sorted[Math.floor((i * sorted.length) / classes)]!)
    if (edge > Math.max(sorted[0]!, breaks.at(-1) ?? Number.NEGATIVE_INFINITY)) breaks.push(edge)
  }
  return breaks
}

function roundTwoDigits(value: number): number {
  if (value === 0) return 0
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1)
  return Number((Math.round(value / unit) * unit).toPrecision(2))
}
