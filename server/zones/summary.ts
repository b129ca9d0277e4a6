import type { Redesign, RedesignPoint } from '../../geodata/zoning/redesign.ts'
import type { ZoneFigures } from '../../geodata/zoning/zoneFigures.ts'
import type { ZoneOf, ZoningUnits } from '../../geodata/zoning/units.ts'
import { textTable } from '../cli/table.ts'

/** Weights may be shares of a thing, of which one decimal shows nothing. */
const count = (value: number) => value.toLocaleString('en', value < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 1 })
const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`

/** Pairs of neighbours in two zones, over open borders. */
export function cutEdges({ start, neighbour, blocked }: ZoningUnits, zoneOf: ZoneOf): number {
  let cut = 0
  for (let unit = 0; unit < zoneOf.length; unit++) for (let slot = start[unit] as number; slot < (start[unit + 1] as number); slot++) if (!blocked[slot] && (neighbour[slot] as number) > unit && zoneOf[neighbour[slot] as number] !== zoneOf[unit]) cut++
  return cut
}

export function boundsText({ min, max }: { min: number; max: number }, zones: number | null): string {
  return `bounds: ${count(min)} to ${count(max)} households${zones === null ? '' : `, ${count(zones)} zones`}`
}

export function planText(units: ZoningUnits, zoneOf: ZoneOf, figures: ZoneFigures): string {
  const { zones, minHouseholds, maxHouseholds, meanLoad, deviation, contiguous, withinBounds, cutMeters, compactness, barrierCrossings } = figures
  const hasGround = units.squareMeters.some((area) => area > 0)
  return [
    `zones: ${count(zones)} of ${count(minHouseholds)} to ${count(maxHouseholds)} households, mean ${count(meanLoad)}; ${withinBounds ? 'all within the bounds' : 'NOT within the bounds'}`,
    `largest deviation from the mean: ${percent(deviation)}`,
    `contiguous: ${contiguous ? 'yes, every zone is one piece' : 'NO'}`,
    `borders between zones: ${count(cutEdges(units, zoneOf))} cut edges${hasGround ? `, ${count(cutMeters / 1000)} km` : ''}${barrierCrossings ? `; ${count(barrierCrossings)} barriers lie inside zones` : ''}`,
    ...(hasGround ? [`compactness: ${compactness.toFixed(3)} (Polsby-Popper, mean)`] : []),
  ].join('\n')
}

/** The curve: from the fewest households moved to the best balance. */
export function curveText(units: ZoningUnits, { points, movedAtLeast, ranOut, complete }: Redesign, names: readonly string[], chosen: number): string {
  const total = units.households.reduce((sum, each) => sum + each, 0)
  const table = textTable([
    ['plan', 'moved', 'of all', 'deviation', 'least', 'most', 'zones', 'changed', 'ended', 'new', 'cut edges'],
    ...points.map(({ householdsMoved, figures, changed, ended, created, zoneOf }, i) => [`${i + 1}${i === chosen ? ' *' : ''}`, count(householdsMoved), percent(householdsMoved / total), percent(figures.deviation), count(figures.minHouseholds), count(figures.maxHouseholds), figures.zones, changed.length, ended.length, created.length, cutEdges(units, zoneOf)]),
  ])
  const point = points[chosen] as RedesignPoint
  return [
    'balance against households moved:', table,
    ...(movedAtLeast > 0 ? [`no plan within the bounds moves fewer than ${count(movedAtLeast)} households`] : []),
    ...(complete ? ['every plan was looked at: none beats one of these, and none is missing'] : []),
    ...(ranOut ? ['the search was ended by --seconds; more may find better'] : []),
    `plan ${chosen + 1}: ${count(point.householdsMoved)} households moved${point.householdsPlaced ? `, ${count(point.householdsPlaced)} that had no zone placed` : ''}${changesText(point, names)}`,
  ].join('\n')
}

const listed = (zones: readonly number[], nameOf: (zone: number) => string) => `${zones.slice(0, 12).map(nameOf).join(', ')}${zones.length > 12 ? ` and ${zones.length - 12} more` : ''}`

function changesText({ changed, ended, created }: RedesignPoint, names: readonly string[]): string {
  const nameOf = (zone: number) => names[zone] ?? String(zone)
  const parts = [changed.length ? `zones changed: ${listed(changed, nameOf)}` : '', ended.length ? `ended: ${listed(ended, nameOf)}` : '', created.length ? `new: ${listed(created, nameOf)}` : ''].filter(Boolean)
  return parts.length ? `; ${parts.join('; ')}` : '; nothing changed'
}
