import { squareMeters } from '../geometry/polygonMeters.ts'
import { areaFinder } from './areaFinder.ts'
import { countRows } from './countRows.ts'
import { AnalysisRefusal, type AnalysisInput } from './method.ts'
import type { UnitSet } from './unitsOf.ts'

/** Areas with the rows in each, or with the figures that came with them. Where areas overlap a row belongs to the first of them. */
export function areaUnits({ areas, points, rowsLeftOut }: AnalysisInput): UnitSet {
  const count = areas?.ids.length ?? 0
  if (!areas || count === 0) throw new AnalysisRefusal('areas_missing', 'there are no areas: give polygons', 'areas')
  const { values: own, polygons } = areas
  if (!own && !points) throw new AnalysisRefusal('points_missing', 'areas count points, and there are none: give points, or a field with a value of each area', 'points')
  if (!own && polygons.length !== count) throw new AnalysisRefusal('polygons_missing', `${count} areas have ${polygons.length} polygons: points can not be counted`, 'areas')
  if (own && own.length !== count) throw new AnalysisRefusal('values_mismatch', `${count} areas have ${own.length} values`, 'field')
  const locate = polygons.length === count ? areaFinder(polygons) : () => -1
  const counted = own ? null : countRows(points, count, locate)
  return {
    units: { kind: 'areas', ids: areas.ids },
    count,
    values: own ? own.map((value) => (Number.isFinite(value) ? value : NaN)) : (counted?.values as Float64Array),
    counted: !own,
    sizes: Float64Array.from({ length: count }, (_, i) => (polygons[i] ? squareMeters(polygons[i]) : NaN)),
    unitOfRow: counted?.unitOfRow ?? new Int32Array(0),
    locate,
    rowsUsed: counted ? counted.rowsUsed : own!.filter(Number.isFinite).length,
    rowsLeftOut: counted ? { ...rowsLeftOut, outsideAreas: counted.outside } : { ...rowsLeftOut, withoutValue: own!.filter((value) => !Number.isFinite(value)).length },
    studyArea: `${count} areas`,
    cells: null,
  }
}
