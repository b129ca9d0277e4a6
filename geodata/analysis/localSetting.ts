import { AnalysisRefusal, type AnalysisInput, type Note } from './method.ts'
import { neighboursOf, type Neighbourhood } from './neighboursOf.ts'
import { islandsOf, subTable, type NeighbourTable } from './neighbourTable.ts'
import { unitsOf, type UnitChoice, type UnitSet } from './unitsOf.ts'

/** Units with values and neighbours, ready for a statistic: only those that have a value. */
export type Setting = {
  set: UnitSet
  /** The unit of each value. */
  kept: Uint32Array
  values: Float64Array
  table: NeighbourTable
  notes: Note[]
}

/** Fewer rows than this say nothing about where they stand. */
export const LEAST_ROWS = 10
const LEAST_UNITS = 3

/** @throws AnalysisRefusal where there are too few rows or units, nothing differs or nobody has a neighbour */
export function settingOf(input: AnalysisInput, choice: UnitChoice & Neighbourhood): Setting {
  const set = unitsOf(input, choice)
  requireRows(set, LEAST_ROWS)
  const kept = Uint32Array.from({ length: set.count }, (_, i) => i).filter((i) => !Number.isNaN(set.values[i]))
  requireUnits(kept.length)
  const values = Float64Array.from(kept, (i) => set.values[i] as number)
  requireDifference(values)
  const every = neighboursOf(input, set, choice)
  const table = kept.length < set.count ? subTable(every, kept) : every
  if (table.others.length === 0) throw new AnalysisRefusal('no_neighbours', `none of ${kept.length} units has a neighbour: take another neighbourhood or a longer distance`, 'neighbourhood')
  return { set, kept, values, table, notes: notesOf(set, kept.length, table) }
}

export function requireRows({ counted, rowsUsed }: UnitSet, least: number): void {
  if (counted && rowsUsed < least) throw new AnalysisRefusal('too_few_points', `${rowsUsed} ${rowsUsed === 1 ? 'point was' : 'points were'} counted and at least ${least} are needed: take a longer window or a larger area`, 'points')
}

export function requireUnits(count: number, least = LEAST_UNITS): void {
  if (count < least) throw new AnalysisRefusal('too_few_units', `there ${count === 1 ? 'is 1 unit' : `are ${count} units`} with a value and at least ${least} are needed: nothing can be compared`, 'units')
}

export function requireDifference(values: Float64Array): void {
  if (values.every((value) => value === values[0])) throw new AnalysisRefusal('all_alike', `all ${values.length} units have the value ${values[0]}: nothing stands out`, 'values')
}

function notesOf(set: UnitSet, kept: number, table: NeighbourTable): Note[] {
  const islands = islandsOf(table).length
  return [
    ...(islands ? [{ code: 'islands', values: { count: islands } }] : []),
    ...(kept < set.count ? [{ code: 'without_value', values: { count: set.count - kept } }] : []),
    ...(set.cells && set.studyArea.startsWith('cells with') ? [{ code: 'occupied_cells' }] : []),
  ]
}

/** One number for every unit, NaN for those without a value. */
export function spread({ set, kept }: Pick<Setting, 'set' | 'kept'>, values: ArrayLike<number>): Float64Array {
  const all = new Float64Array(set.count).fill(NaN)
  for (let k = 0; k < kept.length; k++) all[kept[k] as number] = values[k] as number
  return all
}
