import { LEAST_ROWS, requireRows, requireUnits } from './localSetting.ts'
import { AnalysisRefusal, type AnalysisInput, type Note } from './method.ts'
import { neighboursOf, type Neighbourhood } from './neighboursOf.ts'
import { subTable, tableOf, type NeighbourTable } from './neighbourTable.ts'
import { areaUnits } from './unitAreas.ts'
import type { UnitSet } from './unitsOf.ts'

export type RateSetting = {
  set: UnitSet
  /** Areas with a count and with households. */
  kept: Uint32Array
  cases: Float64Array
  population: Float64Array
  table: NeighbourTable
  notes: Note[]
}

/** Up to here the binomial tests are exact and quick. */
const MAX_CASES = 100_000_000

/**
 * @param isLocal rates need neighbours; else they are taken where there are any
 * @throws AnalysisRefusal where counts are no counts, or too few areas have households
 */
export function rateSetting(input: AnalysisInput, rule: Neighbourhood, isLocal: boolean): RateSetting {
  const set = areaUnits(input)
  const given = input.areas?.population
  if (given?.length !== set.count) throw new AnalysisRefusal('no_population', 'rates need the households of each area', 'population')
  const bad = set.values.findIndex((value) => value < 0 || (Number.isFinite(value) && !Number.isInteger(value)))
  if (bad >= 0) throw new AnalysisRefusal('not_counts', `area ${bad + 1} has the value ${set.values[bad]}: rates need whole counts from 0 up`, 'field')
  requireRows(set, LEAST_ROWS)
  const kept = Uint32Array.from({ length: set.count }, (_, i) => i).filter((i) => !Number.isNaN(set.values[i]) && (given[i] as number) > 0 && Number.isFinite(given[i]))
  requireUnits(kept.length)
  const cases = Float64Array.from(kept, (i) => set.values[i] as number)
  if (!cases.some((value) => value > 0)) throw new AnalysisRefusal('too_few_points', 'no area has a single case: there is no rate to compare', 'points')
  const hasNeighbours = isLocal || input.areas?.neighbours || input.areas?.polygons.length
  const total = cases.reduce((sum, value) => sum + value, 0)
  if (total > MAX_CASES) throw new AnalysisRefusal('not_counts', `the areas hold ${total} cases together: counts up to ${MAX_CASES} can be tested`, 'field')
  const every = hasNeighbours ? neighboursOf(input, set, rule) : tableOf(Array.from({ length: set.count }, () => []))
  const among = new Set(kept)
  const left = Array.from({ length: set.count }, (_, i) => i).filter((i) => !Number.isNaN(set.values[i]) && !among.has(i))
  const lost = left.reduce((sum, i) => sum + (set.values[i] as number), 0)
  return {
    set,
    kept,
    cases,
    population: Float64Array.from(kept, (i) => given[i] as number),
    table: kept.length < set.count ? subTable(every, kept) : every,
    notes: left.length ? [{ code: 'without_population', values: { count: left.length, incidents: lost } }] : [],
  }
}
