import { csvLine } from '../../geodata/format/csvCell.ts'
import type { ZoneOf } from '../../geodata/zoning/units.ts'
import { CommandError } from '../cli/tell.ts'
import { writeWhole } from '../cli/wholeFile.ts'
import { outOf, type Out } from '../analyse/writeResult.ts'
import type { UnitsFound } from './readUnits.ts'

export type Plan = { zoneOf: ZoneOf; names: readonly string[]; /** Of each unit today, '' for none; null where nothing is kept. */ today: readonly string[] | null }

/** @throws CommandError before anything is computed */
export function planOut(path: string | null): Out | null {
  if (path === null) return null
  if (!/\.(geojson|csv)(\.gz)?$/i.test(path)) throw new CommandError(`--out ${path}: the name says what is written; expected .geojson or .csv (.gz too).`)
  return outOf(path, false)
}

/** The units with their zones. */
export async function writePlan({ path, format, gzip }: Out, found: UnitsFound, plan: Plan): Promise<void> {
  await writeWhole(path, format === 'csv' ? csvPieces(found, plan) : geojsonPieces(found, plan), gzip)
}

const zoneText = ({ zoneOf, names }: Plan, unit: number) => names[zoneOf[unit] as number] ?? String(zoneOf[unit])

function* csvPieces({ ids, households }: UnitsFound, plan: Plan): Generator<string> {
  yield csvLine(['id', 'zone', 'households', ...(plan.today ? ['zone_today', 'moved'] : [])])
  for (let unit = 0; unit < ids.length; unit++) yield csvLine([ids[unit], zoneText(plan, unit), households[unit], ...(plan.today ? [plan.today[unit], isMoved(plan, unit)] : [])])
}

const isMoved = (plan: Plan, unit: number) => Boolean(plan.today?.[unit]) && plan.today?.[unit] !== zoneText(plan, unit)

function* geojsonPieces({ ids, households, header, rows, geometries }: UnitsFound, plan: Plan): Generator<string> {
  yield '{"type":"FeatureCollection","features":[\n'
  for (let unit = 0; unit < ids.length; unit++) {
    const own = rows[unit]?.properties ?? Object.fromEntries(header.map((name, at) => [name, rows[unit]?.row.cells[at] ?? '']))
    const properties = { ...own, unit: ids[unit], zone: zoneText(plan, unit), households: households[unit], ...(plan.today ? { zone_today: plan.today[unit] || null, moved: isMoved(plan, unit) } : {}) }
    yield `${JSON.stringify({ type: 'Feature', properties, geometry: geometries?.[unit] ?? null })}${unit < ids.length - 1 ? ',' : ''}\n`
  }
  yield ']}\n'
}
