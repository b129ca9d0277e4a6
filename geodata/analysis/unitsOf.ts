import type { UnitKind } from '../model/analysis.ts'
import { AnalysisRefusal, type AnalysisInput, type Units } from './method.ts'
import type { StudyCells } from './studyCells.ts'
import { areaUnits } from './unitAreas.ts'
import { cellUnits } from './unitCells.ts'
import { segmentUnits } from './unitSegments.ts'

export type UnitChoice = {
  /** auto: the areas of a file that brought its own values, else cells. */
  units: UnitKind | 'auto'
  cellMeters: number
  /** How far from its street a point may lie. */
  snapMeters: number
  /** Without a study area, cells are also taken whose middle lies within so many metres of a row. */
  aroundMeters?: number
}

/** What counts are gathered in. */
export type UnitSet = {
  units: Exclude<Units, { kind: 'shapes' | 'none' }>
  count: number
  /** Rows counted; or the file's own figure of each area, NaN where it has none. */
  values: Float64Array
  /** False where the values are the file's own. */
  counted: boolean
  /** Square metres of cells and areas, metres of segments; NaN where a file gave no shapes. */
  sizes: Float64Array
  /** The unit of each row of the input; -1 where it lies in none. */
  unitOfRow: Int32Array
  /** The unit at any point of the plane; -1 outside of all. */
  locate: (xMeters: number, yMeters: number) => number
  rowsUsed: number
  rowsLeftOut: Record<string, number>
  studyArea: string
  /** The grid that cells are of. */
  cells: StudyCells | null
}

/**
 * Counts per cell, area or street segment. The units do not depend on counts, save that without a study area cells are those that held a row.
 * @throws AnalysisRefusal where the input has nothing to make such units of
 */
export function unitsOf(input: AnalysisInput, choice: UnitChoice): UnitSet {
  const kind = choice.units === 'auto' ? (input.areas?.values ? 'areas' : 'cells') : choice.units
  if (kind === 'areas') return areaUnits(input)
  if (!input.points) throw new AnalysisRefusal('points_missing', `${kind} count points, and there are none: give points, or areas with values`, 'points')
  return kind === 'cells' ? cellUnits(input, input.points, choice) : segmentUnits(input, input.points, choice)
}
