import { squareMeters } from '../geometry/polygonMeters.ts'
import { countRows } from './countRows.ts'
import { AnalysisRefusal, type AnalysisInput, type PointRows } from './method.ts'
import { createStudyCells } from './studyCells.ts'
import type { UnitSet } from './unitsOf.ts'

/** The cells of the study area with the rows in each; without a study area the cells that held a row, or lie near one. */
export function cellUnits({ studyArea, rowsLeftOut }: AnalysisInput, points: PointRows, { cellMeters, aroundMeters = 0 }: { cellMeters: number; aroundMeters?: number }): UnitSet {
  if (!studyArea && points.count === 0) throw new AnalysisRefusal('no_rows', 'no row is left to count: nothing lies in this window and area', 'points')
  if (studyArea && !(studyArea.reduce((sum, polygon) => sum + squareMeters(polygon), 0) > 0)) throw new AnalysisRefusal('study_area_zero', 'the study area holds no ground: give polygons with an area', 'studyArea')
  const cells = createStudyCells(studyArea ? { kind: 'polygons', polygons: studyArea } : { kind: 'occupiedCells', xMeters: points.xMeters, yMeters: points.yMeters, aroundMeters }, cellMeters)
  if (cells.cellCount === 0) throw new AnalysisRefusal('cells_too_large', `no middle of a cell of ${cellMeters} m lies in the study area: take smaller cells`, 'cellMeters')
  const cell = new Uint32Array(cells.cellCount)
  const unitOfCell = new Int32Array(cells.mask.length).fill(-1)
  let count = 0
  for (let i = 0; i < cells.mask.length; i++)
    if (cells.mask[i]) {
      cell[count] = i
      unitOfCell[i] = count++
    }
  const locate = (x: number, y: number) => unitOfCell[cells.cellAt(x, y)] ?? -1
  const { values, unitOfRow, rowsUsed, outside } = countRows(points, count, locate)
  return {
    units: { kind: 'cells', cellMeters, origin: cells.origin, columns: cells.columns, rows: cells.rows, cell },
    count,
    values,
    counted: true,
    sizes: new Float64Array(count).fill(cellMeters * cellMeters),
    unitOfRow,
    locate,
    rowsUsed,
    rowsLeftOut: { ...rowsLeftOut, outsideStudyArea: outside },
    studyArea: `${cells.description}: ${count} cells of ${cellMeters} m`,
    cells,
  }
}
